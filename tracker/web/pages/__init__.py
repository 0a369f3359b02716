"""One module per noun, each with a `router`; the list below is every page there is."""

from tracker.web.pages import account, covenants, gallery, health, sign_in

ROUTERS = (
    sign_in.router,
    account.router,
    health.router,
    covenants.router,
    gallery.router,
)
