"""The first page: for each role what it needs to know now, and for visitors what this is."""

from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from tracker import locale
from tracker.queries import administration, dashboard, party_work, portfolio, work
from tracker.web import deps, navigation, render

router = deps.PolicyRouter()


@router.get("/", deed="page.read")
def show(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    rol: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The landing page of the reader's role; who has more than one chooses with `?rol=`."""
    desks = [name for name, _ in navigation.desks(who)]
    desk = rol if rol in desks else next(iter(desks), "")
    language = locale.current()
    if desk == "facilitator":
        found = work.facilitator(session, who, now=moment, language=language)
        return render.page(request, "work/facilitator.html", work=found, open_count=found.mine)
    if desk == "vertegenwoordiger":
        ours = party_work.party(session, who, now=moment, language=language)
        open_count = sum(point.mandatory for point in ours.asked)
        return render.page(request, "work/party.html", work=ours, open_count=open_count)
    if desk in ("manager", "auditor"):
        view = dashboard.page(session, who, now=moment, language=language)
        return render.page(request, "dashboard/page.html", view=view, as_of=None, desk=desk)
    if desk == "beheerder":
        return render.page(
            request,
            "administration/home.html",
            accounts=administration.accounts(session, who, language=language),
            imported=administration.imported(session, who),
            logs=administration.logs(session, who, now=moment, language=language),
        )
    listed = portfolio.listing(
        session, who, portfolio.Filters(), now=moment, language=language, board=True, own=False
    )
    return render.page(request, "work/visitor.html", listed=listed)
