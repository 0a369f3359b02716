"""The check against the norms: per norm the clauses that cover it, gaps first."""

from dataclasses import dataclass
from datetime import date

from tracker import errors, policy
from tracker.locale import _
from tracker.queries import addresses, clauses, registers
from tracker.store import coverage, dossiers, facts, tables
from workflows import norms

FARTHEST = 50
"""Versions back to look for marks that have to be looked at again."""


@dataclass(frozen=True, slots=True)
class Covering:
    """A clause that somebody marked as covering a norm."""

    id: str
    clause_id: str
    label: str
    path: str
    note: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class NormRow:
    """One norm with the clauses that cover it, and those whose words changed since somebody looked."""

    code: str
    family: str
    step: str
    label: str
    asks: str
    covering: tuple[Covering, ...]
    again: tuple[Covering, ...]

    @property
    def gap(self) -> bool:
        return not self.covering


@dataclass(frozen=True, slots=True)
class Family:
    """Norms that belong together, gaps first."""

    code: str
    label: str
    rows: tuple[NormRow, ...]

    @property
    def covered(self) -> int:
        """How many of its norms a clause covers."""
        return sum(not r.gap for r in self.rows)


@dataclass(frozen=True, slots=True)
class NormPage:
    """The check of one version."""

    head: registers.Head
    number: str
    text_path: str
    path: str
    families: tuple[Family, ...]
    clauses: tuple[registers.Option, ...]
    chosen: NormRow | None
    may_mark: bool
    computed: bool
    """Whether the gate is built on these marks, or on an outcome somebody wrote down."""
    current: bool
    outcome: str
    handed_in: str
    check_path: str
    """Where the outcome is handed in, for whoever may."""

    @property
    def gaps(self) -> tuple[NormRow, ...]:
        """The norms no clause covers."""
        return tuple(r for f in self.families for r in f.rows if r.gap)

    @property
    def covered(self) -> int:
        """How many norms a clause covers."""
        return sum(f.covered for f in self.families)

    @property
    def again(self) -> int:
        """Marks to look at again."""
        return sum(len(r.again) for f in self.families for r in f.rows)


def page(desk: registers.Desk, text_id: str, norm: str = "") -> NormPage:
    """The check of a version, for whoever reads its clauses; with `norm` the one to point at clauses for."""
    dossier = desk.dossier
    text = dossier.row(tables.TextVersion, text_id)
    if not policy.may(dossier.standing, "register.read"):
        raise errors.Forbidden(policy.MAY["register.read"].asks)
    if norm and norm not in norms.BY_CODE:
        raise errors.NotFound
    labels = {c.id: c for c in clauses.of(dossier, text_id)}
    text_path = registers.text_path(desk, text_id)
    rows = _rows(desk, text, {i: c.label for i, c in labels.items()}, text_path)
    current = registers.current_version(dossier) == text_id
    families = tuple(
        Family(code, words[desk.language], tuple(r for r in rows if r.family == code))
        for code, words in norms.FAMILIES.items()
    )
    item = next(
        (i for i in facts.gather(dossier, desk.language).items if (i.code, i.version_id) == (coverage.CHECK, text_id)),
        None,
    )  # fmt: skip
    may = desk.may("norm.mark") and (current or text.status == "draft") and bool(labels)
    return NormPage(
        head=desk.head,
        number=text.number,
        text_path=text_path,
        path=f"/convenanten/{desk.head.slug}/teksten/{text_id}/toets",
        families=families,
        clauses=tuple((c.id, c.title) for c in labels.values()),
        chosen=next((r for r in rows if r.code == norm), None) if may else None,
        may_mark=may,
        computed=coverage.computed(dossier),
        current=current,
        outcome=norms.outcome([norms.Mark(r.code, c.clause_id) for r in rows for c in r.covering], tuple(labels)),
        handed_in=item.status if item else "",
        check_path=addresses.requirement(desk.head.slug, item.party_id, coverage.CHECK) if item else "",
    )  # fmt: skip


def _rows(
    desk: registers.Desk, text: tables.TextVersion, labels: dict[str, str], text_path: str
) -> list[NormRow]:
    dossier = desk.dossier
    place = {clause_id: n for n, clause_id in enumerate(labels)}
    here = [m for m in coverage.standing(dossier, text.id) if (m.clause_id or "") in labels]
    again = [m for m in _again(dossier, text) if (m.clause_id or "") in labels]

    def drawn(found: list[tables.NormMark], code: str) -> tuple[Covering, ...]:
        chosen = sorted((m for m in found if m.norm == code), key=lambda m: place[m.clause_id or ""])
        return tuple(
            Covering(
                m.id, m.clause_id or "", labels[m.clause_id or ""], f"{text_path}#{m.clause_id}",
                m.note or "", m.marked_on, m.marked_by_name,
            )
            for m in chosen
        )  # fmt: skip

    rows = [
        NormRow(
            n.code, n.family, n.step, n.label[desk.language], n.asks[desk.language],
            drawn(here, n.code), drawn(again, n.code),
        )
        for n in norms.NORMS
    ]  # fmt: skip
    return sorted(rows, key=lambda r: not r.gap)


def _again(dossier: dossiers.Dossier, text: tables.TextVersion) -> list[tables.NormMark]:
    """Marks of the versions before on clauses whose words changed since, that nobody looked at again."""
    known = {(m.norm, m.clause_id) for m in dossier.rows(tables.NormMark) if m.text_version_id == text.id}
    by_id = {t.id: t for t in dossier.rows(tables.TextVersion)}
    found: list[tables.NormMark] = []
    before = by_id.get(text.follows_id)
    for _step in range(FARTHEST):
        if before is None:
            break
        marks = [m for m in dossier.rows(tables.NormMark) if m.text_version_id == before.id]
        found += [m for m in marks if m.withdrawn_on is None and (m.norm, m.clause_id) not in known]
        known |= {(m.norm, m.clause_id) for m in marks}
        before = by_id.get(before.follows_id)
    return found


CODES = frozenset(norms.BY_CODE)


def outcome_word(outcome: str) -> str:
    """An outcome in the reader's language."""
    return _("positief") if outcome == "positive" else _("negatief")
