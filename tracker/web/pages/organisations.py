"""Organisations: who takes part in which covenants, as far as that is public."""

from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from tracker import locale
from tracker.queries import organisations
from tracker.web import deps, marks, render

router = deps.PolicyRouter()

BLOCK = "resultaten"


@router.get("/organisaties", deed="portfolio.read")
def listing(
    request: Request,
    session: deps.Store,
    _who: deps.Who,
    q: Annotated[str, Query(max_length=200)] = "",
    soort: Annotated[str, Query(max_length=60)] = "",
    pagina: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Every organisation that takes part in a covenant."""
    kind = soort if soort in marks.KIND else ""
    found = organisations.listing(session, language=locale.current(), q=q, kind=kind, page=pagina)
    kept = [(name, value) for name, value in (("q", q.strip()), ("soort", kind)) if value]
    return render.page(
        request, "organisation/list.html", block=BLOCK, found=found, q=q.strip(), kind=kind, kept=kept
    )


@router.get("/organisaties/{slug}", deed="party.read")
def show(request: Request, session: deps.Store, _who: deps.Who, slug: deps.Slug) -> Response:
    """One organisation with the covenants it takes or took part in."""
    found = organisations.one(session, slug, language=locale.current())
    return render.page(request, "organisation/page.html", organisation=found)
