"""One module per noun, each with a `router`; the list below is every page there is."""

from tracker.web.pages import (
    about,
    account,
    administration,
    cases,
    consent,
    covenants,
    dashboard,
    gallery,
    governance,
    health,
    home,
    joining,
    organisations,
    portfolio,
    registers,
    sign_in,
    start,
    texts,
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
    registers.router,
    texts.router,
    consent.router,
    joining.router,
    governance.router,
    cases.router,
    gallery.router,
)
