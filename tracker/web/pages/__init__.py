"""One module per noun, each with a `router`; the list below is every page there is."""

from tracker.web.pages import (
    about,
    account,
    administration,
    covenants,
    dashboard,
    gallery,
    health,
    home,
    organisations,
    portfolio,
    sign_in,
    start,
)

ROUTERS = (
    home.router,
    sign_in.router,
    account.router,
    health.router,
    portfolio.router,
    start.router,  # before covenants: /convenanten/nieuw is not a covenant
    dashboard.router,
    organisations.router,
    about.router,
    administration.router,
    covenants.router,
    gallery.router,
)
