"""How far one party is: the answer in a sentence, the tally, the stages and what lies behind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.locale import _, ngettext
from tracker.queries import discretion, requirements
from tracker.queries import stages as covenant_stages
from tracker.queries.requirements import Row
from tracker.store import dossiers, tables
from workflows import counting
from workflows.facts import Facts, Item, stage_index
from workflows.parties import PARTY_ROLES, Role


@dataclass(frozen=True, slots=True)
class StageRow:
    """How far the party is in one stage, or in one year of the last stage."""

    stage: str
    cycle: int | None
    reached: bool
    progress: counting.Progress
    extra: str
    note: str
    since: str
    until: date | None
    planned: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """Requirements of an earlier stage or year, shown on demand."""

    stage: str
    cycle: int | None
    rows: tuple[Row, ...]


def older_years(items: Iterable[Item], here: list[Item], stage: str) -> list[Item]:
    """Open annual items of years before the newest one."""
    return [i for i in items if i.stage == stage and i not in here and counting.is_open(i)]


def answer(p: tables.Participation, progress: counting.Progress, rows: list[Row], debts: int) -> str:
    if Role(p.role) not in PARTY_ROLES | {Role.FACILITATOR}:
        return _("Van deze organisatie wordt niets gevraagd: zij telt niet mee in quorum of voortgang.")
    if progress.none:
        said = [_("In deze fase wordt van deze partij niets gevraagd.")]
    else:
        said = [_("%(have)s van %(of)s akkoord.", have=progress.accepted, of=progress.of)]
    mandatory = [r for r in rows if r.mandatory]
    ours = sum(r.status in requirements.OURS and not r.waits for r in mandatory)
    theirs = sum(r.waits for r in mandatory)
    with_party = _with(
        ours, ngettext("Eén punt ligt bij de partij", "%(num)s punten liggen bij de partij", ours)
    )
    if ours and theirs:
        also = _with(theirs, ngettext("één bij het secretariaat", "%(num)s bij het secretariaat", theirs))
        said.append(f"{with_party}, {also}.")
    elif ours:
        said.append(f"{with_party}.")
    elif theirs:
        said.append(
            _with(
                theirs,
                ngettext(
                    "Eén punt ligt bij het secretariaat.",
                    "%(num)s punten liggen bij het secretariaat.",
                    theirs,
                ),
            )
        )
    elif progress.complete:
        said.append(_("Er ligt nu niets bij deze partij."))
    if late := sum(r.state == "late" for r in mandatory):
        said.append(_with(late, ngettext("Eén punt is te laat.", "%(num)s punten zijn te laat.", late)))
    if debts:
        again = ngettext(
            "Uit eerder staat nog één punt open.", "Uit eerder staan nog %(num)s punten open.", debts
        )
        said.append(_with(debts, again))
    return " ".join(said)


def _with(number: int, text: str) -> str:
    """A plural with its number filled in; the singular says 'één' itself."""
    return text % {"num": number}


def tally(rows: list[Row]) -> Iterator[tuple[str, str, str]]:
    """Tone, shape and words; together exactly the rows of the table."""
    mandatory = [r for r in rows if r.mandatory]
    waits = [r for r in mandatory if r.waits]
    rest = [r for r in mandatory if not r.waits]

    def count(*states: str) -> int:
        return sum((r.state if r.state == "late" else r.status) in states for r in rest)

    for tone, icon, number, words in (
        ("stop", "cross", count("late"), _("te laat")),
        ("warn", "back", count("returned"), _("teruggegeven")),
        ("stale", "stale", count("stale", "expired"), _("verouderd")),
        ("busy", "half", count("in_progress"), _("bezig")),
        ("busy", "ring", count("not_started"), _("niet gestart")),
        ("wait", "up", len(waits), _("bij het secretariaat")),
        ("ok", "check", count("accepted"), _("akkoord")),
        ("warn", "pass", count("waived"), _("ontheven")),
        ("busy", "dash", count("not_applicable"), _("n.v.t.")),
        ("busy", "dash", count("unrecorded"), _("niet vastgelegd")),
        ("busy", "dash", len(rows) - len(mandatory), _("vrijwillig, telt niet mee")),
    ):
        if number:
            yield tone, icon, f"{number} {words}"


def groups(
    dossier: dossiers.Dossier, known: Facts, items: list[Item], here: list[Item], language: str
) -> Iterator[Group]:
    """Everything that is not in the table above, per stage and year, newest first."""
    places = {(i.stage, i.cycle if i.stage == known.stage else None) for i in items if i not in here}
    for stage, cycle in sorted(places, key=lambda at: (stage_index(at[0]), at[1] or 0), reverse=True):
        mine = [i for i in items if i not in here and i.stage == stage and cycle in (None, i.cycle)]
        yield Group(stage, cycle, tuple(requirements.rows(dossier, known, mine, language)))


def stages(
    dossier: dossiers.Dossier, known: Facts, p: tables.Participation, items: list[Item], language: str
) -> Iterator[StageRow]:
    if Role(p.role) not in PARTY_ROLES | {Role.FACILITATOR}:
        return
    for step in covenant_stages.steps(dossier, language):
        mine = counting.select(items, stage=step.stage)
        years: list[int | None] = [*sorted({i.cycle for i in mine if i.cycle is not None})]
        if not years or any(i.cycle is None for i in mine):
            years = [None, *years]
        for year in years:
            progress = counting.progress(
                (i for i in mine if i.cycle == year) if len(years) > 1 else mine, today=dossier.today
            )
            ahead = stage_index(step.stage) > stage_index(known.stage)
            yield StageRow(
                stage=step.stage,
                cycle=year,
                reached=not ahead,
                progress=progress,
                extra=_beside(progress),
                note=_note(dossier, known, p, step.stage, bool(mine), ahead),
                since=step.since if year in (None, years[0]) else "",
                until=step.until,
                planned=step.plan.on if step.plan else None,
            )


def _beside(progress: counting.Progress) -> str:
    """What left the denominator, in words."""
    notes = (
        (progress.waived, _("ontheven")),
        (progress.not_applicable, _("n.v.t.")),
        (progress.unrecorded, _("niet vastgelegd")),
        (progress.waiting, _("wacht op secretariaat")),
        (progress.optional, _("vrijwillig")),
    )
    return ", ".join(f"{number} {words}" for number, words in notes if number)


def _note(
    dossier: dossiers.Dossier, known: Facts, p: tables.Participation, stage: str, asked: bool, ahead: bool
) -> str:
    """Why there is no figure."""
    if ahead:
        party = known.party(p.id)
        rows = discretion.list_of(dossier).of_stage(stage)
        count = sum(r.asks(party) == "mandatory" for r in rows) if party else 0
        return _("begint na de poort: %(num)s verplicht", num=count)
    if not asked and stage_index(p.joined_stage) > stage_index(stage):
        return _("n.v.t.: deed toen nog niet mee als partij")
    return "" if asked else _("n.v.t.")
