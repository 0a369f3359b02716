"""Forms: what was typed, what it means, and what is wrong with it, kept together until the page is drawn."""

import types
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, ClassVar, Generic, Self, TypeVar, Union, cast, get_args, get_origin

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from tracker import errors, locale
from tracker.locale import N_
from tracker.web import fields

MAX_FIELDS = 1000
MAX_FILES = 5
MAX_PART = 1024 * 1024
RESERVED = frozenset({"csrf", "seen", "key", "bekijk"})
"""Fields every form has; never shown among what somebody typed."""

SAID = {
    "missing": fields.NEEDED,
    "string_type": fields.NO_TEXT,
    "literal_error": fields.CHOICE,
    "enum": fields.CHOICE,
    "int_parsing": N_("Vul een heel getal in."),
    "int_parsing_size": N_("Dit getal is te groot."),
    "int_from_float": N_("Vul een heel getal in."),
    "greater_than_equal": N_("Dit getal is te klein."),
    "less_than_equal": N_("Dit getal is te groot."),
    "bool_parsing": fields.CHOICE,
    "string_pattern_mismatch": N_("Dit klopt niet. Kies of typ het opnieuw."),
}
"""What Pydantic says in a word, said in a sentence."""
OTHERWISE = N_("Dit klopt niet. Kies of typ het opnieuw.")


class Form(BaseModel):
    """Any form. A field's `title` is its label in messages; unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore", arbitrary_types_allowed=True, frozen=True)


class Deed(Form):
    """A form that changes something: what the reader had seen, and the key that makes it happen once."""

    seen: fields.Seen = 0
    key: fields.Key


F = TypeVar("F", bound=Form)


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in {Union, types.UnionType}:
        return tuple(a for part in get_args(annotation) for a in _alternatives(part))
    return (annotation,)


def _is_many(field: FieldInfo) -> bool:
    return any(get_origin(a) in {list, tuple, set, frozenset} for a in _alternatives(field.annotation))


def _is_file(field: FieldInfo) -> bool:
    return any(isinstance(a, type) and issubclass(a, UploadFile) for a in _alternatives(field.annotation))


class Submission(Generic[F]):
    """One form as it was sent: values as typed, errors in words, and the form itself when it is right."""

    blank: ClassVar["Submission[Form]"]

    def __init__(
        self,
        values: Mapping[str, Iterable[str]] | None = None,
        problems: Mapping[str, str] | None = None,
        form: F | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self.values = {name: tuple(given) for name, given in (values or {}).items()}
        self.errors = dict(problems or {})
        self.form = form
        self.labels = dict(labels or {})

    def value(self, name: str) -> str:
        """What was typed in this field, as it was typed."""
        return next(iter(self.values.get(name, ())), "")

    def chosen(self, name: str, option: object) -> bool:
        """Whether this option of a choice was ticked."""
        return str(option) in self.values.get(name, ())

    def error(self, name: str) -> str:
        """What is wrong with this field, in the reader's language; empty when nothing is."""
        return self.errors.get(name, "")

    def label(self, name: str) -> str:
        """The field's label, or its name when it has none."""
        return locale.gettext(self.labels.get(name, "")) or name

    def kept(self) -> list[tuple[str, str, str]]:
        """Name, label and text of everything typed, to show again; secrets and housekeeping left out."""
        return [
            (name, self.label(name), text)
            for name, given in self.values.items()
            if name not in RESERVED
            for text in given
            if text.strip()
        ]

    def valid(self) -> F:
        """The form; raises `Invalid` with every field that is wrong."""
        if self.form is None:
            raise errors.Invalid(self.errors)
        return self.form

    def refused(self, refusal: errors.Invalid) -> Self:
        """The same submission with what a command found wrong."""
        told = {name: told_of(message, refusal.params) for name, message in refusal.fields.items()}
        return type(self)(self.values, {**self.errors, **told}, None, self.labels)


Submission.blank = Submission()


def told_of(message: str, params: Mapping[str, object]) -> str:
    """A message id in the reader's language with the parameters it names; other text is left as it is."""
    text = locale.gettext(message)
    try:
        return text % params if params or "%%" in text else text
    except (KeyError, TypeError, ValueError):
        return text


def blank(**values: object) -> Submission[Form]:
    """A form nobody has sent yet, with what stands in it from the start."""
    many = (list, tuple, set, frozenset)
    return Submission(
        {
            name: [str(one) for one in value] if isinstance(value, many) else [str(value)]
            for name, value in values.items()
            if value is not None
        }
    )


async def read(request: Request) -> FormData:
    """The posted fields, within limits; what cannot be read as a form is a 400, never a crash."""
    try:
        return await request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_PART)
    except HTTPException:
        raise
    except (UnicodeError, ValueError, LookupError, AttributeError, TypeError) as trouble:
        raise HTTPException(400, "form") from trouble


def _gather(model: type[Form], data: FormData) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """What to validate and what to show again, for the fields this form knows."""
    raw: dict[str, Any] = {}
    shown: dict[str, tuple[str, ...]] = {}
    for name, field in model.model_fields.items():
        given = data.getlist(name)
        texts = tuple(item for item in given if isinstance(item, str))
        if _is_file(field):
            files = [f for f in given if isinstance(f, UploadFile) and (f.filename or f.size)]
            if files:
                raw[name] = files[0]
            continue
        if field.repr:  # a secret is never kept to be shown
            shown[name] = tuple(_showable(text) for text in texts)
        if _is_many(field):
            raw[name] = [text for text in texts if text.strip()]
        elif len(texts) < len(given):
            raw[name] = 0  # a file where text belongs: refused as 'no text'
        elif texts and texts[-1].strip():
            raw[name] = texts[-1]
    return raw, shown


def _showable(text: str) -> str:
    """Typed text that a page can hold: without what no encoding carries."""
    return "".join(c for c in text if c in "\n\t\r" or (c.isprintable() and not "\ud800" <= c <= "\udfff"))


def _problems(found: ValidationError) -> dict[str, str]:
    told: dict[str, str] = {}
    for error in found.errors(include_url=False, include_input=False):
        name = str(error["loc"][0]) if error["loc"] else ""
        ctx = error.get("ctx", {})
        if error["type"] == "told":
            sentence = told_of(str(ctx["id"]), ctx["params"])
        else:
            sentence = locale.gettext(SAID.get(error["type"], OTHERWISE))
        told.setdefault(name, sentence)
    return told


def parse(model: type[F], data: FormData) -> Submission[F]:
    """Read a form of this kind from posted fields; wrong fields are errors in it, not exceptions."""
    raw, shown = _gather(model, data)
    labels = {name: field.title or "" for name, field in model.model_fields.items()}
    try:
        return Submission(shown, {}, model.model_validate(raw), labels)
    except ValidationError as found:
        return Submission(shown, _problems(found), None, labels)


def posted(model: type[F]) -> Any:
    """Dependency: the submission, right or wrong, for a page that draws its own form again."""

    async def submission(request: Request) -> Submission[F]:
        found = parse(model, await read(request))
        request.state.submission = found
        return found

    return Depends(cast(Callable[..., Awaitable[Any]], submission))


def filled(model: type[F]) -> Any:
    """Dependency: the form itself; wrong fields answer 422 at the door with everything typed kept."""

    async def form(request: Request) -> F:
        found = parse(model, await read(request))
        request.state.submission = found
        return found.valid()

    return Depends(cast(Callable[..., Awaitable[Any]], form))
