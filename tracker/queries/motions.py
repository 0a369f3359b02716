"""Motions: the list, and one with every vote and how it stands under its rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.locale import _
from tracker.queries import consent_meters, meetings, register_words, registers, table_words
from tracker.store import ballots, tables
from workflows import consent_rules
from workflows.ballots import Ballot, Outcome


@dataclass(frozen=True, slots=True)
class MotionRow:
    """One motion; without `full` only that it is there, its status and its deadline."""

    id: str
    number: int
    full: bool
    title: str
    subject: str
    rule: str
    proposer: str
    opened_on: date
    deadline: date | None
    closed_on: date | None
    status: str
    mark: tuple[str, str, str]
    spoken: int
    asked: int
    state: str
    """How it stands while it is open: open, carried or lost."""
    path: str


@dataclass(frozen=True, slots=True)
class Motions:
    """Every motion, open ones first, and the form to put one to the table."""

    head: registers.Head
    rows: tuple[MotionRow, ...]
    options: tuple[registers.Option, ...]
    """Parties for whom this reader may ask."""
    facilitates: bool
    rules: tuple[tuple[str, str, str], ...]
    subjects: tuple[registers.Option, ...]
    texts: tuple[registers.Option, ...]
    proposals: tuple[registers.Option, ...]
    outsiders: tuple[registers.Option, ...]
    may_weigh: bool

    @property
    def open(self) -> tuple[MotionRow, ...]:
        """Those that wait for votes."""
        return tuple(r for r in self.rows if r.status == "open")


@dataclass(frozen=True, slots=True)
class VoteRow:
    """What one party says, and what it said before."""

    party: str
    path: str
    mark: tuple[str, str, str] | None
    reason: str
    on: date | None
    weight: Decimal | None
    proposer: bool
    counts: bool
    """False once the party left or was suspended: its vote stays and no longer counts."""
    earlier: tuple[tuple[str, date, date | None], ...]
    """Followed votes: word, day, and the day on which it was followed or taken back."""


@dataclass(frozen=True, slots=True)
class MotionPage:
    """One motion, how it stands, and what this reader may do."""

    head: registers.Head
    row: MotionRow
    meaning: str
    about: str
    about_path: str
    note: str
    votes: tuple[VoteRow, ...]
    meters: tuple[consent_meters.Meter, ...]
    missing: tuple[str, ...]
    weighs: bool
    settled: str
    """What closing now would record; empty while that is open."""
    passed: bool
    """The deadline has passed."""
    speakers: tuple[registers.Option, ...]
    values: tuple[registers.Option, ...]
    own: tuple[registers.Option, ...]
    """Own parties with a vote that can be taken back."""
    may_close: bool
    may_withdraw: bool
    decisions: tuple[registers.Option, ...]


def listed(desk: registers.Desk) -> Motions:
    """Every motion: those that wait for votes by deadline, then the newest."""
    dossier = desk.dossier
    rows = [row(desk, m) for m in dossier.rows(tables.Motion)]
    far = date.max
    rows.sort(key=lambda r: (r.status != "open", r.deadline or far if r.status == "open" else far, -r.number))
    opens = desk.may("motion.open")
    may = opens or bool(desk.speakers("motion.open"))
    return Motions(
        head=desk.head,
        rows=tuple(rows),
        options=desk.speakers("motion.open"),
        facilitates=opens,
        rules=tuple(
            (r.name, r.label[desk.language], r.meaning[desk.language])
            for r in consent_rules.shipped().values()
        ),
        subjects=register_words.options(table_words.SUBJECT),
        texts=tuple((t.id, t.number) for t in reversed(dossier.rows(tables.TextVersion))) if may else (),
        proposals=tuple(
            (p.id, _("Tekstvoorstel %(number)s", number=p.number))
            for p in dossier.rows(tables.TextProposal)
            if p.status in ("open", "parked")
        ),
        outsiders=tuple(
            (p.id, desk.name(p.id))
            for p in dossier.rows(tables.Participation)
            if p.role != "facilitator" and p.status in ("invited", "active") and not _sits(p, dossier.today)
        )
        if may
        else (),
        may_weigh=desk.may("weight.record"),
    )


def _sits(p: tables.Participation, today: date) -> bool:
    return ballots.takes_part(p, today)


def row(desk: registers.Desk, m: tables.Motion) -> MotionRow:
    """One motion for a list."""
    dossier = desk.dossier
    full = dossier.full("table")
    ballot = ballots.of(dossier, m, language=desk.language) if full else None
    number = [other.id for other in dossier.rows(tables.Motion)].index(m.id) + 1
    return MotionRow(
        id=m.id,
        number=number,
        full=full,
        title=m.title or "",
        subject=table_words.SUBJECT[m.subject] if full else "",
        rule=consent_rules.named(m.rule).label[desk.language] if full else "",
        proposer=desk.name(m.proposer_id) if full else "",
        opened_on=m.opened_on,
        deadline=m.deadline,
        closed_on=m.closed_on,
        status=m.status,
        mark=table_words.MOTION[m.status],
        spoken=len(ballot.present()) - len(ballots.silent(ballot)) if ballot else 0,
        asked=len(ballot.present()) if ballot else 0,
        state=ballots.evaluate(m.rule, ballot).state if ballot else "",
        path=desk.head.at(f"/convenanten/{desk.head.slug}/stemmingen/{m.id}"),
    )


def page(desk: registers.Desk, motion_id: str) -> MotionPage:
    """One motion; `NotFound` when it is not there for this reader."""
    dossier = desk.dossier
    m = dossier.row(tables.Motion, motion_id)
    shown = row(desk, m)
    ballot = ballots.of(dossier, m, language=desk.language)
    outcome = ballots.evaluate(m.rule, ballot) if shown.full else None
    waits = m.status == "open" and not ballot.closed
    speakers = desk.speakers("motion.vote") if waits else ()
    speakers = tuple(o for o in speakers if o[0] in {p.id for p in ballot.present()})
    about, about_path = _about(desk, m) if shown.full else ("", "")
    values = [
        (v, _(word)) for v, (_t, _i, word) in table_words.VOTE.items()
        if v != "veto" or ballots.knows(m.rule, consent_rules.NoVeto)
    ]  # fmt: skip
    return MotionPage(
        head=desk.head,
        row=shown,
        meaning=consent_rules.named(m.rule).meaning[desk.language] if shown.full else "",
        about=about,
        about_path=about_path,
        note=m.closing_note or "",
        votes=tuple(_votes(desk, m, ballot)) if shown.full else (),
        meters=consent_meters.meters(outcome, _names(ballot), desk.language) if outcome else (),
        missing=_missing(ballot, outcome),
        weighs=shown.full and ballots.weighs(m.rule),
        settled=ballots.settled(m.rule, ballot) if shown.full and m.status == "open" else "",
        passed=ballot.closed,
        speakers=speakers,
        values=tuple(values),
        own=tuple(o for o in speakers if ballot.voice(o[0]) is not None),
        may_close=m.status == "open" and desk.may("motion.close"),
        may_withdraw=m.status == "open" and desk.may("motion.open", m.proposer_id or None),
        decisions=tuple(_decisions(desk, m.id)) if shown.full else (),
    )


def _names(ballot: Ballot) -> dict[str, str]:
    return {p.id: p.name for p in ballot.parties}


def _missing(ballot: Ballot, outcome: Outcome | None) -> tuple[str, ...]:
    names = _names(ballot)
    return tuple(names[i] for i in outcome.missing) if outcome else ()


def _about(desk: registers.Desk, m: tables.Motion) -> registers.Option:
    slug = desk.head.slug
    if m.subject == "text":
        number = registers.numbers(desk).get(m.text_version_id, "")
        return _("Versie %(number)s", number=number), registers.text_path(desk, m.text_version_id)
    if m.subject == "proposal":
        number = next(
            (str(p.number) for p in desk.dossier.rows(tables.TextProposal) if p.id == m.proposal_id), ""
        )
        path = desk.head.at(f"/convenanten/{slug}/voorstellen/{m.proposal_id}")
        return _("Tekstvoorstel %(number)s", number=number), path
    if m.subject == "admission":
        return desk.name(m.participation_id), desk.party_path(m.participation_id)
    return "", ""


def _votes(desk: registers.Desk, m: tables.Motion, ballot: Ballot) -> Iterable[VoteRow]:
    """Everybody who is asked, by name, and whoever voted and is no longer asked."""
    cast: dict[str, list[tables.Vote]] = {}
    for vote in ballots.votes(desk.dossier, m.id):
        cast.setdefault(vote.participation_id, []).append(vote)
    asked = {p.id for p in ballot.present()}
    voters = [p for p in ballot.parties if p.id in asked or p.id in cast]
    for p in sorted(voters, key=lambda p: (p.id not in asked, p.name.casefold())):
        voice = ballot.voice(p.id)
        given = cast.get(p.id, [])
        now = given[-1] if given and voice is not None else None
        yield VoteRow(
            party=p.name,
            path=desk.party_path(p.id),
            mark=table_words.VOTE[voice.value] if voice else None,
            reason=voice.reason if voice else "",
            on=now.given_on if now else None,
            weight=p.weight_on(ballot.today),
            proposer=p.id == m.proposer_id,
            counts=p.id in asked,
            earlier=tuple(
                (table_words.VOTE[v.value or "abstain"][2], v.given_on, v.revoked_on)
                for v in given
                if v is not now
            ),
        )


def _decisions(desk: registers.Desk, motion_id: str) -> Iterable[registers.Option]:
    held = {r.id: r for r in (meetings.row(desk, m) for m in desk.dossier.rows(tables.Meeting))}
    for d in desk.dossier.rows(tables.MeetingDecision):
        if d.motion_id == motion_id:
            yield f"{held[d.meeting_id].name}: {d.text or ''}", held[d.meeting_id].path
