"""The list of a covenant's registers."""

from fastapi.responses import Response

from tracker.web import deps, desk, render

router = deps.PolicyRouter()


@router.get("/convenanten/{slug}/registers", deed="covenant.read")
def overview(here: desk.Here) -> Response:
    """Every register this reader may open, with its number of rows."""
    return render.page(here.request, "register/overview.html", head=here.desk().head)
