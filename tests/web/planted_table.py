"""The secrets of the table on the stage set: what only who sits there may read."""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "proposal": ("voorstelkluut", "voorstelregenwulp"),
    "proposal reason": ("voorstelgrondkwik", "voorstelgrondkoekoek"),
    "proposal note": ("oordeelkramsvogel", "oordeelbeflijster"),
    "meeting title": ("overlegsijsje", "overlegkneutje"),
    "meeting place": ("zaalboomklever", "zaalwielewaal"),
    "minutes": ("verslagkievitsei", "verslagzwartkop"),
    "spoke": ("Spreker Bergeend", "Spreker Krakeend"),
    "meeting decision": ("besluitgeelgors", "besluitortolaan"),
    "motion": ("vraagwaterhoen", "vraagmeerkoetje"),
    "motion note": ("slotdodaars", "slotgeoorde"),
    "vote reason": ("stemredenblauwborst", "stemredenrietzanger"),
}
"""Every one of class `table`; whose it is makes no difference to who reads it."""
