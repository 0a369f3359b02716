"""The clauses of a text version as far as a reader may read them, and what a clause is called."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.locale import N_, _, gettext
from tracker.store import dossiers, tables
from workflows import clauses


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: `id` is the same in every version and language; `label` is 'Artikel 5 lid 2'."""

    id: str
    number: str
    heading: str
    body: str
    level: int
    label: str

    @property
    def short(self) -> str:
        """What a paragraph is called within its article: 'lid 2'."""
        return paragraph(self.number.rpartition(".")[2])

    @property
    def title(self) -> str:
        """What stands above it: 'Artikel 5. Herkomst'."""
        if self.number and self.heading:
            return f"{self.label}. {self.heading}"
        return self.label


def of(dossier: dossiers.Dossier, text_id: str, language: str | None = None) -> tuple[Clause, ...]:
    """The clauses of a version in a language, by default the prevailing one; none for who may not read
    them, and none when the version is a file that could not be read as text."""
    return shown(stored(dossier, text_id, language))


def label(dossier: dossiers.Dossier, text_id: str, clause_id: str) -> str:
    """What a clause is called in this version, in the reader's language; empty when it is not in it."""
    return next((c.label for c in of(dossier, text_id) if c.id == clause_id), "")


def paragraph(number: str) -> str:
    """What a paragraph is called within its article."""
    return _("lid %(number)s", number=number)


def stored(
    dossier: dossiers.Dossier, text_id: str, language: str | None = None
) -> tuple[clauses.Clause, ...]:
    """The same as they are kept, for comparing."""
    text = next((t for t in dossier.rows(tables.TextVersion) if t.id == text_id), None)
    if text is None:
        return ()
    wanted = language or text.prevailing
    for variant in dossier.rows(tables.TextVariant):
        if variant.text_version_id == text_id and variant.language == wanted:
            return clauses.stored(variant.clauses)
    return ()


def shown(found: Sequence[clauses.Clause]) -> tuple[Clause, ...]:
    """Clauses with what they are called."""
    numbered = any(c.number for c in found)
    # looked up once: an agreement may have hundreds of clauses
    article, below = gettext(N_("Artikel %(number)s")), gettext(N_("Artikel %(number)s lid %(own)s"))
    above, out = "", []
    for n, c in enumerate(found):
        if c.level == clauses.ARTICLE:
            above = name = article % {"number": c.number} if c.number else _unnumbered(c, n, numbered)
        elif "." in c.number:
            number, _dot, own = c.number.rpartition(".")
            name = below % {"number": number, "own": own}
        else:
            name = _("%(article)s, lid %(own)s", article=above, own=c.number)
        out.append(Clause(c.id, c.number, c.heading, c.body, c.level, name))
    return tuple(out)


def _unnumbered(clause: clauses.Clause, place: int, numbered: bool) -> str:
    if clause.heading:
        return clause.heading
    return _("Aanhef") if numbered and place == 0 else _("Alinea %(number)s", number=place + 1)
