"""What happened and what is planned, newest first; the public version holds stages, dates and parties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.locale import N_, _, ngettext
from tracker.queries import stages
from tracker.store import dossiers, tables
from workflows import loading, words
from workflows.facts import STAGES

TRACK = {
    "pause": N_("Traject gepauzeerd"),
    "resume": N_("Traject hervat"),
    "stop": N_("Traject gestopt"),
    "end": N_("Traject beëindigd"),
    "succeed": N_("Opvolger vastgelegd"),
}
LEFT = {
    "withdrawn": N_("%(party)s stapt uit"),
    "expelled": N_("%(party)s is uitgesloten"),
    "ceased": N_("%(party)s valt weg"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: `on` keeps the precision that is known."""

    on: str
    text: str
    note: str = ""
    major: bool = False
    planned: bool = False
    visibility: str = ""
    source: str = ""


def timeline(dossier: dossiers.Dossier, language: str) -> tuple[Event, ...]:
    """Every event this reader may know of, newest first; on one day the later recorded one first."""
    found = [
        *_started(dossier),
        *_moves(dossier, language),
        *_track(dossier),
        *_parties(dossier, language),
        *_texts(dossier),
        *_objections(dossier, language),
        *_signatures(dossier),
        *_term(dossier),
        *_plans(dossier, language),
    ]
    return tuple(sorted(found, key=lambda e: e.on)[::-1])


def _started(dossier: dossiers.Dossier) -> Iterable[Event]:
    if dossier.covenant.started_on:
        yield Event(dossier.covenant.started_on, _("Start verkenning"), major=True)


def _moves(dossier: dossiers.Dossier, language: str) -> Iterable[Event]:
    workflow = loading.workflow(dossier.covenant.workflow)
    order = list(STAGES)
    for move in dossier.rows(tables.StageMove):
        if move.from_stage == move.to_stage:
            continue
        stage = workflow.states[move.to_stage][language].lower()
        back = order.index(move.to_stage) < order.index(move.from_stage)
        text = _("Stap terug naar %(stage)s", stage=stage) if back else _("Start %(stage)s", stage=stage)
        yield Event(move.on.isoformat(), text, move.note or "", major=True)


def _track(dossier: dossiers.Dossier) -> Iterable[Event]:
    for move in dossier.rows(tables.TrackMove):
        yield Event(move.on.isoformat(), _(TRACK[move.action]), move.reason or "", major=True)


def _parties(dossier: dossiers.Dossier, language: str) -> Iterable[Event]:
    for party in dossier.rows(tables.Participation):
        name = dossier.name_of(party.id, language)
        if party.imported or party.role == "facilitator":
            continue
        if party.joined_stage != STAGES[0] and party.since_on:
            yield Event(party.since_on.isoformat(), _("%(party)s schuift aan", party=name))
        if party.status in LEFT and party.until_on:
            ahead = party.until_on > dossier.today
            yield Event(party.until_on.isoformat(), _(LEFT[party.status], party=name), planned=ahead)


def _texts(dossier: dossiers.Dossier) -> Iterable[Event]:
    for text in dossier.rows(tables.TextVersion):
        mark = "" if text.visibility == "public" else text.visibility
        if text.final_on:
            said = _("Tekst %(number)s definitief vastgesteld", number=text.number)
            yield Event(text.final_on.isoformat(), said, major=True, visibility=mark)
        elif text.tabled_on:
            said = _("Tekstversie %(number)s ter tafel", number=text.number)
            yield Event(text.tabled_on.isoformat(), said, visibility=mark)


def _objections(dossier: dossiers.Dossier, language: str) -> Iterable[Event]:
    for row in dossier.rows(tables.Objection):
        if row.severity != "fundamental":
            continue
        said = _("Fundamenteel bezwaar van %(party)s", party=dossier.name_of(row.participation_id, language))
        yield Event(row.raised_on.isoformat(), said, row.clause or "", visibility="table")


def _signatures(dossier: dossiers.Dossier) -> Iterable[Event]:
    days: dict[date, int] = {}
    for row in dossier.rows(tables.Signature):
        if row.void_on is None:
            days[row.signed_on] = days.get(row.signed_on, 0) + 1
    for on, count in days.items():
        said = ngettext("%(num)s partij ondertekent", "%(num)s partijen ondertekenen", count)
        yield Event(on.isoformat(), said % {"num": count}, major=count > 1)


def _term(dossier: dossiers.Dossier) -> Iterable[Event]:
    covenant, today = dossier.covenant, dossier.today
    if covenant.effective_on:
        on = covenant.effective_on
        # sources often give the term and leave entry into force unsaid: then it is not said here either
        what = _("Begin van de looptijd") if covenant.imported else _("Inwerkingtreding")
        yield Event(on.isoformat(), what, major=True, planned=on > today)
    if covenant.ends_on:
        on = covenant.ends_on
        yield Event(on.isoformat(), _("Einde looptijd"), planned=on > today)


def _plans(dossier: dossiers.Dossier, language: str) -> Iterable[Event]:
    workflow = loading.workflow(dossier.covenant.workflow)
    if dossier.covenant.track_status not in ("active", "paused"):
        return
    for stage, plan in stages.plans_of(dossier).items():
        if stage in STAGES and STAGES.index(stage) <= STAGES.index(dossier.covenant.stage):
            continue
        name = workflow.states[stage][language] if stage in workflow.states else _("Afsluiting")
        earlier = _("Eerst gepland op %(day)s", day=words.day(plan.first, language)) if plan.count else ""
        yield Event(plan.on.isoformat(), name, earlier, major=True, planned=True)
