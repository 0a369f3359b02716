"""One module per noun, each with a `router`; the list below is every page there is."""

from tracker.web.pages import account, gallery, health, sign_in

ROUTERS = (
    sign_in.router,
    account.router,
    health.router,
    gallery.router,
)
