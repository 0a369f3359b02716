"""The fallout preview of each confirm page: what a step of parties, the stage or the track would change."""

from collections.abc import Iterator, Sequence
from datetime import date

from tracker import policy
from tracker.locale import _, ngettext
from tracker.queries import fallout, fallout_steps
from tracker.queries.fallout import Fallout
from tracker.queries.fallout_steps import Newcomer
from tracker.store import dossiers, facts, tables
from workflows import counting, loading, words
from workflows.facts import Facts
from workflows.parties import ParticipationStatus, PartyKind, Role

RUNNING = ("active", "paused")
KINDS, ROLES, STATUSES = frozenset(PartyKind), frozenset(Role), frozenset(ParticipationStatus)


def _exists(who: Newcomer) -> bool:
    """Whether there is such a kind and role: what was typed may be anything."""
    return who.kind in KINDS and who.role in ROLES


def _for_this_reader(dossier: dossiers.Dossier, ids: Sequence[str]) -> bool:
    """Whoever decides about it: the facilitator, or the party about itself."""
    if dossier.as_of is not None or dossier.covenant.track_status not in RUNNING:
        return False
    facilitates = policy.FACILITATOR in dossier.standing.relations
    return facilitates or (bool(ids) and set(ids) <= dossier.standing.own)


def of_parties(
    dossier: dossiers.Dossier,
    ids: Sequence[str],
    step: str,
    on: date,
    language: str,
    *,
    role: str = "",
    newcomer: Newcomer | None = None,
) -> Fallout | None:
    """What a step of one or several parties would do; None where nothing was chosen or decides nothing."""
    known = {p.id for p in dossier.rows(tables.Participation)}
    if step not in fallout_steps.PARTY_STEPS or not ids or not set(ids) <= known:
        return None
    if (step == "role" and role not in ROLES) or not _for_this_reader(dossier, ids):
        return None
    if newcomer is not None and not _exists(newcomer):
        return None
    supposed = fallout_steps.of_parties(dossier, ids, step, on, role=role, newcomer=newcomer)
    return fallout.compare(dossier, supposed, ids, language)


def of_newcomer(
    dossier: dossiers.Dossier, who: Newcomer, on: date, language: str, *, status: str = "active"
) -> Fallout | None:
    """What it would do if this organisation joined; an invitation alone changes nothing yet."""
    if not _exists(who) or status not in STATUSES or not _for_this_reader(dossier, ()):
        return None
    return fallout.compare(dossier, fallout_steps.joining(dossier, who, on, status), (), language)


def of_stage(dossier: dossiers.Dossier, action: str, on: date, language: str) -> Fallout | None:
    """What a step back would undo, leave behind and ask again; steps forward have their gate."""
    workflow = loading.workflow(dossier.covenant.workflow)
    step = workflow.actions.get(action)
    if step is None or step.kind != "back" or dossier.covenant.stage not in step.from_:
        return None
    if not _for_this_reader(dossier, ()):
        return None
    again = next(
        (
            a.name
            for a in workflow.actions.values()
            if step.to in a.from_ and a.to == dossier.covenant.stage and a.kind == "forward"
        ),
        "",
    )
    supposed = fallout_steps.of_stage(dossier, action, on)
    loose = tuple(_left_behind(dossier, language))
    return fallout.compare(dossier, supposed, (), language, again=again, loose=loose)


def _left_behind(dossier: dossiers.Dossier, language: str) -> Iterator[str]:
    """What stays on record after a step back, and what makes it void or outdated."""
    stage = dossier.covenant.stage
    moved = [m for m in dossier.rows(tables.StageMove) if m.to_stage == stage]
    if moved:
        yield _(
            "De uitslag van de poort van %(day)s blijft in het logboek, maar geldt niet meer.",
            day=words.day(moved[-1].on, language),
        )
    signed = [s for s in dossier.rows(tables.Signature) if s.void_on is None]
    if signed:
        yield ngettext(
            "%(num)s handtekening blijft in het register en vervalt zodra de tekst wordt heropend.",
            "%(num)s handtekeningen blijven in het register en vervallen zodra de tekst wordt heropend.",
            len(signed),
        ) % {"num": len(signed)}
    known = facts.gather(dossier, language)
    if text := facts.current_text(known.texts):
        agreed = [i for i in known.items if i.version_id == text.id and i.status == "accepted"]
        if agreed:
            yield ngettext(
                "%(num)s akkoord op versie %(number)s veroudert zodra er een nieuwe versie ter tafel ligt.",
                "%(num)s akkoorden op versie %(number)s verouderen zodra er een nieuwe versie ter tafel ligt.",
                len(agreed),
            ) % {"num": len(agreed), "number": text.number}
    plans = facts.planned_dates(dossier)
    if planned := plans.get(stage):
        yield _(
            "De geplande datum %(day)s voor deze fase blijft staan. Plan haar opnieuw als dat nodig is.",
            day=words.day(planned, language),
        )


def of_track(dossier: dossiers.Dossier, action: str, on: date, language: str) -> Fallout | None:
    """What pausing, resuming or stopping would do beside the clocks."""
    step = loading.workflow(dossier.covenant.track_workflow).actions.get(action)
    if step is None or action not in ("pause", "resume", "stop"):
        return None
    if dossier.covenant.track_status not in step.from_ or not _for_this_reader(dossier, ()):
        return None
    supposed = fallout_steps.of_track(dossier, action, on)
    return fallout.compare(dossier, supposed, (), language, loose=tuple(_clocks(dossier, action, language)))


def _clocks(dossier: dossiers.Dossier, action: str, language: str) -> Iterator[str]:
    known = facts.gather(dossier, language)
    late = sum(i.mandatory and counting.is_overdue(i, known.today) for i in known.items)
    if action == "pause" and late:
        yield ngettext(
            "%(num)s punt is nu te laat. Tijdens de pauze telt het niet als te laat.",
            "%(num)s punten zijn nu te laat. Tijdens de pauze tellen zij niet als te laat.",
            late,
        ) % {"num": late}
    if action == "pause":
        yield _("De fase kan niet wijzigen zolang het traject is gepauzeerd.")
    if action == "resume" and late:
        yield ngettext(
            "%(num)s punt telt weer als te laat, tenzij u de datum hieronder verschuift.",
            "%(num)s punten tellen weer als te laat, tenzij u de datums hieronder verschuift.",
            late,
        ) % {"num": late}
    if action == "stop":
        yield from _ended(dossier, known)


def _ended(dossier: dossiers.Dossier, known: Facts) -> Iterator[str]:
    """What a stopped track leaves unfinished."""
    counted = {p.id for p in known.active()}
    items = sum(counting.is_open(i) and i.party_id in counted for i in known.items)
    signed = len({s.party_id for s in known.signatures})
    objections = sum(o.open for o in known.objections)
    reservations = sum(r.open for r in known.reservations)
    motions = sum(m.status == "open" for m in dossier.rows(tables.Motion))
    rounds = sum(r.status == "open" for r in dossier.rows(tables.PositionRound))
    told = (
        (
            items,
            ngettext(
                "%(num)s vereiste wordt niet meer gevraagd.",
                "%(num)s vereisten worden niet meer gevraagd.",
                items,
            ),
        ),
        (
            objections,
            ngettext(
                "%(num)s bezwaar blijft onopgelost in het register.",
                "%(num)s bezwaren blijven onopgelost in het register.",
                objections,
            ),
        ),
        (
            reservations,
            ngettext(
                "%(num)s voorbehoud blijft open in het register.",
                "%(num)s voorbehouden blijven open in het register.",
                reservations,
            ),
        ),
        (
            signed,
            ngettext(
                "%(num)s partij heeft getekend. Er komt geen uitvoering.",
                "%(num)s partijen hebben getekend. Er komt geen uitvoering.",
                signed,
            ),
        ),
        (
            motions,
            ngettext(
                "%(num)s stemming blijft zonder uitslag.",
                "%(num)s stemmingen blijven zonder uitslag.",
                motions,
            ),
        ),
        (
            rounds,
            ngettext(
                "%(num)s ronde blijft zonder uitslag.", "%(num)s rondes blijven zonder uitslag.", rounds
            ),
        ),
    )
    for number, sentence in told:
        if number:
            yield sentence % {"num": number}
