"""All covenants: as a table or as a board, filtered, searched and counted."""

from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from tracker import locale, policy
from tracker.queries import portfolio
from tracker.web import deps, marks, render, vocabulary

router = deps.PolicyRouter()

BLOCK = "resultaten"
Choice = Annotated[str, Query(max_length=60)]


def _known(value: str, words: dict[str, str]) -> str:
    """A value of a list; one that is not on it filters nothing."""
    return value if value in words else ""


@router.get("/convenanten", deed="portfolio.read")
def show(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    q: Annotated[str, Query(max_length=200)] = "",
    fase: Choice = "",
    status: Choice = "",
    soort: Choice = "",
    thema: Choice = "",
    sector: Choice = "",
    herkomst: Choice = "",
    weergave: Choice = "",
    pagina: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The list; for htmx only the results are swapped."""
    asked = portfolio.Filters(
        q=q.strip(),
        stage=_known(fase, marks.STAGE),
        state=_known(status, vocabulary.STATES),
        kind=_known(soort, marks.KIND),
        theme=_known(thema, vocabulary.THEMES),
        risk=_known(sector, vocabulary.RISK_SECTORS),
        origin=_known(herkomst, vocabulary.ORIGINS),
    )
    board = weergave == "bord"
    listed = portfolio.listing(
        session, who, asked, now=moment, language=locale.current(), page=pagina, board=board
    )
    kept = [
        ("q", asked.q),
        ("fase", asked.stage),
        ("status", asked.state),
        ("soort", asked.kind),
        ("thema", asked.theme),
        ("sector", asked.risk),
        ("herkomst", asked.origin),
    ]
    return render.page(
        request,
        "portfolio/page.html",
        block=BLOCK,
        asked=asked,
        board=board,
        listed=listed,
        kept=[(name, value) for name, value in kept if value],
        words=vocabulary,
        may_start=policy.may(policy.relations(who), "covenant.start"),
    )
