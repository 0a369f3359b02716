"""The requirement panel in a browser: page and fragment, files, four eyes, and what rivals may not read."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from tests import cast
from tests.web.conftest import Browser, Clock
from tracker import policy
from tracker.commands import requirements
from tracker.store import accounts, db, files, shelf

BRAM, RIVAL = "platform-apparatuur", "branche-elektronica"
SECRET = "Hoofdstuk 3 noemt geen nulwaarde."
FILE = "geheim-mandaat.pdf"
PDF = b"%PDF-1.7 inhoud"
KEY = re.compile(r'name="key" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="(\d+)"')


@pytest.fixture
def play(store: sa.Engine, clock: Clock) -> cast.Play:
    with db.writing(store) as session:
        return cast.covenant(session, clock(), company=True, supporter=True, on=date(2025, 9, 1))


class Reader(Browser):
    """A browser in which somebody of the cast signed in."""

    def __init__(self, app: FastAPI, who: policy.Actor | None = None) -> None:
        super().__init__(TestClient(app, raise_server_exceptions=False))
        if who is not None:
            with db.writing(app.state.engine) as session:
                token = accounts.start_session(session, who.id, now=app.state.clock(), agent="")
            self.client.cookies.set("sessie", token)
            self.get("/account")

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the page, as a browser would send them."""
        page = self.get(path).text
        return {"key": KEY.findall(page)[0], "seen": SEEN.findall(page)[0]}


def place(play: cast.Play, code: str = "INI-03", party: str = BRAM) -> str:
    return f"/convenanten/{play.slug}/partijen/{play.parties[party]}/vereisten/{code}"


def told(answer: Response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def hand_in(reader: Reader, play: cast.Play, code: str = "INI-03", **data: str) -> Response:
    sent = {**reader.form(place(play, code)), "text": "Zie de analyse.", "on": "2025-11-20", **data}
    return reader.post(place(play, code), sent)


def decide(reader: Reader, play: cast.Play, besluit: str, code: str = "INI-03", **data: str) -> Response:
    sent = {**reader.form(place(play, code)), "besluit": besluit, **data}
    return reader.post(place(play, code) + "/besluit", sent)


def test_a_party_hands_in_without_javascript_and_sees_it(app: FastAPI, play: cast.Play) -> None:
    bram = Reader(app, play.speaker(BRAM))
    answer = hand_in(bram, play)
    assert (answer.status_code, answer.headers["location"]) == (303, place(play) + "#paneel")
    page = told(bram.get(place(play)))
    assert "wacht op secretariaat" in page
    assert "Zie de analyse." in page


def test_the_facilitator_accepts_in_place_and_the_gate_hears_of_it(app: FastAPI, play: cast.Play) -> None:
    hand_in(Reader(app, play.speaker(BRAM)), play)
    nadia = Reader(app, play.facilitator)
    sent = {**nadia.form(place(play)), "besluit": "accept"}
    headers = {"HX-Request": "true", "HX-Target": "section#paneel"}
    answer = nadia.post(place(play) + "/besluit", sent, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["hx-trigger"] == "poort-gewijzigd"
    assert answer.text.lstrip().startswith('<section class="imvo-panel" id="paneel"')
    assert "Akkoord gegeven." in answer.text


def test_the_fragment_is_a_slice_of_the_page(app: FastAPI, play: cast.Play) -> None:
    nadia = Reader(app, play.facilitator)
    whole = nadia.get(place(play)).text
    part = nadia.get(place(play), headers={"HX-Request": "true", "HX-Target": "section#paneel"}).text
    same = re.compile(r'name="(key|csrf)" value="[^"]+"')
    assert same.sub("", part.strip()) in same.sub("", whole)


def test_what_is_wrong_in_the_form_is_said_and_what_was_typed_stays(app: FastAPI, play: cast.Play) -> None:
    bram = Reader(app, play.speaker(BRAM))
    answer = hand_in(bram, play, title="Mijn titel", on="2025-02-30")
    assert answer.status_code == 422
    assert "Vul een bestaande datum in, als jjjj-mm-dd." in answer.text
    assert 'value="Mijn titel"' in answer.text
    hand_in(bram, play)
    short = decide(Reader(app, play.facilitator), play, "return", reason="kort")
    assert short.status_code == 422
    assert "De reden telt 4 tekens. Schrijf er minimaal 10." in short.text
    assert "kort</textarea>" in short.text


@pytest.mark.parametrize(
    "nasty",
    [
        {"title": "x\0y"},
        {"text": "a\u202eb"},
        {"text": "x" * 20_000},
        {"url": "javascript:alert(1)"},
        {"on": "9999999999"},
        {"cyclus": "99999999999999999999"},
        {"outcome": "'; drop table"},
        {"manner": "lachend"},
        {"conditions": "Fonds | 2026-99-99", "outcome": "yes_if"},
    ],
)
def test_nasty_input_is_refused_never_a_crash(app: FastAPI, play: cast.Play, nasty: dict[str, str]) -> None:
    bram = Reader(app, play.speaker(BRAM))
    assert hand_in(bram, play, **nasty).status_code in (404, 422)


def upload(reader: Reader, play: cast.Play, content: bytes, name: str, code: str = "INI-03") -> Response:
    sent = {**reader.form(place(play, code)), "on": "2025-11-20"}
    return reader.post(place(play, code), sent, files={"file": (name, content, "application/pdf")})


def link(page: str) -> str:
    found = re.search(r'href="(/convenanten/[^"]+/bewijs/[^"]+)"', page)
    assert found
    return found[1]


def test_a_file_comes_back_as_it_was_and_never_opens_in_the_browser(app: FastAPI, play: cast.Play) -> None:
    bram = Reader(app, play.speaker(BRAM))
    assert upload(bram, play, PDF, "../../plan\u202e.pdf").status_code == 303
    answer = bram.get(link(bram.get(place(play)).text))
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-disposition"] == 'attachment; filename="plan.pdf"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"MZ\x90\0" * 30, "plan.pdf", "Dit is een exe-bestand. Lever een pdf of docx aan."),
        (PDF, "plan.docx", "Het bestand heet .docx, maar de inhoud is pdf."),
        (PDF + b"\0" * files.MAX_BYTES, "plan.pdf", "Het bestand is 20,1 MB; het mag 20 MB zijn."),
    ],
)
def test_hostile_files_are_told_apart_and_nothing_is_recorded(
    app: FastAPI, play: cast.Play, content: bytes, name: str, why: str
) -> None:
    bram = Reader(app, play.speaker(BRAM))
    answer = upload(bram, play, content, name)
    assert answer.status_code == 422
    assert why in told(answer)
    assert "Er is nog niets ingediend." in bram.get(place(play)).text


def test_who_may_not_hand_in_leaves_no_file_behind(app: FastAPI, play: cast.Play) -> None:
    rival = Reader(app, play.speaker(RIVAL))
    sent = {"key": "een-sleutel-2", "seen": "0"}
    answer = rival.post(place(play), sent, files={"file": ("a.pdf", PDF, "application/pdf")})
    assert answer.status_code == 403
    assert not app.state.settings.files.exists()


def secret(app: FastAPI, play: cast.Play, store: sa.Engine, clock: Clock) -> str:
    """A confidential item of Bram's that came back, with a file: everything a rival would like to read."""
    with db.writing(store) as session:
        session.execute(sa.text("UPDATE covenant SET stage = 'negotiation'"))
    shelf.shelf.clear()
    bram = Reader(app, play.speaker(BRAM))
    assert upload(bram, play, PDF, FILE, "NEG-01").status_code == 303
    with db.writing(store) as session:
        requirements.return_(
            session, play.facilitator, play.id, play.parties[BRAM], "NEG-01", now=clock(), reason=SECRET
        )
    page = bram.get(place(play, "NEG-01")).text
    assert SECRET in page
    assert FILE in page
    return link(page)


def test_rivals_see_that_and_when_but_not_what_or_why(
    app: FastAPI, play: cast.Play, store: sa.Engine, clock: Clock
) -> None:
    file = secret(app, play, store, clock)
    for who in (play.speaker(RIVAL), play.manager, play.auditor):
        reader = Reader(app, who)
        for path in (place(play, "NEG-01"), place(play, "NEG-01").partition("/vereisten")[0]):
            answer = reader.get(path)
            assert answer.status_code == 200
            assert "Onderhandelingsmandaat vastgelegd" in answer.text
            for hidden in (SECRET, FILE, "teruggegeven"):
                assert hidden not in answer.text
        assert reader.get(file).status_code in (403, 404)
    assert Reader(app, play.speaker(RIVAL)).get(file).status_code == 404


def test_outsiders_do_not_learn_that_it_exists(
    app: FastAPI, play: cast.Play, store: sa.Engine, clock: Clock
) -> None:
    file = secret(app, play, store, clock)
    for who in (play.supporter, play.company):
        reader = Reader(app, who)
        assert reader.get(place(play, "NEG-01")).status_code == 404
        assert reader.get(file).status_code == 404
    anybody = Reader(app)
    assert anybody.get(place(play, "NEG-01")).status_code == 303
    public = anybody.get(place(play).partition("/vereisten")[0])
    assert public.status_code == 200
    assert SECRET not in public.text
    assert "Onderhandelingsmandaat" not in public.text


def test_a_stale_decision_says_what_changed_and_keeps_what_was_typed(app: FastAPI, play: cast.Play) -> None:
    bram, nadia = Reader(app, play.speaker(BRAM)), Reader(app, play.facilitator)
    hand_in(bram, play)
    old = nadia.form(place(play))
    decide(nadia, play, "return", reason=SECRET)
    answer = nadia.post(
        place(play) + "/besluit", {**old, "besluit": "return", "reason": "Nog een andere reden."}
    )
    assert answer.status_code == 409
    changed = told(answer)
    assert "ingediend wordt teruggegeven" in changed
    assert "Nadia Verkerk" in changed
    assert "requirement.return" not in changed
    assert "Nog een andere reden." in answer.text


def test_a_double_click_hands_in_once(app: FastAPI, play: cast.Play) -> None:
    bram = Reader(app, play.speaker(BRAM))
    sent = {**bram.form(place(play)), "text": "Zie de analyse.", "on": "2025-11-20"}
    assert [bram.post(place(play), sent).status_code for _ in range(2)] == [303, 303]
    assert "eerdere inzending" not in told(bram.get(place(play))).replace("geen eerdere inzending", "")


@pytest.mark.parametrize("code", ["INI-99", "SIG-02", "IMP-03", "INI-06"])
def test_what_is_not_asked_of_this_party_is_not_found(app: FastAPI, play: cast.Play, code: str) -> None:
    assert Reader(app, play.facilitator).get(place(play, code)).status_code == 404


def test_the_past_has_no_forms(app: FastAPI, play: cast.Play, clock: Clock) -> None:
    hand_in(Reader(app, play.speaker(BRAM)), play)
    clock.passes(days=3)
    page = Reader(app, play.facilitator).get(place(play) + "?asOf=2025-11-24").text
    assert "U bekijkt de stand van" in page
    assert "/besluit" not in page


def test_the_panel_speaks_english(app: FastAPI, play: cast.Play) -> None:
    page = told(Reader(app, play.facilitator).get(place(play) + "?taal=en"))
    assert "Sector risk analysis delivered" in page
    assert "Record on behalf of the party" in page
