"""What may be typed into a form: types that refuse, with a sentence, what no database should hold."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from tracker.locale import N_

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that reorder what stands around them: a name may not rearrange a list."""
MARKS_IN_A_ROW = 8
YEARS = range(1900, 2201)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
ISO_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
AMOUNT = re.compile(r"(\d{1,12})(?:[.,](\d{1,6}))?", re.ASCII)

NEEDED = N_("Vul dit in.")
CHOICE = N_("Kies een van de mogelijkheden.")
TOO_SHORT = N_("Dit telt %(have)s tekens. Schrijf er minimaal %(need)s.")
TOO_LONG = N_("Dit telt %(have)s tekens. Gebruik er hoogstens %(need)s.")
NO_DAY = N_("Vul een bestaande datum in, als jjjj-mm-dd.")
NO_PART = N_("Vul een jaar, een maand of een dag in: 2017, 2016-03 of 2016-03-09.")
NO_NUMBER = N_("Vul een getal in, bijvoorbeeld 12 of 12,5.")
NO_SHARE = N_("Vul een percentage in van 0 tot en met 100.")
HIDDEN = N_("Haal het onzichtbare teken %(code)s weg.")
STACKED = N_("Er staan te veel tekens op één letter.")
NO_TEXT = N_("Vul hier tekst in.")
NO_FILE = N_("Kies een bestand.")


def refusal(message: str, **params: object) -> PydanticCustomError:
    """An error of ours inside a validator: the message id and its parameters travel to the page."""
    return PydanticCustomError("told", "{id}", {"id": message, "params": params})


def clean(value: str, *, lines: bool = True) -> str:
    """Text as it may be stored: NFC, `\\n` only, nothing invisible, nothing a database chokes on."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    in_a_row = 0
    for char in text:
        category = unicodedata.category(char)
        allowed = char in "\n\t" and lines
        if (category in {"Cc", "Cs"} and not allowed) or char in BIDI or char in "\ufffe\uffff\ufffd":
            raise refusal(HIDDEN, code=f"U+{ord(char):04X}")
        in_a_row = in_a_row + 1 if category in {"Mn", "Me"} else 0
        if in_a_row > MARKS_IN_A_ROW:
            raise refusal(STACKED)
    return unicodedata.normalize("NFC", text)


def prose(most: int = 10_000, least: int = 0, *, lines: bool = True, strip: bool = True) -> AfterValidator:
    """A text of bounded length; `least` counts what is left after trimming."""

    def check(value: str) -> str:
        if len(value) > 4 * most + 1_000:  # before the slow look at every character
            raise refusal(TOO_LONG, have=len(value), need=most)
        text = clean(value, lines=lines)
        text = text.strip() if strip else text
        if len(text) < least:
            raise refusal(TOO_SHORT, have=len(text), need=least)
        if len(text) > most:
            raise refusal(TOO_LONG, have=len(text), need=most)
        return text

    return AfterValidator(check)


def _day(value: Any) -> date:
    match = ISO_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if isinstance(value, date):
        return value
    if match is None:
        raise refusal(NO_DAY)
    try:
        found = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise refusal(NO_DAY) from None
    if found.year not in YEARS:
        raise refusal(NO_DAY)
    return found


def _part(value: Any) -> str:
    match = ISO_PART.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or int(match[1]) not in YEARS:
        raise refusal(NO_PART)
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise refusal(NO_PART) from None
    return match[0]


def _decimal(value: Any) -> Decimal:
    match = AMOUNT.fullmatch(value.strip()) if isinstance(value, str) else None
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if match is None:
        raise refusal(NO_NUMBER)
    return Decimal(f"{match[1]}.{match[2] or 0}")


def _share(value: Any) -> Decimal:
    if isinstance(value, str):
        value = value.replace("\N{NO-BREAK SPACE}", " ").strip().removesuffix("%")
    try:
        percent = _decimal(value)
    except PydanticCustomError:
        raise refusal(NO_SHARE) from None
    if percent > 100:
        raise refusal(NO_SHARE)
    return percent / 100


def listed(text: str) -> list[str]:
    """Names typed with commas or line breaks between them, each once."""
    parts = (part.strip() for line in text.splitlines() for part in line.split(","))
    return list(dict.fromkeys(part for part in parts if part))


Line = Annotated[str, prose(200, lines=False)]
"""One line: a name, a place, a title."""
Text = Annotated[str, prose(10_000)]
"""Several lines."""
Reason = Annotated[str, prose(2_000, least=20)]
"""A reason that is put on record: at least 20 characters."""
Secret = Annotated[str, prose(1_000, lines=False, strip=False), Field(repr=False)]
"""A password: never trimmed, never shown again. Optional as `Secret = ""`, never as `Secret | None`."""
Email = Annotated[str, prose(254, lines=False)]
"""An address to sign in with; looked up, never parsed."""
WebAddress = Annotated[
    str,
    prose(2_000, lines=False),
    Field(pattern=r"^https?://[^\s/$.?#][^\s]*$"),
]
"""A link to a page: http or https only, so that no script hides in it."""
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
"""A random identifier of a row."""
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""A word from our own tables: a requirement code, an action, a status."""
Count = Annotated[int, Field(ge=0, le=1_000_000)]
DayField = Annotated[date, BeforeValidator(_day)]
"""A whole day, 1900 to 2200."""
PartialDateField = Annotated[str, BeforeValidator(_part)]
"""A year, a month or a day, kept as it was given."""
DecimalField = Annotated[Decimal, BeforeValidator(_decimal)]
"""An exact number of 0 or more, with a comma or a point."""
DecimalShare = Annotated[Decimal, BeforeValidator(_share)]
"""Typed as a percentage, kept as a share from 0 to 1."""
Seen = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""The number of the last ledger line the reader saw."""
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
"""The idempotency key: the same form sent twice is done once."""
