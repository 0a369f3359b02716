"""Two versions of a text beside each other, word by word."""

from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response

from tracker import errors
from tracker.queries import comparison
from tracker.web import deps, desk, marked, render

router = deps.PolicyRouter()


@router.get("/convenanten/{slug}/teksten/{text_id}/vergelijk", deed="text.read")
def compare(
    here: desk.Here,
    text_id: deps.PathId,
    met: str = "",
    wijze: Literal["samen", "naast"] = "samen",
    language: Annotated[Literal["nl", "en", ""], Query(alias="in")] = "",
    alles: str = "",
) -> Response:
    """A version beside another one; what this reader may not read of either is not there at all."""
    if len(met) > 36:
        raise errors.NotFound
    view = comparison.page(
        here.desk("texts"), text_id, other=met, language=language, wide=wijze == "naast", every=bool(alles)
    )
    return render.page(here.request, "text/comparison.html", view=view, head=view.head, marked=marked.marked)
