"""On the way to signing: how far each party is with the text that counts, and what else was asked first."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from tracker import errors, policy
from tracker.locale import N_, _
from tracker.queries import addresses, clauses, discretion, matrix, register_signing, registers
from tracker.store import facts, tables
from workflows.facts import Facts, Item, Party
from workflows.parties import TABLE_ROLES, PartyKind, Role

STEPS = (("NEG-05",), ("NEG-09",), ("NEG-10", "NEG-11"), ("SIG-01",))
"""What is asked of a party before its signature; a constituency and a ministry share a column."""
FUNDING = "SIG-05"
CONSULTED, SIGNED = 2, 4
KINDS = {"funding": N_("Financiering"), "other": N_("Andere voorwaarde")}
STATES = {"open": N_("open"), "met": N_("vervuld"), "dropped": N_("niet meer nodig")}


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party on its way: a word per step, its signature last."""

    id: str
    name: str
    path: str
    kind: str
    cells: tuple[matrix.Cell, ...]
    signed: bool


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """Something the table wants before it signs."""

    id: str
    word: str
    text: str
    party: str
    party_path: str
    deadline: date | None
    overdue: bool
    status: str
    state: str
    closed_on: date | None
    note: str
    may_close: bool


@dataclass(frozen=True, slots=True)
class SigningPage:
    """The page. What the reader may not see is not in it."""

    head: registers.Head
    path: str
    number: str
    text_path: str
    final: bool
    sha256: str
    rows: tuple[PartyRow, ...]
    ministries: tuple[str, ...]
    """Ministries whose agreement is still missing; each is a party of its own."""
    companies: register_signing.Companies
    joined: tuple[registers.Option, ...]
    """Companies that joined, which is public: name and path."""
    funded: int
    funders: int
    conditions: tuple[ConditionRow, ...]
    parties: tuple[registers.Option, ...]
    may_set: bool

    @property
    def signed(self) -> int:
        """How many of these parties signed the final version."""
        return sum(r.signed for r in self.rows)

    @property
    def agreed(self) -> int:
        """How many agreed in principle."""
        return sum(r.cells[1].code == "ok" for r in self.rows)

    @property
    def open(self) -> int:
        """Conditions that are neither met nor dropped."""
        return sum(c.status == "open" for c in self.conditions)

    def find(self, row_id: str) -> ConditionRow:
        """The condition that may be closed; `NotFound` otherwise."""
        return registers.found(self.conditions, row_id, "may_close")


def page(desk: registers.Desk) -> SigningPage:
    """How far everybody is, for whoever sits at the table; a manager sees how far, not what."""
    dossier = desk.dossier
    if not policy.may(dossier.standing, "covenant.table"):
        raise errors.Forbidden(policy.MAY["covenant.table"].asks)
    known = facts.gather(dossier, desk.language)
    current = facts.current_text(known.texts)
    companies = register_signing.companies(desk)
    said = _said(desk, known, current.id if current else "")
    rows = tuple(_rows(desk, known, said))
    # of companies nobody counts a pledge here: that would count who is still being admitted
    table = {r.id for r in rows}
    funding = [
        i
        for i in discretion.items(dossier, known)
        if i.code == FUNDING and i.mandatory and i.party_id in table
    ]
    conditions = tuple(_condition(desk, c) for c in dossier.rows(tables.SigningCondition))
    return SigningPage(
        head=desk.head,
        path=f"{addresses.covenant(desk.head.slug)}/ondertekening",
        number=current.number if current else "",
        text_path=registers.text_path(desk, current.id if current else None),
        final=known.final_text() is not None,
        sha256=_hash(desk, current.id) if current else "",
        rows=rows,
        ministries=tuple(
            r.name for r in rows if r.kind == PartyKind.GOVERNMENT and r.cells[CONSULTED].code not in matrix.AT_REST
        ),
        companies=companies,
        joined=tuple((r.path, r.party) for r in companies.rows if r.joined),
        funded=sum(i.status == "accepted" for i in funding),
        funders=len(funding),
        conditions=tuple(sorted(conditions, key=lambda c: (c.status != "open", c.deadline or date.max))),
        parties=desk.parties(),
        may_set=desk.may("condition.record") and desk.head.stage != "implementation",
    )  # fmt: skip


def _hash(desk: registers.Desk, text_id: str) -> str:
    text = next(t for t in desk.dossier.every(tables.TextVersion) if t.id == text_id)
    return next(
        (
            v.sha256
            for v in desk.dossier.rows(tables.TextVariant)
            if (v.text_version_id, v.language) == (text_id, text.prevailing)
        ),
        "",
    )


def _said(desk: registers.Desk, known: Facts, text_id: str) -> dict[tuple[str, str], Item]:
    wanted = {code for codes in STEPS for code in codes}
    return {
        (i.party_id, i.code): i
        for i in discretion.items(desk.dossier, known)
        if i.code in wanted and i.version_id in (None, text_id)
    }


def _rows(desk: registers.Desk, known: Facts, said: dict[tuple[str, str], Item]) -> list[PartyRow]:
    final = known.final_text()
    signed = {(s.party_id, s.version_id) for s in known.signatures}
    found = []
    for party in known.parties:
        if not party.counts or party.role not in TABLE_ROLES or party.kind is PartyKind.COMPANY:
            continue
        cell = partial(_cell, desk, known, party)
        items = [next((said[party.id, c] for c in codes if (party.id, c) in said), None) for codes in STEPS]
        done = final is not None and (party.id, final.id) in signed
        other = any(p == party.id for p, _version in signed)
        found.append(
            PartyRow(
                party.id,
                party.name,
                desk.party_path(party.id),
                party.kind.value,
                (*(cell(i) for i in items), _signature(final is not None, done, other)),
                done,
            )
        )
    return sorted(found, key=lambda r: (r.signed, r.name.casefold()))


def _cell(desk: registers.Desk, known: Facts, party: Party, item: Item | None) -> matrix.Cell:
    if item is None or (not item.mandatory and item.status == "not_started"):
        return matrix.Cell(matrix.NOTHING[0], _(matrix.NOTHING[1]))
    code, word = matrix.CELLS[matrix.state(item, known)]
    if code in matrix.AT_REST or not policy.may(desk.dossier.standing, "requirement.read", party.id):
        return matrix.Cell(code, _(word))
    short = discretion.list_of(desk.dossier).requirements[item.code].short[desk.language]
    href = addresses.requirement(desk.head.slug, party.id, item.code)
    return matrix.Cell(code, _(word), desk.head.at(href), f"{short}, {party.name}")


def _signature(final: bool, done: bool, other: bool) -> matrix.Cell:
    if done:
        return matrix.Cell("ok", _("getekend"))
    if other:
        return matrix.Cell("stale", _("andere versie"))
    return matrix.Cell("none", _("nog niet")) if final else matrix.Cell("na", _("nog geen eindtekst"))


def _condition(desk: registers.Desk, c: tables.SigningCondition) -> ConditionRow:
    return ConditionRow(
        id=c.id,
        word=KINDS[c.kind],
        text=c.text or "",
        party=desk.name(c.participation_id),
        party_path=desk.party_path(c.participation_id) if c.participation_id else "",
        deadline=c.deadline,
        overdue=c.status == "open" and c.deadline is not None and c.deadline < desk.dossier.today,
        status=c.status,
        state=STATES[c.status],
        closed_on=c.closed_on,
        note=c.closing_note or "",
        may_close=c.status == "open" and desk.may("condition.record"),
    )


@dataclass(frozen=True, slots=True)
class SigningCopy:
    """The text of one version as it goes out to be signed, with a line for every party."""

    head: registers.Head
    number: str
    final: bool
    final_on: date | None
    text_path: str
    language: str
    sha256: str
    text: str
    file_name: str
    file_path: str
    clauses: tuple[clauses.Clause, ...]
    signers: tuple[registers.Option, ...]
    """Kind and name of everybody who signs."""


def copy(desk: registers.Desk, text_id: str) -> SigningCopy:
    """The prevailing language of a version that this reader may read; `NotFound` otherwise."""
    dossier = desk.dossier
    text = dossier.row(tables.TextVersion, text_id)
    variant = next(
        (
            v
            for v in dossier.rows(tables.TextVariant)
            if (v.text_version_id, v.language) == (text_id, text.prevailing) and (v.text or v.file_hash)
        ),
        None,
    )
    if variant is None:
        raise errors.NotFound
    known = facts.gather(dossier, desk.language)
    signers = [
        (p.kind.value, p.name)
        for p in known.parties
        if p.counts and p.role in register_signing.SIGNERS and p.role is not Role.ADHERING_COMPANY
    ]
    path = registers.text_path(desk, text_id)
    return SigningCopy(
        head=desk.head,
        number=text.number,
        final=text.status == "final",
        final_on=text.final_on,
        text_path=path,
        language=variant.language,
        sha256=variant.sha256,
        text=variant.text or "",
        file_name=variant.file_name or "",
        file_path=f"{addresses.covenant(desk.head.slug)}/teksten/{text_id}/{variant.language}",
        clauses=clauses.of(dossier, text_id),
        signers=tuple(sorted(signers, key=lambda s: (s[0], s[1].casefold()))),
    )
