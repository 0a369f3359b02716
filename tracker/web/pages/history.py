"""The whole log of a covenant, page by page, as far as this reader may see it."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from fastapi.responses import Response

from tracker import locale
from tracker.queries import covenants, history
from tracker.web import deps, desk, render

router = deps.PolicyRouter()


@router.get("/convenanten/{slug}/logboek", deed="history.read")
def show(here: desk.Here, pagina: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """Newest first; what may not be seen is left out before anything is counted."""
    dossier = covenants.opened(here.session, here.actor, here.slug, now=here.now, as_of=here.as_of)
    found = history.history(here.session, dossier, locale.current(), size=history.PAGE, page=pagina)
    kept = {"asOf": here.request.query_params["asOf"]} if here.as_of else {}
    return render.page(
        here.request,
        "covenant/history.html",
        moment=here.as_of,
        slug=here.slug,
        name=covenants.name_of(dossier, locale.current()),
        fictional=dossier.covenant.fictional,
        history=found,
        as_of=here.as_of,
        past=f"?{urlencode(kept)}" if kept else "",
        pages=[(n, f"?{urlencode({**kept, 'pagina': n})}") for n in _near(found.page, found.pages)],
    )


def _near(page: int, pages: int) -> list[int]:
    """The first, the last and the pages around this one."""
    return sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
