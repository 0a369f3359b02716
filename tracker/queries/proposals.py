"""Text proposals: the list, one with its differences and what may be done, and taking adopted ones over."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from tracker import policy
from tracker.queries import clauses, registers, table_words
from tracker.store import dossiers, facts, ledger, tables
from workflows import differences, proposals
from workflows.clauses import plain

ORDER = tuple(table_words.PROPOSAL)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal as far as this reader may know it; without `full` only who, when and its fate."""

    id: str
    number: int
    party: str
    party_path: str
    full: bool
    kind: str
    clause: str
    version: str
    version_path: str
    made_on: date
    status: str
    mark: tuple[str, str, str]
    asked: str
    reason: str
    decided_on: date | None
    decided_by: str
    self_decided: bool
    note: str
    adopted_in: str
    adopted_path: str
    path: str
    summary: str
    """The beginning of the text it proposes."""
    language: str
    """The prevailing language of the version: what a proposal is written in."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """Every proposal, what still asks for a decision first, and the form to make one."""

    head: registers.Head
    rows: tuple[ProposalRow, ...]
    options: tuple[registers.Option, ...]
    version: str
    closed: str
    """Why no proposal can be made now, as a code: no_text, final; empty when it can."""
    places: tuple[registers.Option, ...]
    chosen: clauses.Clause | None
    """The clause whose text stands in the form from the start."""
    ready: int
    """Adopted proposals that no version has taken over."""
    may_take_over: bool

    def count(self, status: str) -> int:
        """How many have this fate."""
        return sum(r.status == status for r in self.rows)


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal with its text against the clause, and what this reader may do with it."""

    head: registers.Head
    row: ProposalRow
    title: str
    heading: tuple[differences.Run, ...]
    body: tuple[differences.Run, ...]
    before: str
    """The clause after which something is inserted, to read it in its place."""
    behalf: bool
    asked_by: str
    own_party: bool
    may_decide: bool
    may_confirm: bool
    may_take_back: bool
    may_park: bool
    may_take_up: bool
    may_withdraw: bool
    decisions: tuple[registers.Option, ...]
    """Decisions of meetings about it: words and address."""

    @property
    def may(self) -> bool:
        """Whether there is anything to do."""
        return any(
            (
                self.may_decide,
                self.may_confirm,
                self.may_take_back,
                self.may_park,
                self.may_take_up,
                self.may_withdraw,
            )
        )


def listed(desk: registers.Desk, clause_id: str = "") -> Proposals:
    """Every proposal: open ones first, then parked, then the newest."""
    dossier = desk.dossier
    rows = [row(desk, p) for p in dossier.rows(tables.TextProposal)]
    rows.sort(key=lambda r: (min(ORDER.index(r.status), 2), -r.number))
    current = facts.current_text(facts.texts_of(dossier))
    closed = "no_text" if current is None else "final" if current.status == "final" else ""
    found = clauses.of(dossier, current.id) if current and not closed else ()
    return Proposals(
        head=desk.head,
        rows=tuple(rows),
        options=() if closed else desk.speakers("proposal.make"),
        version=current.number if current else "",
        closed=closed,
        places=tuple((c.id, c.title) for c in found),
        chosen=next((c for c in found if c.id == clause_id), None),
        ready=sum(r.status == "adopted" and not r.adopted_in for r in rows),
        may_take_over=desk.may("text.write"),
    )


def row(desk: registers.Desk, p: tables.TextProposal) -> ProposalRow:
    """One proposal for a list."""
    dossier, head = desk.dossier, desk.head
    full = dossier.full("table", p.participation_id)
    numbers = registers.numbers(desk)
    return ProposalRow(
        id=p.id,
        number=p.number,
        party=desk.name(p.participation_id),
        party_path=desk.party_path(p.participation_id),
        full=full,
        kind=table_words.KIND[p.kind or "change"] if full else "",
        clause=_label(dossier, p) if full else "",
        version=numbers.get(p.text_version_id, ""),
        version_path=registers.text_path(desk, p.text_version_id),
        made_on=p.made_on,
        status=p.status,
        mark=table_words.PROPOSAL[p.status],
        asked=table_words.ASKED.get(p.asked, "") if full else "",
        reason=p.reason or "",
        decided_on=p.decided_on,
        decided_by=p.decided_by_name if full else "",
        self_decided=p.self_decided,
        note=p.decision_note or "",
        adopted_in=numbers.get(p.adopted_in_id, ""),
        adopted_path=registers.text_path(desk, p.adopted_in_id) if p.adopted_in_id in numbers else "",
        path=head.at(f"/convenanten/{head.slug}/voorstellen/{p.id}"),
        summary=_short(plain(p.text or "")),
        language=next(
            (t.prevailing for t in dossier.rows(tables.TextVersion) if t.id == p.text_version_id), "nl"
        ),
    )


def _label(dossier: dossiers.Dossier, p: tables.TextProposal) -> str:
    return clauses.label(dossier, p.text_version_id, p.clause_id or "") if p.clause_id else ""


def _short(text: str, most: int = 140) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: text.rfind(" ", 0, most)] + " …"


def page(session: Session, actor: policy.Actor, desk: registers.Desk, proposal_id: str) -> ProposalPage:
    """One proposal; `NotFound` when it is not there for this reader."""
    dossier = desk.dossier
    p = dossier.row(tables.TextProposal, proposal_id)
    shown = row(desk, p)
    heading, body, before = _differences(dossier, p) if shown.full else ((), (), "")
    organisation = next(
        (t.organisation_id for t in dossier.rows(tables.Participation) if t.id == p.participation_id), ""
    )
    own_party = organisation in actor.organisations
    undecided, open_ = p.status in ("open", "parked"), p.status == "open"
    decides, confirms = desk.may("proposal.decide"), desk.may("proposal.confirm")
    asker = p.asked_by_id == actor.id
    return ProposalPage(
        head=desk.head,
        row=shown,
        title=shown.clause,
        heading=heading,
        body=body,
        before=before,
        behalf=_behalf(session, dossier, p) if shown.full else False,
        asked_by=p.asked_by_name if shown.full else "",
        own_party=own_party and (decides or confirms),
        may_decide=decides and open_ and not p.asked and not own_party,
        may_confirm=confirms and open_ and bool(p.asked) and not asker and not own_party,
        may_take_back=confirms and open_ and bool(p.asked) and asker,
        may_park=decides and open_,
        may_take_up=decides and p.status == "parked",
        may_withdraw=undecided and desk.may("proposal.withdraw", p.participation_id),
        decisions=_decisions(desk, p.id) if shown.full else (),
    )


def _differences(
    dossier: dossiers.Dossier, p: tables.TextProposal
) -> tuple[tuple[differences.Run, ...], tuple[differences.Run, ...], str]:
    old = next((c for c in clauses.stored(dossier, p.text_version_id) if c.id == p.clause_id), None)
    heading, text = p.heading or "", plain(p.text or "")
    was = plain(old.body) if old else ""
    if p.kind == proposals.INSERT:
        return differences.words("", heading), differences.words("", text), was
    title = old.heading if old else ""
    if p.kind == proposals.REMOVE:
        return differences.words(title, ""), differences.words(was, ""), ""
    return differences.words(title, heading or title), differences.words(was, text), ""


def _behalf(session: Session, dossier: dossiers.Dossier, p: tables.TextProposal) -> bool:
    """Whether somebody else recorded it for the party: the log knows."""
    lines = ledger.lines(session, dossier.covenant.id, seqs=[p.made])
    return any(line.fields.get("behalf") for line in lines)


def _decisions(desk: registers.Desk, proposal_id: str) -> tuple[registers.Option, ...]:
    slug = desk.head.slug
    return tuple(
        (d.text or "", desk.head.at(f"/convenanten/{slug}/overleggen/{d.meeting_id}"))
        for d in desk.dossier.rows(tables.MeetingDecision)
        if d.proposal_id == proposal_id
    )
