"""Text proposals: made by a party, withdrawn by it, parked, and decided by a facilitator with a second person."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import accounts, dossiers, facts, tables
from workflows import clauses, proposals

FATES = ("adopted", "rejected")
DECIDING = frozenset({"facilitator", "secretariat", "chair"})
"""Who may be the second person (`domain.md` section 9, edge case 24)."""
OWN_PARTY = N_(
    "U hoort bij de partij die dit voorstelt. Een andere facilitator of de voorzitter beslist erover."
)


def make(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    participation_id: str,
    kind: str,
    reason: str,
    now: datetime,
    clause_id: str = "",
    heading: str = "",
    text: str = "",
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Propose to change, add or remove a clause of the version on the table."""
    subject = f"proposals:{participation_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="proposal.make", now=now, seen=seen, key=key,
        owner=participation_id, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    registers.party(dossier, participation_id)
    registers.one_of("kind", kind, proposals.KINDS)
    registers.filled(reason=reason, **({} if kind == proposals.REMOVE else {"text": text}))
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    version = on_the_table(dossier)
    found = clauses_of(dossier, version)
    clause = next((c for c in found if c.id == clause_id), None)
    if clause is None and (found or clause_id):
        raise errors.Invalid({"clause_id": N_("Kies een artikel of lid van de versie die ter tafel ligt.")})
    if version.tabled_on is not None:
        registers.in_order("on", version.tabled_on, day)
    if kind == proposals.REMOVE:
        heading = text = ""
    elif clause is not None and kind == proposals.CHANGE and _same(clause, heading, text):
        raise errors.Invalid({"text": N_("Dit staat er al. Wijzig de tekst of kies iets anders.")})
    number = 1 + max((p.number for p in dossier.every(tables.TextProposal)), default=0)
    proposal_id = doing.new(
        tables.TextProposal,
        participation_id=participation_id,
        text_version_id=version.id,
        number=number,
        clause_id=clause_id,
        kind=kind,
        heading=heading.strip(),
        text=text.strip("\n").rstrip(),
        reason=reason.strip(),
        made_on=day,
    )
    return doing.record(
        "proposal.make",
        on=day,
        owner=participation_id,
        subject=subject,
        behalf=registers.behalf(dossier, participation_id),
        says={"party": participation_id, "number": number},
        id=proposal_id,
    )


def _same(clause: clauses.Clause, heading: str, text: str) -> bool:
    return text.split() == clause.body.split() and heading.strip() in ("", clause.heading)


def on_the_table(dossier: dossiers.Dossier) -> tables.TextVersion:
    """The version proposals are made on; raises `WrongState` when there is none that can still change."""
    current = facts.current_text(facts.texts_of(dossier))
    if current is None:
        raise errors.WrongState(
            "Er ligt nog geen tekst ter tafel. Een voorstel gaat over een tekst ter tafel."
        )
    if current.status == "final":
        raise errors.WrongState(
            "Versie %(number)s is definitief. Een voorstel kan pas weer als de tekst is heropend.",
            number=current.number,
        )
    return dossier.row(tables.TextVersion, current.id)


def clauses_of(dossier: dossiers.Dossier, version: tables.TextVersion) -> tuple[clauses.Clause, ...]:
    """The clauses of a version in its prevailing language."""
    for variant in dossier.rows(tables.TextVariant):
        if variant.text_version_id == version.id and variant.language == version.prevailing:
            return clauses.stored(variant.clauses)
    return ()


def withdraw(
    session: Session, actor: policy.Actor, covenant_id: str, proposal_id: str, *, now: datetime,
    note: str = "", seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Take a proposal back. Whoever does so on behalf of the party writes down why."""
    doing, dossier, row = _open(session, actor, covenant_id, proposal_id, "proposal.withdraw", now, seen, key)
    if doing.done:
        return doing.done
    if behalf := registers.behalf(dossier, row.participation_id):
        act.long_enough("note", note)
    registers.still(
        row.status in ("open", "parked"), N_("Over dit voorstel is al besloten. Het blijft zoals het is.")
    )
    doing.change(tables.TextProposal, proposal_id, **_settled("withdrawn", dossier, actor, note))
    return _said(doing, row, "proposal.withdraw", note, behalf)


def park(
    session: Session, actor: policy.Actor, covenant_id: str, proposal_id: str, *, now: datetime,
    note: str = "", seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Put a proposal aside for later; it can be taken up again."""
    doing, _dossier, row = _open(session, actor, covenant_id, proposal_id, "proposal.decide", now, seen, key)
    if doing.done:
        return doing.done
    registers.still(row.status == "open", N_("Alleen een open voorstel kan worden geparkeerd."))
    doing.change(
        tables.TextProposal, proposal_id, status="parked", **NOT_ASKED, decision_note=note.strip() or None
    )
    return _said(doing, row, "proposal.park", note)


def take_up(
    session: Session, actor: policy.Actor, covenant_id: str, proposal_id: str, *, now: datetime,
    note: str = "", seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Take a parked proposal up again."""
    doing, _dossier, row = _open(session, actor, covenant_id, proposal_id, "proposal.decide", now, seen, key)
    if doing.done:
        return doing.done
    registers.still(row.status == "parked", N_("Dit voorstel is niet geparkeerd."))
    doing.change(tables.TextProposal, proposal_id, status="open", decision_note=None)
    return _said(doing, row, "proposal.take_up", note)


def decide(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    proposal_id: str,
    *,
    fate: str,
    now: datetime,
    note: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Adopt or reject: asked by one facilitator and done when a second person agrees. Where nobody else
    could be that second person it is done at once, and marked so. A rejection says why."""
    doing, dossier, row = _open(session, actor, covenant_id, proposal_id, "proposal.decide", now, seen, key)
    if doing.done:
        return doing.done
    _not_its_own(dossier, actor, row)
    registers.one_of("fate", fate, FATES)
    if fate == "rejected":
        act.long_enough("note", note)
    registers.still(row.status == "open", N_("Over dit voorstel is al besloten, of het is geparkeerd."))
    registers.still(
        not row.asked, N_("Er ligt al een besluit klaar. Een tweede persoon moet het eerst beoordelen.")
    )
    if seconds(session, dossier, actor, row):
        doing.change(
            tables.TextProposal, proposal_id, asked=fate, asked_by_id=actor.id, asked_by_name=actor.name,
            decision_note=note.strip() or None,
        )  # fmt: skip
        return _said(doing, row, "proposal.ask", note)
    doing.change(tables.TextProposal, proposal_id, **_settled(fate, dossier, actor, note), self_decided=True)
    return _said(doing, row, f"proposal.{VERBS[fate]}", note)


def confirm(
    session: Session, actor: policy.Actor, covenant_id: str, proposal_id: str, *, agrees: bool,
    now: datetime, note: str = "", seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """The second person agrees, and it is done; or not, and the proposal is open again. Whoever asked may
    take the question back, but not answer it."""
    doing, dossier, row = _open(session, actor, covenant_id, proposal_id, "proposal.confirm", now, seen, key)
    if doing.done:
        return doing.done
    _not_its_own(dossier, actor, row)
    registers.still(
        row.status == "open" and bool(row.asked), N_("Er ligt geen besluit klaar om te beoordelen.")
    )
    if not agrees:
        if row.asked_by_id != actor.id:
            act.long_enough("note", note)
        doing.change(tables.TextProposal, proposal_id, **NOT_ASKED, decision_note=None)
        return _said(doing, row, "proposal.decline", note)
    if row.asked_by_id == actor.id:
        raise errors.Forbidden(
            N_("U hebt dit besluit zelf klaargezet. Een tweede facilitator of de voorzitter beoordeelt het.")
        )
    reason = row.decision_note or ""
    doing.change(
        tables.TextProposal, proposal_id,
        **{**_settled(row.asked, dossier, actor, reason), "asked_by_id": row.asked_by_id,
           "asked_by_name": row.asked_by_name},
    )  # fmt: skip
    return _said(doing, row, f"proposal.{VERBS[row.asked]}", note)


def seconds(
    session: Session, dossier: dossiers.Dossier, actor: policy.Actor, row: tables.TextProposal
) -> tuple[str, ...]:
    """Names of others who could be the second person: they have the task today and are not of the party."""
    organisation = dossier.row(tables.Participation, row.participation_id).organisation_id
    found: dict[str, str] = {}
    for task in dossier.every(tables.Assignment):
        if task.role not in DECIDING or task.account_id in (None, actor.id, *found):
            continue
        other = accounts.actor_for(session, str(task.account_id), today=dossier.today)
        if other is None or organisation in other.organisations:
            continue
        if {(dossier.covenant.id, role) for role in DECIDING} & other.assignments:
            found[str(task.account_id)] = other.name
    return tuple(sorted(found.values()))


def take_over(
    doing: act.Act, dossier: dossiers.Dossier, text_id: str, proposal_ids: Collection[str]
) -> tuple[int, ...]:
    """Record in the act that makes a version which adopted proposals it took over; returns their numbers."""
    numbers = []
    for proposal_id in dict.fromkeys(proposal_ids):
        row = dossier.row(tables.TextProposal, proposal_id)
        registers.still(
            row.status == "adopted" and not row.adopted_in_id,
            N_("Alleen een aangenomen voorstel dat nog niet is overgenomen, kan mee in een nieuwe versie."),
        )
        doing.change(tables.TextProposal, proposal_id, adopted_in_id=text_id)
        numbers.append(row.number)
    return tuple(sorted(numbers))


VERBS = {"adopted": "adopt", "rejected": "reject"}
NOT_ASKED = {"asked": "", "asked_by_id": "", "asked_by_name": ""}


def _open(
    session: Session, actor: policy.Actor, covenant_id: str, proposal_id: str, deed: str, now: datetime,
    seen: int | None, key: act.Key | None,
) -> tuple[act.Act, dossiers.Dossier, tables.TextProposal]:  # fmt: skip
    return registers.open_on(
        session, actor, covenant_id, tables.TextProposal, proposal_id, deed=deed, now=now, seen=seen, key=key,
        subject=f"proposal:{proposal_id}",
    )  # fmt: skip


def _not_its_own(dossier: dossiers.Dossier, actor: policy.Actor, row: tables.TextProposal) -> None:
    if dossier.row(tables.Participation, row.participation_id).organisation_id in actor.organisations:
        raise errors.Forbidden(OWN_PARTY)


def _settled(status: str, dossier: dossiers.Dossier, actor: policy.Actor, note: str) -> dict[str, object]:
    return {
        "status": status,
        **NOT_ASKED,
        "decided_on": dossier.today,
        "decided_by_name": actor.name,
        "decision_note": note.strip() or None,
    }


def _said(
    doing: act.Act, row: tables.TextProposal, kind: str, note: str = "", behalf: str = ""
) -> act.Receipt:
    return doing.record(
        kind,
        owner=row.participation_id,
        subject=f"proposal:{row.id}",
        behalf=behalf,
        note=note.strip(),
        says={"party": row.participation_id, "number": row.number},
        id=row.id,
    )
