"""What an editorial change keeps: answers to the version before that go on counting for the new one."""

from tracker.commands import act
from tracker.store import carried, dossiers, tables


def carry(doing: act.Act, dossier: dossiers.Dossier, old: str, new: str, reason: str) -> int:
    """Write the kept answers as rows on the new version; how many."""
    answers, stances = carried.kept(dossier, old, new), carried.positions(dossier, old, new)
    for answer in answers:
        values = answer._asdict()  # type: ignore[attr-defined]
        for name in ("id", "made"):
            del values[name]
        doing.new(tables.Requirement, **{**values, "text_version_id": new, "reason": reason})
    for stance in stances:
        values = stance._asdict()  # type: ignore[attr-defined]
        for name in ("made", "round_id"):
            del values[name]
        was = values.pop("id")
        doing.new(tables.Position, **{**values, "text_version_id": new, "carried_from_id": was})
    return len(answers) + len(stances)
