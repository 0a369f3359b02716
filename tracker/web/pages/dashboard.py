"""The dashboard: all tracks on one page, now or as they were known on an earlier day."""

from fastapi import Request
from fastapi.responses import Response

from tracker import locale
from tracker.queries import dashboard
from tracker.web import deps, render

router = deps.PolicyRouter()


@router.get("/dashboard", deed="dashboard.read")
def show(
    request: Request, who: deps.Who, session: deps.Store, moment: deps.Now, as_of: deps.AsOf
) -> Response:
    """Counts that add up, and what asks for attention."""
    view = dashboard.page(session, who, now=moment, language=locale.current(), as_of=as_of)
    return render.page(request, "dashboard/page.html", moment=as_of, view=view, as_of=as_of, desk="manager")
