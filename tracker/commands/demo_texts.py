"""The fictional agreement of the demonstration, as it read in each of its three versions."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from tracker.commands import texts

LAST = "1.0"
WORD = {"nl": "Artikel", "en": "Article"}
COMPLAINTS, CHILDREN, ORIGIN = 8, 6, 5
"""Where these articles stand in the last version."""
SECTOR: Mapping[str, tuple[str, str]] = {
    "elektronica": ("Elektronica", "Electronics"),
}
MATERIALS: Mapping[str, tuple[str, str]] = {
    "elektronica": (
        "tin, tantaal, wolfraam, goud en kobalt", "tin, tantalum, tungsten, gold and cobalt",
    ),
}  # fmt: skip
OTHER_MATERIALS = ("de belangrijkste grondstoffen", "the main raw materials")
BEFORE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        ("binnen drie jaar na ondertekening openbaar uit welke smelterijen",
         "binnen twee jaar na ondertekening openbaar uit welke mijnen en smelterijen"),
        ("\n3. De stuurgroep beziet na twee jaar of de lijst met mijnen kan worden aangevuld.", ""),
    ),
    "en": (
        ("within three years of signing which smelters", "within two years of signing which mines and smelters"),
        ("\n3. The steering committee considers after two years whether the list can be extended to mines.", ""),
    ),
}  # fmt: skip
"""What version 0.4 said instead of the last one."""
FIRST: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        ("kiest daaruit ten minste drie om aan te pakken", "kiest daaruit welke het aanpakt"),
        (" Lukt dat niet, dan legt zij de kwestie na een maand opnieuw voor.", ""),
        ("binnen zes maanden een bindende uitspraak", "een uitspraak"),
        ("geldt vijf jaar", "geldt drie jaar"),
    ),
    "en": (
        ("chooses at least three of them to act on", "chooses which of them to act on"),
        (" If that fails, it puts the matter forward again after a month.", ""),
        ("gives a binding ruling within six months", "gives a ruling"),
        ("is valid for five years", "is valid for three years"),
    ),
}  # fmt: skip
"""What version 0.3 said instead of 0.4."""

COVERED: Mapping[str, tuple[str, ...]] = {
    "dd_embed": ("3.1",),
    "dd_identify": ("3.2", "5.1"),
    "dd_mitigate": ("3.2", "4.3", "6.2"),
    "dd_track": ("11.1",),
    "dd_communicate": ("5.2", "10.2"),
    "dd_remedy": ("8.1",),
    "dd_engage": ("3.3",),
    "ungp_protect": ("2.1",),
    "ungp_respect": ("3.1",),
    "ungp_remedy": ("8.2",),
}
"""Norm to the paragraphs of the last version that cover it."""


def variants(slug: str, number: str) -> dict[str, texts.Variant]:
    """A version of the agreement of this covenant, in Dutch and in English."""
    return {language: texts.Variant(text=_text(slug, number, language)) for language in ("nl", "en")}


@cache
def _text(slug: str, number: str, language: str) -> str:
    source = resources.files("tracker") / "data" / f"agreement.{language}.md"
    at = 0 if language == "nl" else 1
    sector = slug.removeprefix("fictief-")
    whole = source.read_text(encoding="utf-8")
    whole = whole.replace("{sector}", SECTOR.get(sector, (sector.capitalize(), sector.capitalize()))[at])
    whole = whole.replace("{materials}", MATERIALS.get(sector, OTHER_MATERIALS)[at])
    changes = () if number == LAST else BEFORE[language]
    changes += FIRST[language] if number == "0.3" else ()
    for now, then in changes:
        whole = whole.replace(now, then)
    preamble, *articles = whole.rstrip("\n").split("\n\n## ")
    if number != LAST:
        articles.insert(COMPLAINTS + 1, articles.pop(COMPLAINTS - 1))
    if number == "0.3":
        del articles[CHILDREN - 1]
    numbered = (f"## {WORD[language]} {n}. {article}" for n, article in enumerate(articles, 1))
    return "\n\n".join([preamble, *numbered]) + "\n"
