"""Text versions: recorded in their languages, put on the table, frozen, published, reopened."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, carrying, norms, registers
from tracker.commands import proposals as proposed
from tracker.locale import N_
from tracker.store import dossiers, facts, files, tables, text_clauses

LANGUAGES = ("nl", "en")
SUBJECT = "texts"
"""One subject for all versions: freezing one says something about every other."""
NO_EARLIER = N_("Er ligt nog geen versie ter tafel. Deze kan dus geen redactionele wijziging zijn.")


@dataclass(frozen=True, slots=True)
class Variant:
    """One language of a version: the text itself, or a file that holds it."""

    text: str = ""
    file: files.Stored | None = None
    read: str = ""
    """What the file says, where it can be read as text."""

    @property
    def words(self) -> str:
        """The text, typed or read."""
        return self.read if self.file else self.text

    @property
    def empty(self) -> bool:
        return self.file is None and not self.text.strip()

    @property
    def sha256(self) -> str:
        """Hash of exactly what was handed in; the file's own hash where there is a file."""
        return self.file.hash if self.file else hashlib.sha256(self.text.encode()).hexdigest()


def add(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    number: str,
    variants: Mapping[str, Variant],
    now: datetime,
    prevailing: str = "nl",
    note: str = "",
    follows_id: str | None = None,
    proposer_id: str = "",
    matches: Mapping[str, str] | None = None,
    proposals: Collection[str] = (),
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record a new version as a draft. Its languages are one version; one of them prevails.

    `follows_id` is the version it was written from, by default the one on the table: its clauses keep their
    identity. `matches` corrects that by number: {"7": "5"} says that article 7 is the old article 5,
    {"8": ""} that article 8 is new. `proposer_id` is the party that brought it in, if one did, `proposals`
    are the adopted ones that it takes over.
    """
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="text.write", now=now, seen=seen, key=key, subject=SUBJECT
    )
    if doing.done:
        return doing.done
    registers.filled(number=number)
    number = number.strip()
    if any(t.number == number for t in dossier.rows(tables.TextVersion)):
        raise errors.Invalid(
            {"number": N_("Versie %(number)s bestaat al. Kies een ander nummer.")}, number=number
        )
    registers.one_of("prevailing", prevailing, LANGUAGES)
    given = {language: v for language, v in variants.items() if language in LANGUAGES and not v.empty}
    if prevailing not in given:
        raise errors.Invalid(
            {f"text_{prevailing}": N_("Plak de tekst van de leidende taal, of kies een bestand.")}
        )
    follows = _follows(dossier, follows_id)
    if proposer_id:
        registers.party(dossier, proposer_id)
    words = {language: v.words for language, v in given.items()}
    clauses = text_clauses.split(dossier, words, prevailing=prevailing, follows=follows, matches=matches)
    text_id = doing.new(
        tables.TextVersion, number=number, status="draft", prevailing=prevailing, note=note,
        follows_id=follows.id if follows else "", proposer_id=proposer_id,
    )  # fmt: skip
    for language, variant in given.items():
        doing.new(
            tables.TextVariant,
            text_version_id=text_id,
            language=language,
            text=None if variant.file else variant.text,
            clauses=text_clauses.rows(clauses.get(language, ())),
            file_hash=variant.file.hash if variant.file else None,
            file_name=variant.file.name if variant.file else None,
            file_type=variant.file.type if variant.file else None,
            file_size=variant.file.size if variant.file else None,
            sha256=variant.sha256,
        )
    norms.carry(doing, dossier, follows, text_id, clauses)
    proposed.take_over(doing, dossier, text_id, proposals)
    return doing.record("text.add", level="table", subject=SUBJECT, says={"number": number}, id=text_id)


def table(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    text_id: str,
    *,
    now: datetime,
    on: date | None = None,
    answer_by: date | None = None,
    editorial: str | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Put a draft on the table: it is the version every answer is asked on, and answers to the one
    before it are out of date from now on.

    With `editorial`, the reason why only the wording changed, they go on counting: what was accepted, and
    positions on the whole or on a clause of which no word changed.
    """
    doing, dossier, text = _on_text(session, actor, covenant_id, text_id, now, seen, key)
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.in_order("answer_by", day, answer_by)
    if editorial is not None:
        act.long_enough("reason", editorial)
    registers.still(text.status == "draft", N_("Deze versie lag al ter tafel."))
    if final := _final(dossier):
        raise errors.WrongState(
            "Versie %(number)s is definitief. Heropen die eerst; daarna kan een nieuwe versie ter tafel.",
            number=final.number,
        )
    current = facts.current_text(facts.texts_of(dossier))
    if current is not None and dossier.row(tables.TextVersion, current.id).made > text.made:
        raise errors.WrongState(
            "Versie %(number)s ligt ter tafel en is nieuwer. Leg een nieuwe versie vast.",
            number=current.number,
        )
    says = {"number": text.number, "old": current.number if current else "", "answer_by": answer_by}
    tabled = {"status": "tabled", "tabled_on": day, "answer_by": answer_by}
    if editorial is None:
        doing.change(tables.TextVersion, text_id, **tabled)
        return doing.record("text.table", on=day, subject=SUBJECT, says=says, id=text_id)
    registers.still(current is not None, NO_EARLIER)
    reason = editorial.strip()
    doing.change(tables.TextVersion, text_id, **tabled, editorial_reason=reason)
    count = carrying.carry(doing, dossier, current.id if current else "", text_id, reason)
    return doing.record(
        "text.table_editorial",
        on=day,
        subject=SUBJECT,
        note=reason,
        says={**says, "count": count},
        id=text_id,
    )


def freeze(
    session: Session, actor: policy.Actor, covenant_id: str, text_id: str, *, now: datetime,
    on: date | None = None, seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Make the version on the table the final one. There is one at most."""
    doing, dossier, text = _on_text(session, actor, covenant_id, text_id, now, seen, key)
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    if final := _final(dossier):
        raise errors.WrongState("Versie %(number)s is al definitief.", number=final.number)
    registers.still(text.status == "tabled", N_("Alleen een versie ter tafel kan definitief worden."))
    registers.still(
        text.final_on is None,
        N_("Deze versie is heropend. Leg een nieuwe versie ter tafel en stel die vast."),
    )
    current = facts.current_text(facts.texts_of(dossier))
    if current is None or current.id != text_id:
        raise errors.WrongState(
            "Versie %(number)s ligt nu ter tafel. Alleen die kan definitief worden.",
            number=current.number if current else "",
        )
    if text.tabled_on is not None:
        registers.in_order("on", text.tabled_on, day)
    doing.change(tables.TextVersion, text_id, status="final", final_on=day)
    return doing.record("text.freeze", on=day, subject=SUBJECT, says={"number": text.number}, id=text_id)


def reopen(
    session: Session, actor: policy.Actor, covenant_id: str, text_id: str, *, note: str, now: datetime,
    on: date | None = None, seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Reopen the final text. It can not become final again: a new version has to be tabled."""
    doing, dossier, text = _on_text(session, actor, covenant_id, text_id, now, seen, key)
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    act.long_enough("note", note)
    registers.still(text.status == "final", N_("Deze versie is niet definitief. Er is niets te heropenen."))
    registers.still(
        dossier.covenant.stage in ("initiative", "negotiation"),
        N_("De tekst heropenen kan alleen in de onderhandeling. Zet eerst een stap terug."),
    )
    doing.change(tables.TextVersion, text_id, status="tabled")
    return doing.record(
        "text.reopen", on=day, subject=SUBJECT, note=note.strip(), says={"number": text.number}, id=text_id
    )


def publish(
    session: Session, actor: policy.Actor, covenant_id: str, text_id: str, *, now: datetime,
    on: date | None = None, seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Make the final text public in all its languages."""
    doing, dossier, text = _on_text(session, actor, covenant_id, text_id, now, seen, key)
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.still(text.status == "final", N_("Alleen de definitieve tekst kan openbaar worden."))
    registers.still(text.visibility != "public", N_("Deze tekst is al openbaar."))
    doing.change(tables.TextVersion, text_id, visibility="public")
    for variant in dossier.rows(tables.TextVariant):
        if variant.text_version_id == text_id:
            doing.change(tables.TextVariant, variant.id, visibility="public")
    return doing.record(
        "text.publish", on=day, level="public", subject=SUBJECT, says={"number": text.number}, id=text_id
    )


def carry_over(
    session: Session, actor: policy.Actor, covenant_id: str, text_id: str, *, reason: str, now: datetime,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Record that the version on the table differs editorially only from the one before it: what was
    accepted on that version counts for this one, unless something was recorded on this one already."""
    doing, dossier, text = _on_text(session, actor, covenant_id, text_id, now, seen, key)
    if doing.done:
        return doing.done
    act.long_enough("reason", reason)
    current = facts.current_text(facts.texts_of(dossier))
    registers.still(
        current is not None and current.id == text_id,
        N_("Antwoorden overnemen kan alleen naar de versie die nu ter tafel ligt."),
    )
    tabled = [t for t in dossier.rows(tables.TextVersion) if t.status != "draft" and t.made < text.made]
    old = tabled[-1] if tabled else None
    count = carrying.carry(doing, dossier, old.id, text_id, reason.strip()) if old else 0
    if old is None or not count:
        raise errors.WrongState("Er zijn geen akkoorden op de vorige versie om over te nemen.")
    doing.change(tables.TextVersion, text_id, editorial_reason=reason.strip())
    return doing.record(
        "text.carry_over",
        subject=SUBJECT,
        note=reason.strip(),
        says={"old": old.number, "number": text.number, "count": count},
        id=text_id,
    )


def _on_text(
    session: Session, actor: policy.Actor, covenant_id: str, text_id: str, now: datetime,
    seen: int | None, key: act.Key | None,
) -> tuple[act.Act, dossiers.Dossier, tables.TextVersion]:  # fmt: skip
    return registers.open_on(
        session, actor, covenant_id, tables.TextVersion, text_id, deed="text.write", now=now, seen=seen,
        key=key, subject=SUBJECT,
    )  # fmt: skip


def _final(dossier: dossiers.Dossier) -> tables.TextVersion | None:
    return next((t for t in dossier.rows(tables.TextVersion) if t.status == "final"), None)


def _follows(dossier: dossiers.Dossier, follows_id: str | None) -> tables.TextVersion | None:
    """The version a new one was written from: the one that was said, or else the one on the table."""
    if follows_id:
        return dossier.row(tables.TextVersion, follows_id)
    current = facts.current_text(facts.texts_of(dossier)) if follows_id is None else None
    return dossier.row(tables.TextVersion, current.id) if current else None
