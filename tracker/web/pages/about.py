"""About this product: definitions, sources, context, accessibility and privacy."""

from fastapi import Request
from fastapi.responses import Response

from tracker import locale
from tracker.queries import context
from tracker.web import deps, render

router = deps.PolicyRouter()


@router.get("/over", deed="page.read")
def show(request: Request, session: deps.Store, _who: deps.Who) -> Response:
    """What the words and the counts mean, and where the facts come from."""
    return render.page(
        request,
        "about/page.html",
        context=context.load(locale.current()),
        sources=context.sources(session),
        names=context.names(session, locale.current()),
    )
