"""What a browser complains about while somebody works: scripts that fail, and what the policy had to stop."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

HEARD = """document.addEventListener("securitypolicyviolation",
  (event) => console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`));"""
ANSWERED = "Failed to load resource: the server responded with a status of 4"
"""A refusal is an answer, not a fault."""


def over(context: BrowserContext) -> list[str]:
    """Everything any page of this browser will complain about; the list fills while it works."""
    heard: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ANSWERED):
            heard.append(f"{message.location.get('url', '')}: {message.text}")

    def follow(page: Page) -> None:
        page.on("console", keep)
        page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))

    context.add_init_script(HEARD)
    context.on("page", follow)
    for page in context.pages:
        follow(page)
    return heard
