"""Text versions: the list of all, what may be done with each, and what tabling a new one makes stale."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker import errors
from tracker.queries import register_words, registers
from tracker.store import dossiers, facts, tables

GIVEN = ("submitted", "accepted")


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One language of a version."""

    language: str
    word: str
    prevailing: bool
    sha256: str
    file_name: str
    file_type: str
    file_size: int | None
    file_hash: str
    text: str
    readable: bool
    path: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """One version in the list, with what may be done with it."""

    id: str
    number: str
    status: str
    word: str
    visibility: str
    tabled_on: date | None
    answer_by: date | None
    final_on: date | None
    current: bool
    variants: tuple[VariantRow, ...]
    answers: int
    note: str
    path: str
    deeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """How many answers go out of date when a newer version is tabled."""

    number: str
    responses: int
    consultations: int
    others: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.responses + self.consultations + self.others


@dataclass(frozen=True, slots=True)
class Texts:
    """The register of text versions."""

    head: registers.Head
    rows: tuple[TextRow, ...]
    current: TextRow | None
    stale: Stale | None
    may_add: bool
    carried: int
    """Acceptances on the version before that an editorial change would keep."""

    def find(self, text_id: str, deed: str) -> TextRow:
        """The row of a version with which this may be done."""
        for row in self.rows:
            if row.id == text_id and deed in row.deeds:
                return row
        raise errors.NotFound


def texts(desk: registers.Desk) -> Texts:
    """Every version this reader may know of, the newest first."""
    rows = tuple(text_row(desk, text) for text in reversed(desk.dossier.rows(tables.TextVersion)))
    current = next((r for r in rows if r.current), None)
    writes = desk.may("text.write")
    return Texts(
        desk.head,
        rows,
        current,
        stale_if_tabled(desk.dossier) if writes else None,
        writes,
        len(_carried(desk.dossier)) if writes else 0,
    )


def stale_if_tabled(dossier: dossiers.Dossier) -> Stale | None:
    """What tabling a newer version puts out of date: given answers to the present one. For the facilitator."""
    current = facts.current_text(facts.texts_of(dossier))
    if current is None:
        return None
    codes = [
        r.code
        for r in dossier.rows(tables.Requirement)
        if r.text_version_id == current.id and r.status in GIVEN
    ]
    responses = codes.count("NEG-05")
    consultations = codes.count("NEG-10") + codes.count("NEG-11")
    return Stale(current.number, responses, consultations, len(codes) - responses - consultations)


def text_row(desk: registers.Desk, text: tables.TextVersion) -> TextRow:
    dossier = desk.dossier
    current = registers.current_version(dossier)
    status = registers.version_word(text, current)
    answers = sum(
        r.code == "NEG-05" and r.text_version_id == text.id and r.status in GIVEN
        for r in dossier.rows(tables.Requirement)
    )
    return TextRow(
        id=text.id,
        number=text.number,
        status=status,
        word=register_words.TEXT[status],
        visibility=text.visibility,
        tabled_on=text.tabled_on,
        answer_by=text.answer_by,
        final_on=text.final_on,
        current=text.id == current,
        variants=tuple(_variants(desk, text)),
        answers=answers,
        note=text.note or "",
        path=desk.head.at(_path(desk, text.id)),
        deeds=tuple(_deeds(desk, text, status)),
    )


def _path(desk: registers.Desk, text_id: str) -> str:
    return f"/convenanten/{desk.head.slug}/teksten/{text_id}"


def _variants(desk: registers.Desk, text: tables.TextVersion) -> Iterable[VariantRow]:
    """The prevailing language first. Without full sight only the hash is known, which tells nothing."""
    found = [v for v in desk.dossier.rows(tables.TextVariant) if v.text_version_id == text.id]
    for v in sorted(found, key=lambda v: (v.language != text.prevailing, v.language)):
        yield VariantRow(
            language=v.language,
            word=register_words.LANGUAGE[v.language],
            prevailing=v.language == text.prevailing,
            sha256=v.sha256,
            file_name=v.file_name or "",
            file_type=v.file_type or "",
            file_size=v.file_size,
            file_hash=v.file_hash or "",
            text=v.text or "",
            readable=bool(v.text or v.file_hash),
            path=desk.head.at(f"{_path(desk, text.id)}/{v.language}"),
        )


def _deeds(desk: registers.Desk, text: tables.TextVersion, status: str) -> Iterable[str]:
    if not desk.may("text.write"):
        return
    final = any(t.status == "final" for t in desk.dossier.rows(tables.TextVersion))
    if status == "draft" and not final:
        yield "table"
    if status == "tabled":
        yield "freeze"
    if status in ("tabled", "final") and _carried(desk.dossier):
        yield "carry"
    if status == "final":
        if text.visibility != "public":
            yield "publish"
        if desk.head.stage in ("initiative", "negotiation"):
            yield "reopen"


def _carried(dossier: dossiers.Dossier) -> list[tables.Requirement]:
    """Acceptances on the version before the present one, that have no successor on this one yet."""
    current = registers.current_version(dossier)
    tabled = [t for t in dossier.rows(tables.TextVersion) if t.status != "draft"]
    at = next((n for n, t in enumerate(tabled) if t.id == current), 0)
    if at == 0:
        return []
    rows = dossier.rows(tables.Requirement)
    there = {(r.participation_id, r.code) for r in rows if r.text_version_id == current}
    return [
        r
        for r in rows
        if r.text_version_id == tabled[at - 1].id
        and r.status == "accepted"
        and (r.participation_id, r.code) not in there
    ]
