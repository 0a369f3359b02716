"""The form in which a party gives its position: until when, about which clause, and what lies ready."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from tracker import errors, policy
from tracker.locale import N_, _
from tracker.queries import clauses, position_rounds, position_words, positions, registers
from tracker.queries.register_texts import TextRow, text_row
from tracker.store import drawers, tables
from workflows import words

NOT_CURRENT = N_("Deze versie ligt niet meer ter tafel. Geef uw standpunt over versie %(number)s.")
NO_TABLE = N_("Er ligt nog geen versie ter tafel. De facilitator legt er een ter tafel.")
TOO_LATE = N_("Reageren kon tot en met %(day)s. De facilitator kan een nieuwe ronde openen.")
PAST = N_("U bekijkt een dag in het verleden. Vastleggen kan alleen vandaag.")
OVER = N_("Over de tekst wordt niet meer onderhandeld.")
NEGOTIATING = ("initiative", "negotiation", "signing")


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft or a sealed position in the reader's own drawer."""

    id: str
    party_id: str
    party: str
    clause_id: str
    clause: str
    mark: position_words.Mark
    stance: str
    remarks: str
    resolution: str
    saved_on: date
    sealed: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A position that was shared and holds."""

    id: str
    party: str
    clause: str
    mark: position_words.Mark
    remarks: str
    on: date


@dataclass(frozen=True, slots=True)
class FormPage:
    """Everything a party needs to answer, on one page."""

    head: registers.Head
    text: TextRow
    round: position_rounds.RoundView | None
    last_day: date | None
    refusals: tuple[str, ...]
    """Why no position can be given now; empty when one can."""
    parties: tuple[registers.Option, ...]
    clauses: tuple[registers.Option, ...]
    choices: tuple[tuple[str, str, str], ...]
    own: bool
    """Whether the reader speaks for a party: only then there is a drawer to keep drafts in."""
    kept: tuple[Kept, ...]
    given: tuple[Given, ...]

    @property
    def sealed(self) -> bool:
        """Whether sharing means sealing, for now."""
        return bool(self.round and self.round.open and self.round.sealed)

    def find(self, draft_id: str) -> Kept | None:
        """One of the kept ones."""
        return next((k for k in self.kept if k.id == draft_id), None)


def page(session: Session, desk: registers.Desk, text_id: str) -> FormPage:
    """The form for this reader; refused to whoever speaks for nobody here."""
    text = positions.found_text(desk, text_id)
    dossier = desk.dossier
    if not policy.may(dossier.standing, "position.read"):
        raise errors.Forbidden(policy.MAY["position.read"].asks)
    round_ = position_rounds.newest(session, desk, text_id)
    runs = round_ if round_ is not None and round_.open else None
    known = clauses.of(dossier, text_id)
    labels = {c.id: c.label for c in known}
    shut = bool(runs and runs.sealed)
    speakers = desk.speakers("position.share")
    if shut:  # what is sealed only the party itself hands in
        speakers = tuple(s for s in speakers if s[0] in dossier.standing.own)
    return FormPage(
        head=desk.head,
        text=text_row(desk, text),
        round=round_,
        last_day=runs.deadline if runs else text.answer_by,
        refusals=tuple(_refusals(desk, text, runs)),
        parties=speakers,
        clauses=tuple((c.id, c.title) for c in known),
        choices=position_words.choices(),
        own=bool(dossier.standing.own),
        kept=tuple(_kept(session, desk, text_id, runs, labels)),
        given=tuple(_given(desk, text_id, labels)),
    )


def _refusals(
    desk: registers.Desk, text: tables.TextVersion, runs: position_rounds.RoundView | None
) -> Iterable[str]:
    dossier = desk.dossier
    if dossier.as_of is not None:
        yield _(PAST)
        return
    covenant = dossier.covenant
    if covenant.track_status in ("stopped", "succeeded") or covenant.stage not in NEGOTIATING:
        yield _(OVER)
        return
    current = registers.current_version(dossier)
    if current is None:
        yield _(NO_TABLE)
    elif current != text.id:
        number = next(t.number for t in dossier.rows(tables.TextVersion) if t.id == current)
        yield _(NOT_CURRENT, number=number)
    last = runs.deadline if runs else text.answer_by
    if current == text.id and last is not None and dossier.today > last:
        yield _(TOO_LATE, day=words.day(last, desk.language))


def _kept(
    session: Session,
    desk: registers.Desk,
    text_id: str,
    runs: position_rounds.RoundView | None,
    labels: dict[str, str],
) -> Iterable[Kept]:
    for d in drawers.own(session, desk.dossier, text_id):
        stance = d.stance or "agree"
        yield Kept(
            id=d.id,
            party_id=d.participation_id,
            party=desk.name(d.participation_id),
            clause_id=d.clause_id,
            clause=labels.get(d.clause_id, ""),
            mark=position_words.STANCES[stance],
            stance=stance,
            remarks=d.remarks or "",
            resolution=d.resolution or "",
            saved_on=d.saved_on,
            sealed=d.status == "sealed" and runs is not None and d.round_id == runs.id,
        )


def _given(desk: registers.Desk, text_id: str, labels: dict[str, str]) -> Iterable[Given]:
    """What the reader may take back: shared positions of the parties it speaks for."""
    for p in desk.dossier.rows(tables.Position):
        if p.text_version_id != text_id or p.followed_on is not None or p.stance is None:
            continue
        if desk.may("position.share", p.participation_id):
            yield Given(
                p.id,
                desk.name(p.participation_id),
                labels.get(p.clause_id or "", ""),
                position_words.STANCES[p.stance],
                p.remarks or "",
                p.given_on,
            )
