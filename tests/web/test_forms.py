"""What may be typed, what it becomes, and the sentence for what may not."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field
from starlette.datastructures import FormData, UploadFile

from tracker import errors, locale
from tracker.locale import N_
from tracker.web import fields, forms

KEY = "0123456789abcdef"


class Example(forms.Deed):
    """One of everything."""

    title: fields.Line = Field(title=N_("Titel"))
    reason: fields.Reason | None = None
    note: fields.Text = ""
    on: fields.DayField | None = None
    since: fields.PartialDateField | None = None
    share: fields.DecimalShare | None = None
    amount: fields.DecimalField | None = None
    count: fields.Count | None = None
    choice: Literal["ja", "nee"] | None = None
    countries: tuple[fields.Code, ...] = ()
    link: fields.WebAddress | None = None
    secret: fields.Secret = ""
    file: Annotated[UploadFile | None, Field(title=N_("Bestand"))] = None


def parse(**given: Any) -> forms.Submission[Example]:
    pairs: list[tuple[str, str | UploadFile]] = [("key", KEY), ("title", "Zo")]
    for name, value in given.items():
        pairs = [pair for pair in pairs if pair[0] != name]
        pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return forms.parse(Example, FormData(pairs))


def test_a_right_form_becomes_what_it_means() -> None:
    found = parse(
        seen="41",
        title="  Élan  ",
        note="een\r\ntwee",
        on="2025-11-24",
        since="2016-03",
        share="12,5",
        amount="79.99",
        count="3",
        choice="ja",
        countries=["NL", "BE"],
        link="https://voorbeeld.nl/a?b=c",
        csrf="x",
        anders="genegeerd",
    ).valid()
    assert found.seen == 41
    assert found.title == "Élan"
    assert found.note == "een\ntwee"
    assert found.on == date(2025, 11, 24)
    assert found.since == "2016-03"
    assert found.share == Decimal("0.125")
    assert found.amount == Decimal("79.99")
    assert found.count == 3
    assert found.choice == "ja"
    assert found.countries == ("NL", "BE")


def test_text_is_kept_in_one_normal_form() -> None:
    assert parse(title="Cafe\u0301").valid().title == parse(title="Caf\u00e9").valid().title == "Caf\u00e9"


def test_what_is_left_empty_is_not_there() -> None:
    found = parse(reason="  ", on="", count="").valid()
    assert (found.reason, found.on, found.count) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("title", "", "Vul dit in."),
        ("title", "a" * 201, "Dit telt 201 tekens. Gebruik er hoogstens 200."),
        ("title", "a\x00b", "Haal het onzichtbare teken U+0000 weg."),
        ("title", "a\ud800b", "Haal het onzichtbare teken U+D800 weg."),
        ("title", "a\nb", "Haal het onzichtbare teken U+000A weg."),
        ("title", "Jan\u202eneV", "Haal het onzichtbare teken U+202E weg."),
        ("title", "\ufffd", "Haal het onzichtbare teken U+FFFD weg."),
        ("title", "z" + "\u0301" * 20, "Er staan te veel tekens op één letter."),
        ("note", "a\x1bb", "Haal het onzichtbare teken U+001B weg."),
        ("note", "a" * 1_000_000, "Dit telt 1000000 tekens. Gebruik er hoogstens 10000."),
        ("reason", "Komt nog.", "Dit telt 9 tekens. Schrijf er minimaal 20."),
        ("on", "2025-02-31", "Vul een bestaande datum in, als jjjj-mm-dd."),
        ("on", "0000-01-01", "Vul een bestaande datum in, als jjjj-mm-dd."),
        ("on", "1899-12-31", "Vul een bestaande datum in, als jjjj-mm-dd."),
        ("on", "10000-01-01", "Vul een bestaande datum in, als jjjj-mm-dd."),
        ("on", "24-11-2025", "Vul een bestaande datum in, als jjjj-mm-dd."),
        ("on", "2025-11-24T24:00+99:00", "Vul een bestaande datum in, als jjjj-mm-dd."),
        ("on", "١٩٩٩-٠١-٠١", "Vul een bestaande datum in, als jjjj-mm-dd."),
        ("since", "2016-13", "Vul een jaar, een maand of een dag in: 2017, 2016-03 of 2016-03-09."),
        ("share", "101", "Vul een percentage in van 0 tot en met 100."),
        ("share", "NaN", "Vul een percentage in van 0 tot en met 100."),
        ("share", "-1", "Vul een percentage in van 0 tot en met 100."),
        ("amount", "Infinity", "Vul een getal in, bijvoorbeeld 12 of 12,5."),
        ("amount", "1e5", "Vul een getal in, bijvoorbeeld 12 of 12,5."),
        ("amount", "9" * 5000, "Vul een getal in, bijvoorbeeld 12 of 12,5."),
        ("count", "3.5", "Vul een heel getal in."),
        ("count", "9" * 5000, "Dit getal is te groot."),
        ("count", "1000001", "Dit getal is te groot."),
        ("count", "-1", "Dit getal is te klein."),
        ("choice", "misschien", "Kies een van de mogelijkheden."),
        ("countries", ["NL", "../x"], "Dit klopt niet. Kies of typ het opnieuw."),
        ("link", "javascript:alert(1)", "Dit klopt niet. Kies of typ het opnieuw."),
        ("link", "//voorbeeld.nl", "Dit klopt niet. Kies of typ het opnieuw."),
        ("seen", "-1", "Dit getal is te klein."),
        ("key", "x", "Dit klopt niet. Kies of typ het opnieuw."),
    ],
)
def test_what_may_not_be_typed_gets_a_sentence(name: str, value: Any, told: str) -> None:
    found = parse(**{name: value})
    assert found.errors == {name: told}
    with pytest.raises(errors.Invalid) as refusal:
        found.valid()
    assert refusal.value.fields == {name: told}


def test_the_sentence_is_in_the_readers_language() -> None:
    with locale.speaking("en"):
        assert parse(reason="Later.").errors == {"reason": "This has 6 characters. Write at least 20."}


def test_every_wrong_field_is_told_at_once() -> None:
    assert set(parse(title="", on="x", count="x").errors) == {"title", "on", "count"}


def test_what_was_typed_is_kept_as_it_was_typed() -> None:
    found = parse(title="a" * 300, on="31-12", countries=["NL", "??"], secret="geheim")
    assert found.value("title") == "a" * 300
    assert found.value("on") == "31-12"
    assert found.chosen("countries", "??")
    assert [name for name, _label, _text in found.kept()] == ["title", "on", "countries", "countries"]


def test_a_password_is_never_kept() -> None:
    found = parse(title="", secret="geheim-geheim")
    assert "geheim-geheim" not in str(vars(found))
    assert "geheim-geheim" not in repr(parse(secret="geheim-geheim").form)


def test_kept_text_can_always_be_written_down() -> None:
    found = parse(title="a\ud800\x00b")
    assert found.value("title").encode() == b"ab"


def test_a_label_is_the_fields_title() -> None:
    assert parse().label("title") == "Titel"
    with locale.speaking("en"):
        assert parse().label("title") == "Title"


def test_a_file_is_passed_on_and_an_empty_choice_of_file_is_none() -> None:
    import io

    stuk = UploadFile(io.BytesIO(b"x"), filename="stuk.pdf", size=1)
    assert parse(file=stuk).valid().file is stuk
    assert parse(file=UploadFile(io.BytesIO(b""), filename="", size=0)).valid().file is None
    assert parse(file="geen bestand").valid().file is None


def test_a_file_where_text_belongs_is_refused() -> None:
    import io

    assert parse(title=UploadFile(io.BytesIO(b"x"), filename="x")).errors == {"title": "Vul hier tekst in."}


def test_what_a_command_finds_wrong_joins_the_rest() -> None:
    found = parse().refused(
        errors.Invalid(
            {"on": "De reden telt %(count)s tekens. Schrijf er minimaal %(least)s."}, count=3, least=20
        )
    )
    assert found.error("on") == "De reden telt 3 tekens. Schrijf er minimaal 20."
    assert found.value("title") == "Zo"


def test_a_sentence_with_a_percent_sign_is_left_alone() -> None:
    assert forms.told_of("100 % klaar", {}) == "100 % klaar"
    assert forms.told_of("100 % klaar", {"x": 1}) == "100 % klaar"


def test_a_blank_form_shows_what_it_was_given() -> None:
    found = forms.blank(on=date(2025, 11, 24), countries=("NL", "BE"), empty=None)
    assert found.value("on") == "2025-11-24"
    assert found.chosen("countries", "BE")
    assert found.value("empty") == ""
    assert found.errors == {}


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_either_refused_or_fit_for_both_databases(text: str) -> None:
    found = parse(note=text)
    if found.form is not None:
        kept = found.form.note
        assert kept.encode("utf-8").decode("utf-8") == kept
        assert "\x00" not in kept
    else:
        assert set(found.errors) == {"note"}


@given(st.dictionaries(st.sampled_from([*Example.model_fields, "x"]), st.text()))
def test_no_input_crashes_a_form(given_: dict[str, str]) -> None:
    found = parse(**given_)
    assert (found.form is None) == bool(found.errors)


@given(st.decimals(0, 100, places=4))
def test_a_share_is_exact(percent: Decimal) -> None:
    assert parse(share=str(percent).replace(".", ",")).valid().share == percent / 100
