"""Meetings of the table: the list, newest first, and one with who was there, its decisions and its minutes."""

from dataclasses import dataclass
from datetime import date

from tracker.locale import _
from tracker.queries import clauses, register_words, registers, table_words
from tracker.store import ballots, dossiers, tables


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting; its title and place are for the table."""

    id: str
    kind: str
    name: str
    title: str
    on: date
    place: str
    status: str
    mark: tuple[str, str, str]
    version: str
    version_path: str
    present: int
    asked: int
    decisions: int
    minuted: bool
    path: str


@dataclass(frozen=True, slots=True)
class Meetings:
    """Every meeting, and the form to plan one."""

    head: registers.Head
    rows: tuple[MeetingRow, ...]
    may_record: bool
    kinds: tuple[registers.Option, ...]
    versions: tuple[registers.Option, ...]
    next_round: int

    @property
    def coming(self) -> MeetingRow | None:
        """The next one that is planned."""
        planned = [r for r in self.rows if r.status == "planned"]
        return min(planned, key=lambda r: r.on) if planned else None

    @property
    def held(self) -> int:
        """How many were held."""
        return sum(r.status == "held" for r in self.rows)


@dataclass(frozen=True, slots=True)
class Seat:
    """One party at a meeting: there or not, and who spoke for it."""

    id: str
    party: str
    path: str
    present: bool
    person: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision, with what it is about: words and address."""

    id: str
    number: int
    text: str
    about: tuple[registers.Option, ...]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting."""

    head: registers.Head
    row: MeetingRow
    full: bool
    seats: tuple[Seat, ...]
    decisions: tuple[DecisionRow, ...]
    minutes: str
    may_record: bool
    versions: tuple[registers.Option, ...]
    clauses: tuple[registers.Option, ...]
    """Clauses of the version the meeting was about."""
    proposals: tuple[registers.Option, ...]
    motions: tuple[registers.Option, ...]
    before: MeetingRow | None
    after: MeetingRow | None


def listed(desk: registers.Desk) -> Meetings:
    """Every meeting, the newest first."""
    found = desk.dossier.rows(tables.Meeting)
    rounds = [m.number for m in found if m.kind == "round"]
    return Meetings(
        desk.head,
        tuple(reversed(_ordered(desk))),
        desk.may("meeting.record"),
        register_words.options(table_words.MEETING_KIND),
        _versions(desk),
        1 + max(rounds, default=0),
    )


def _ordered(desk: registers.Desk) -> list[MeetingRow]:
    found = sorted(desk.dossier.rows(tables.Meeting), key=lambda m: (m.on, m.made))
    return [row(desk, m) for m in found]


def row(desk: registers.Desk, m: tables.Meeting) -> MeetingRow:
    """One meeting for a list."""
    dossier, full = desk.dossier, desk.dossier.full("table")
    there = [a for a in dossier.rows(tables.Attendance) if a.meeting_id == m.id] if full else []
    return MeetingRow(
        id=m.id,
        kind=m.kind,
        name=name(m),
        title=(m.title or "") if m.kind == "round" else "",
        on=m.on,
        place=m.place or "",
        status=m.status,
        mark=table_words.MEETING[m.status],
        version=registers.numbers(desk).get(m.text_version_id, ""),
        version_path=registers.text_path(desk, m.text_version_id),
        present=sum(a.present for a in there),
        asked=len(there),
        decisions=sum(d.meeting_id == m.id for d in dossier.rows(tables.MeetingDecision)) if full else 0,
        minuted=bool(m.minutes),
        path=desk.head.at(f"/convenanten/{desk.head.slug}/overleggen/{m.id}"),
    )


def name(m: tables.Meeting) -> str:
    """'Ronde 7', or the kind of meeting with what it was called."""
    if m.kind == "round":
        return _("Ronde %(number)s", number=m.number)
    kind = _(table_words.MEETING_KIND[m.kind]).capitalize()
    return f"{kind}: {m.title}" if m.title else kind


def _versions(desk: registers.Desk) -> tuple[registers.Option, ...]:
    return tuple((t.id, t.number) for t in reversed(desk.dossier.rows(tables.TextVersion)))


def page(desk: registers.Desk, meeting_id: str) -> MeetingPage:
    """One meeting; `NotFound` when it is not there for this reader."""
    dossier = desk.dossier
    m = dossier.row(tables.Meeting, meeting_id)
    full = dossier.full("table")
    order = _ordered(desk)
    at = next(n for n, r in enumerate(order) if r.id == m.id)
    return MeetingPage(
        head=desk.head,
        row=order[at],
        full=full,
        seats=tuple(_seats(desk, m)) if full else (),
        decisions=tuple(_decision(desk, d) for d in _decisions(dossier, m)) if full else (),
        minutes=m.minutes or "",
        may_record=desk.may("meeting.record"),
        versions=_versions(desk),
        clauses=tuple((c.id, c.title) for c in clauses.of(dossier, m.text_version_id)),
        proposals=tuple(
            (p.id, _("Tekstvoorstel %(number)s", number=p.number)) for p in dossier.rows(tables.TextProposal)
        ),
        motions=tuple(
            (v.id, _("Stemming %(number)s: %(title)s", number=n, title=v.title or ""))
            for n, v in enumerate(dossier.rows(tables.Motion), 1)
        ),
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
    )


def _seats(desk: registers.Desk, m: tables.Meeting) -> list[Seat]:
    """Who was there; of a meeting to be held everybody who sits at the table on its day."""
    dossier = desk.dossier
    known = {a.participation_id: a for a in dossier.rows(tables.Attendance) if a.meeting_id == m.id}
    found = []
    for p in dossier.rows(tables.Participation):
        there = known.get(p.id)
        if there is None and not (not known and m.status != "cancelled" and ballots.takes_part(p, m.on)):
            continue
        found.append(
            Seat(
                id=p.id,
                party=desk.name(p.id),
                path=desk.party_path(p.id),
                present=there.present if there else False,
                person=(there.person_name or "") if there else "",
                recorded=there is not None,
            )
        )
    return sorted(found, key=lambda s: (not s.present, s.party.casefold()))


def _decisions(dossier: dossiers.Dossier, m: tables.Meeting) -> list[tables.MeetingDecision]:
    return [d for d in dossier.rows(tables.MeetingDecision) if d.meeting_id == m.id]


def _decision(desk: registers.Desk, d: tables.MeetingDecision) -> DecisionRow:
    dossier, slug = desk.dossier, desk.head.slug
    about: list[registers.Option] = []
    if d.text_version_id:
        word = _("Versie %(number)s", number=registers.numbers(desk).get(d.text_version_id, ""))
        label = clauses.label(dossier, d.text_version_id, d.clause_id or "") if d.clause_id else ""
        about.append((f"{word}, {label}" if label else word, registers.text_path(desk, d.text_version_id)))
    for p in dossier.rows(tables.TextProposal):
        if p.id == d.proposal_id:
            path = desk.head.at(f"/convenanten/{slug}/voorstellen/{p.id}")
            about.append((_("Tekstvoorstel %(number)s", number=p.number), path))
    for n, v in enumerate(dossier.rows(tables.Motion), 1):
        if v.id == d.motion_id:
            path = desk.head.at(f"/convenanten/{slug}/stemmingen/{v.id}")
            about.append((_("Stemming %(number)s", number=n), path))
    return DecisionRow(d.id, d.number, d.text or "", tuple(about))
