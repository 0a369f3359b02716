"""Every part of the screens in every state, for developers and for the checks; demonstration mode only."""

from datetime import date, timedelta
from types import SimpleNamespace as Thing

from fastapi import Request
from fastapi.responses import Response

from tracker import errors
from tracker.locale import N_, _
from tracker.web import deps, formats, forms, render
from workflows.engine import Blocker, Condition, Finding, Override, Unmet

router = deps.PolicyRouter()

NAME = "Stichting Schone Mijnen"


def _condition(code: str, overridable: bool) -> Condition:
    words = {"nl": "Principeakkoord van iedereen", "en": "Everybody agrees in principle"}
    return Condition(
        id=code,
        check="example",
        test=lambda _facts: None,
        label=words,
        unmet={"nl": "Ontbreekt: {parties}.", "en": "Missing: {parties}."},
        way_out={"nl": "Vraag het principeakkoord van {parties}", "en": "Ask {parties} to agree"},
        overridable=overridable,
    )


def _findings(today: date) -> list[Finding]:
    unmet = Unmet((Blocker("p", "NEG-9", "not_started", name=NAME),), have=8, need=9)
    passed = Override(
        "G2-9", "De toezegging is mondeling gedaan; de brief volgt.", "Nadia Verkerk", today, None
    )
    return [
        Finding(_condition("G2-5", False), "not_met", unmet),
        Finding(_condition("G2-6", True), "not_met", unmet),
        Finding(_condition("G2-9", True), "overridden", unmet, passed),
        Finding(_condition("G2-1", False), "met"),
        Finding(_condition("G3-2", True), "not_applicable"),
    ]


@router.get("/naslag/onderdelen", deed="page.read")
def show(request: Request, _who: deps.Who, moment: deps.Now) -> Response:
    """The page with everything on it."""
    if not request.app.state.settings.demo:
        raise errors.NotFound
    today = formats.on_day(moment)
    cells = [Thing(code="ok", word=_(N_("akkoord")), href="", hint="")]
    cells += [Thing(code="late", word=_(N_("te laat")), href="#matrix-kop", hint=NAME)]
    line = Thing(subject=NAME, old=_(N_("bezig")), new=_(N_("ingediend")), who="Nadia Verkerk")
    line.on, line.at, line.behalf, line.reason = today - timedelta(3), moment, NAME, ""
    event = {"text": NAME, "note": "", "source": "", "visibility": "table"}
    return render.page(
        request,
        "gallery.html",
        now=moment,
        day=today - timedelta(55),
        dues=[today + timedelta(days) for days in (-3, 0, 1, 3, 30, 500)],
        steps=[
            Thing(number=n, name=name, state=state, lines=[formats.day(today)])
            for n, (name, state) in enumerate(
                (
                    (_(N_("Initiatief")), "done"),
                    (_(N_("Onderhandeling")), "now"),
                    (_(N_("Ondertekening")), "todo"),
                ),
                start=1,
            )
        ],
        findings=_findings(today),
        moves=[Thing(who=NAME, href="#poort", what=_(N_("Mandaat")), due=today - timedelta(3))],
        rows=[Thing(href="#matrix-kop", name=NAME, kind="", have=1, of=2, extra="", cells=cells)],
        events=[
            Thing(on=today + timedelta(60), planned=True, major=False, **event),
            Thing(on="2016-03", planned=False, major=True, **event),
        ],
        lines=[line],
        form=forms.Submission(
            {"reden": (_(N_("Komt nog.")),), "keuze": ("ja",)}, {"reden": _(N_("Vul dit in."))}
        ),
    )
