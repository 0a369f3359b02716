"""Who signed, which companies joined, and how far both are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker import errors, policy
from tracker.locale import N_
from tracker.queries import discretion, register_words, registers
from tracker.store import dossiers, facts, tables
from workflows import counting
from workflows.parties import TABLE_ROLES, PartyKind, Role

CHECKS: Mapping[str, str] = {
    "same_file": N_("is deze versie, met een handtekening erbij"),
    "same_text": N_("bevat elk artikel van deze versie"),
    "hash_named": N_("noemt de hash van deze versie"),
}
"""How a signed document was found to be the version."""
SIGNERS = TABLE_ROLES | {Role.ADHERING_COMPANY}


@dataclass(frozen=True, slots=True)
class Beside:
    """A reservation as it is printed beside a signature, also after it is closed."""

    condition: str
    status: str
    word: str
    deadline: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A signature, valid or void, under one version."""

    id: str
    party: str
    path: str
    name: str
    function: str
    signed_on: date
    received_on: date | None
    manner: str
    authority: bool
    number: str
    text_path: str
    counts: bool
    sha256: str
    """Only for who may know of the version: with a hash a guess at its text can be confirmed."""
    void_on: date | None
    void_reason: str
    may_void: bool
    late: int = 0
    """Days after the ceremony; 0 for who signed there."""
    proxy_of: str = ""
    document: str = ""
    """Name of the signed document, for who may open it."""
    check: str = ""
    """How that document was found to be this version, in words."""
    reservations: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company; its share only for itself and the secretariat."""

    id: str
    party: str
    path: str
    joined: bool
    signed_on: date | None
    shares: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Companies:
    """The companies, and how far they are from the threshold; only sums."""

    head: registers.Head
    rows: tuple[CompanyRow, ...]
    options: tuple[registers.Option, ...]
    joined: int
    needed: int | None
    share: Decimal | None
    needed_share: Decimal | None
    withheld: bool
    """The sum is there, but would tell about a single company."""
    digits: int
    shares_shown: bool
    reached: bool | None


def signatures(desk: registers.Desk) -> registers.Register:
    """Every signature, those that count first, by date."""
    final = next((t.id for t in desk.dossier.rows(tables.TextVersion) if t.status == "final"), None)
    every = {t.id: t.number for t in desk.dossier.every(tables.TextVersion)}
    shown = registers.numbers(desk)
    ceremony = _ceremony(desk.dossier, final)
    opens = policy.may(desk.dossier.standing, "register.read")
    rows = [
        SignatureRow(
            late=max(((s.received_on or s.signed_on) - ceremony).days, 0) if ceremony else 0,
            proxy_of=s.proxy_of or "",
            document=s.document_name if opens and s.document_hash else "",
            check=CHECKS.get(s.document_check, ""),
            reservations=beside(desk.dossier, s.id),
            id=s.id,
            party=desk.name(s.participation_id),
            path=desk.party_path(s.participation_id),
            name=s.signatory_name,
            function=s.signatory_function,
            signed_on=s.signed_on,
            received_on=s.received_on,
            manner=register_words.MANNER[s.manner],
            authority=s.authority_shown,
            number=every.get(s.text_version_id, ""),
            text_path=registers.text_path(desk, s.text_version_id) if s.text_version_id in shown else "",
            counts=s.void_on is None and (final is None or s.text_version_id == final),
            sha256=s.sha256 if s.text_version_id in shown else "",
            void_on=s.void_on,
            void_reason=s.void_reason or "",
            may_void=s.void_on is None and desk.may("signature.record"),
        )
        for s in desk.dossier.rows(tables.Signature)
    ]
    rows.sort(key=lambda r: (not r.counts, r.signed_on, r.party.casefold()))
    signed = {
        s.participation_id
        for s in desk.dossier.rows(tables.Signature)
        if s.void_on is None and s.text_version_id == final
    }
    open_ = tuple(o for o in desk.speakers("signature.record", SIGNERS) if o[0] not in signed)
    begun = final is not None and desk.head.stage in ("signing", "implementation")
    return registers.Register(
        desk.head, tuple(rows), open_ if begun else (), versions=registers.versions(desk, final)
    )


def _ceremony(dossier: dossiers.Dossier, final: str | None) -> date | None:
    """The day on which most parties signed: who signed or handed in later was late for it."""
    days = [
        s.signed_on
        for s in dossier.rows(tables.Signature)
        if s.void_on is None and s.text_version_id == final
    ]
    return min(days, key=lambda day: (-days.count(day), day)) if len(days) > 1 else None


def beside(dossier: dossiers.Dossier, signature_id: str) -> tuple[Beside, ...]:
    """What a party reserved when it signed: for ever, and for whoever reads reservations."""
    return tuple(
        Beside(r.condition or "", r.status, register_words.RESERVATION[r.status], r.deadline, r.closed_on)
        for r in dossier.rows(tables.Reservation)
        if r.signature_id == signature_id
    )


def document(desk: registers.Desk, signature_id: str) -> tuple[str, str]:
    """Hash and name of the signed document that came with a signature; `NotFound` without one."""
    row = desk.dossier.row(tables.Signature, signature_id)
    if not policy.may(desk.dossier.standing, "register.read"):
        raise errors.Forbidden(policy.MAY["register.read"].asks)
    if not row.document_hash:
        raise errors.NotFound
    return row.document_hash, row.document_name


def companies(desk: registers.Desk) -> Companies:
    """The companies this reader may see listed, and the sum against the threshold."""
    dossier = desk.dossier
    known = facts.gather(dossier, desk.language)
    joined = {p.party_id for p in known.pledges}
    rows = [
        CompanyRow(
            id=p.id,
            party=desk.name(p.id),
            path=desk.party_path(p.id),
            joined=p.id in joined,
            signed_on=p.signed_on,
            shares=tuple(_shares(dossier, p.id)),
        )
        for p in registers.companies(dossier)
    ]
    rows.sort(key=lambda r: (not r.joined, r.party.casefold()))
    at_table = policy.sees(dossier.standing, "table") != "none"
    total = counting.as_decimal(counting.exact_sum(p.share for p in known.pledges))
    allowed = discretion.may_sum(dossier, known)
    everything = dossier.full("secretariat_only")
    needed, needed_share = dossier.covenant.threshold_companies, dossier.covenant.threshold_share
    return Companies(
        head=desk.head,
        rows=tuple(rows),
        options=tuple(o for o in desk.parties(PartyKind.COMPANY) if desk.may("share.record", o[0])),
        joined=len(joined),
        needed=needed,
        share=total if at_table and allowed else None,
        needed_share=needed_share,
        withheld=at_table and bool(total) and not allowed,
        digits=1 if everything else 0,
        shares_shown=any(r.shares for r in rows),
        reached=_reached(len(joined), needed, total, needed_share),
    )


def _shares(dossier: dossiers.Dossier, participation_id: str) -> Iterable[tuple[date, Decimal]]:
    found = [
        (s.from_on, s.share)
        for s in dossier.rows(tables.MarketShare)
        if s.participation_id == participation_id
    ]
    return sorted(found, key=lambda s: s[0], reverse=True)


def _reached(have: int, need: int | None, share: Decimal, need_share: Decimal | None) -> bool | None:
    """Whether everything that was asked is there; None when nothing was asked that this reader knows of."""
    if need is None and need_share is None:
        return None
    return (need is None or have >= need) and (need_share is None or share >= need_share)
