"""Text versions: the list of all, what may be done with each, and what tabling a new one makes stale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker import errors
from tracker.queries import clauses, register_words, registers
from tracker.store import carried, dossiers, facts, tables, text_clauses
from workflows import fates

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
    follows: str = ""
    """Number of the version it was written from."""
    proposer: str = ""
    """The party that brought it in."""
    editorial: str = ""
    """Why it differs from the version before editorially only; for who may read the text."""
    clauses: bool = False
    """Whether it can be read, and compared, clause by clause."""

    @property
    def readable(self) -> bool:
        """Whether this reader may read the text at all."""
        return any(v.readable for v in self.variants)


@dataclass(frozen=True, slots=True)
class Stale:
    """How many answers go out of date when a newer version is tabled."""

    number: str
    responses: int
    consultations: int
    others: int
    positions: int = 0
    motions: int = 0
    """Votes that are open about it: these do not go out of date, they ask about the wrong text."""

    @property
    def total(self) -> int:
        """All answers."""
        return self.responses + self.consultations + self.others + self.positions

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """What there is of each kind, leaving out what there is none of."""
        kinds = ("responses", "consultations", "positions", "others")
        return tuple((kind, number) for kind in kinds if (number := getattr(self, kind)))


@dataclass(frozen=True, slots=True)
class Kept:
    """What goes on counting when a draft is tabled as an editorial change, and what does not."""

    answers: int
    positions: int
    lost: int
    """Positions on clauses that changed: those are never kept."""


@dataclass(frozen=True, slots=True)
class Match:
    """A clause of a text that is about to be recorded, and the clause it was taken for."""

    label: str
    was: str
    word: str
    fate: str


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
    parties: tuple[registers.Option, ...] = ()
    """Who may have brought in a new version."""
    versions: tuple[registers.Option, ...] = ()
    """What a new version may have been written from."""

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
        desk.speakers("text.write") if writes else (),
        tuple((r.id, r.number) for r in rows) if writes else (),
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
    others = len(codes) - responses - consultations
    positions = sum(
        p.text_version_id == current.id and p.followed_on is None for p in dossier.rows(tables.Position)
    )
    motions = sum(m.text_version_id == current.id and m.status == "open" for m in dossier.rows(tables.Motion))
    return Stale(current.number, responses, consultations, others, positions, motions)


def kept_if_editorial(dossier: dossiers.Dossier, text_id: str) -> Kept | None:
    """What tabling this draft as an editorial change keeps; none when there is nothing on the table."""
    current = facts.current_text(facts.texts_of(dossier))
    if current is None:
        return None
    stands = [
        p for p in dossier.rows(tables.Position) if p.text_version_id == current.id and p.followed_on is None
    ]
    kept = len(carried.positions(dossier, current.id, text_id))
    return Kept(len(carried.kept(dossier, current.id, text_id)), kept, len(stands) - kept)


def matches(
    desk: registers.Desk,
    given: Mapping[str, str],
    *,
    prevailing: str,
    follows_id: str,
    corrected: Mapping[str, str],
) -> tuple[Match, ...]:
    """What recording this text would take its clauses for; those that are gone come last."""
    dossier = desk.dossier
    follows = dossier.row(tables.TextVersion, follows_id) if follows_id else None
    split = text_clauses.split(dossier, given, prevailing=prevailing, follows=follows, matches=corrected)
    language = prevailing if prevailing in split else min(split, default="")
    new = split.get(language, ())
    known = text_clauses.clauses_of(dossier, follows_id) if follows_id else {}
    old = known.get(language) or (known[min(known)] if known else ())
    told = fates.fates(new, old)
    now, then = ({c.id: c.label for c in clauses.shown(some)} for some in (new, old))
    return tuple(
        Match(label, was, register_words.fate(fate, label != was), str(fate))
        for name, fate in told.items()
        for label, was in ((now.get(name, ""), then.get(name, "")),)
    )


def comparable(desk: registers.Desk, text_id: str) -> bool:
    """Whether this reader may read this version and another one, so that there is something to compare."""
    read = {v.text_version_id for v in desk.dossier.rows(tables.TextVariant) if v.text or v.file_hash}
    return text_id in read and len(read) > 1


def text_row(desk: registers.Desk, text: tables.TextVersion) -> TextRow:
    dossier = desk.dossier
    current = registers.current_version(dossier)
    status = registers.version_word(text, current)
    answers = sum(
        r.code == "NEG-05" and r.text_version_id == text.id and r.status in GIVEN
        for r in dossier.rows(tables.Requirement)
    )
    variants = tuple(_variants(desk, text))
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
        variants=variants,
        answers=answers,
        note=text.note or "",
        path=desk.head.at(_path(desk, text.id)),
        deeds=tuple(_deeds(desk, text, status)),
        follows=registers.numbers(desk).get(text.follows_id, ""),
        proposer=desk.name(text.proposer_id),
        editorial=text.editorial_reason if any(v.readable for v in variants) else "",
        clauses=any(v.clauses for v in dossier.rows(tables.TextVariant) if v.text_version_id == text.id),
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
    return carried.kept(dossier, tabled[at - 1].id, tabled[at].id) if at else []
