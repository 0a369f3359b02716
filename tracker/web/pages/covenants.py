"""The covenant page and its fragments."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from tracker import locale
from tracker.queries import covenants, publicfacts
from tracker.web import deps, kept, render, vocabulary

router = deps.PolicyRouter()

BLOCKS = ("kop", "poort", "partijen")
Kind = Literal[
    "", "sector_association", "company", "trade_union", "ngo", "government", "facilitator", "other"
]
bodies = kept.Bodies()


@router.get("/convenanten/{slug}", deed="covenant.read")
def show(
    request: Request,
    slug: deps.Slug,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    as_of: deps.AsOf,
    soort: Annotated[Kind, Query()] = "",
) -> Response:
    """Where a covenant stands: stages, the next gate, every party, and what changed."""
    dossier = covenants.opened(session, who, slug, now=moment, as_of=as_of)
    key = (covenants.version(session, dossier), locale.current(), soort, as_of)

    def context() -> dict[str, Any]:
        view = covenants.covenant_page(session, dossier, locale.current(), kind=soort)
        past = "?" + urlencode({"asOf": request.query_params["asOf"]}) if as_of else ""
        told = publicfacts.of(dossier, locale.current())
        return {
            "view": view,
            "path": f"/convenanten/{slug}",
            "past": past,
            "facts": told,
            "themes": vocabulary.THEMES,
            "goals": vocabulary.SDGS,
        }

    def drawn() -> Markup:
        # in a frame of nobody in particular: what is kept must not know who asked first
        with render.framed(render.Frame(now=dossier.moment)):
            return render.draw("covenant/body.html", None, context())

    if render.target(request) in BLOCKS:
        return render.page(request, "covenant/body.html", block=BLOCKS, moment=as_of, **context())
    body = drawn() if as_of else bodies.get(key, drawn)
    name = covenants.name_of(dossier, locale.current())
    # of what the reader reads and nothing else: a tag that followed the ledger would tell outsiders
    # that something happened which they may not know
    etag = kept.tag(request, who, (name, body))
    if (same := kept.unchanged(request, etag)) is not None:
        return same
    return kept.keep(
        request, render.page(request, "covenant/page.html", name=name, body=body, moment=as_of), etag
    )
