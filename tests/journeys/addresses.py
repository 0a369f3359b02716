"""Every page of the product at addresses of the demonstration, per role that sees something else, and its bad days."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi.routing import APIRoute

from tracker.web.pages import ROUTERS

NADIA, BRAM, TAMAR, YARA = "Nadia Verkerk", "Bram de Wit", "Tamar Linden", "Yara Benhali"
DIEDERIK, AMIR, RENSKE = "Diederik Vosmeer", "Amir Talens", "Renske Bakker"
OTTILIE, CASPER, NEWCOMER = "Ottilie van Dalen", "Casper Brinkhof", "Wies Terborg"
LONG_WORD = "Arbeidsongeschiktheidsverzekeringsmaatschappijenkoepelorganisatie"
LONG = f"Vereniging van {LONG_WORD}en voor de Verwerking, Handel en Import van Grondstoffen en Halffabricaten"
NO_PAGE = {
    "/health": "JSON for machines",
    "/convenanten/{slug}/bewijs/{evidence_id}": "hands out a file",
    "/convenanten/{slug}/teksten/{text_id}/{language}": "hands out a file",
    "/convenanten/{slug}/registers/handtekeningen/{row_id}/document": "hands out a file",
}
"""Routes that answer with something other than a page, and what."""


@dataclass(frozen=True)
class Address:
    """One page for one reader; `send` is what is filled in on it before its last form is sent."""

    path: str
    who: str = ""
    status: int = 200
    send: Mapping[str, str] | None = None
    to: str = ""
    """End of the address the form is sent to, where the page has more than one."""
    heart: bool = False
    """Looked at in every width and both themes."""

    def __str__(self) -> str:
        who = self.who.partition(" ")[0].lower() or "anonymous"
        what = re.sub(r"[^\w?=.-]+", "-", self.path).strip("-") or "home"
        return f"{what}-{who}" + (f"-{self.status}" if self.status != 200 else "")


ELECTRONICS, CHEMISTRY = "/convenanten/fictief-elektronica", "/convenanten/fictief-chemie"
BUILDING, FURNITURE = "/convenanten/fictief-bouwmaterialen", "/convenanten/fictief-meubel"
TOYS, SHOES = "/convenanten/fictief-speelgoed", "/convenanten/fictief-schoenen"
BARE = "/convenanten/kaal"
PAST = (datetime.now(UTC) - timedelta(days=50)).date().isoformat()
PLATFORM, MINES = "partijen/{party:platform-apparatuur}", "partijen/{party:schone-mijnen}"
STEP_PAGES = (
    (f"{CHEMISTRY}/partijen/{{party:bond-industrie}}/deelnemen", NADIA),
    (f"{CHEMISTRY}/partijen/{{party:bond-industrie}}/afzien", NADIA),
    (f"{ELECTRONICS}/{PLATFORM}/bijdrage", BRAM),
    (f"{ELECTRONICS}/{PLATFORM}/rol", NADIA),
    (f"{ELECTRONICS}/{PLATFORM}/opschorten", NADIA),
    (f"{BUILDING}/partijen/{{party:steengoed}}/herstellen", NADIA),
    (f"{ELECTRONICS}/{PLATFORM}/uittreden", BRAM),
    (f"{FURNITURE}/partijen/{{party:eikenhof}}/vertrek-intrekken", NADIA),
    (f"{ELECTRONICS}/{PLATFORM}/escalatie", NADIA),
    (f"{ELECTRONICS}/{PLATFORM}/uitsluiten", NADIA),
    (f"{ELECTRONICS}/{PLATFORM}/wegvallen", NADIA),
    (f"{ELECTRONICS}/{PLATFORM}/vervangen", NADIA),
    (f"{ELECTRONICS}/{PLATFORM}/persoon", NADIA),
    (f"{ELECTRONICS}/partijen/uittreden", NADIA),
)
REGISTERS = (
    "teksten", "mandaten", "bezwaren", "voorbehouden", "handtekeningen", "bedrijven", "stuurgroep", "looptijd",
    "besluiten", "toewijzingen", "zaken",
)  # fmt: skip


def _landing() -> Iterator[Address]:
    yield Address("/")
    yield from (Address("/", who, heart=who in (NADIA, BRAM, RENSKE)) for who in (NADIA, BRAM, YARA, AMIR))
    yield from (Address("/", who) for who in (RENSKE, OTTILIE, CASPER, NEWCOMER))
    yield Address("/?rol=vertegenwoordiger", NADIA)
    yield Address("/aanmelden", heart=True)
    yield Address("/aanmelden?verder=%2Fdashboard", send={"email": "x@fictief.example", "wachtwoord": "geen"},
                  to="/aanmelden", status=422)  # fmt: skip
    yield Address("/account", NADIA)
    yield Address("/over")
    yield Address("/naslag/onderdelen", heart=True)
    yield Address("/dashboard", RENSKE, heart=True)
    yield Address("/dashboard", OTTILIE)
    yield Address(f"/dashboard?asOf={PAST}", RENSKE)
    yield Address("/beheer", CASPER)
    yield Address("/beheer", CASPER, 422, {"email": "geen-adres", "name": ""}, to="/beheer")
    yield Address("/beheer/accounts/{account:nadia@fictief.example}", CASPER)
    yield Address("/beheer/logboek-controle", OTTILIE)


def _lists() -> Iterator[Address]:
    yield Address("/convenanten", heart=True)
    yield Address("/convenanten", NADIA)
    yield Address("/convenanten?weergave=bord", RENSKE)
    yield Address("/convenanten?status=active&fase=negotiation&soort=ngo")
    yield Address("/convenanten?q=Ministerie")
    yield Address(f"/convenanten?q={LONG_WORD}{LONG_WORD}")
    yield Address("/convenanten?pagina=9")
    yield Address("/organisaties")
    yield Address("/organisaties?q=zzzz")
    yield Address("/organisaties/platform-apparatuur", BRAM)
    yield Address("/organisaties/lange-naam")
    yield Address("/convenanten/nieuw", NADIA)
    yield Address("/convenanten/nieuw", NADIA, 422, {"name_nl": "", "threshold_share": "veel"}, to="/nieuw")


def _covenants() -> Iterator[Address]:
    yield from (Address(ELECTRONICS, who, heart=who == NADIA) for who in ("", NADIA, BRAM, YARA, RENSKE))
    yield from (Address(path, NADIA) for path in (CHEMISTRY, BUILDING, FURNITURE, TOYS, SHOES, BARE))
    yield Address(FURNITURE, AMIR)
    yield from (Address(f"/convenanten/{slug}") for slug in ("natuursteen", "pensioenfondsen", "chemie"))
    yield Address(f"{ELECTRONICS}?asOf={PAST}", NADIA)
    yield Address(f"{FURNITURE}?asOf={PAST}")
    yield Address(f"{ELECTRONICS}?asOf=2999-01-01", NADIA, 422)
    yield Address(f"{ELECTRONICS}?soort=ngo", NADIA)
    yield Address(f"{ELECTRONICS}/fase/start_signing", NADIA, heart=True)
    yield Address(f"{ELECTRONICS}/fase/start_signing", NADIA, 409, {"note": "Toch proberen."}, heart=True)
    yield Address(f"{ELECTRONICS}/fase/start_signing", NADIA, 422, {"on": "2999-01-01"})
    yield Address(f"{ELECTRONICS}/fase/back_to_initiative", NADIA)
    yield Address(f"{ELECTRONICS}/fase/start_implementation", NADIA)
    yield Address(f"{TOYS}/fase/start_signing", NADIA)
    yield Address(f"{ELECTRONICS}/voorwaarde/G2-6", NADIA)
    yield Address(f"{ELECTRONICS}/voorwaarde/G2-6", NADIA, 422, {"reason": "kort"})
    yield from (Address(f"{ELECTRONICS}/traject/{action}", NADIA) for action in ("pause", "stop"))
    yield Address(f"{TOYS}/traject/resume", NADIA)
    yield Address(f"{FURNITURE}/traject/end", NADIA)
    yield Address(f"{FURNITURE}/traject/end", NADIA, 409, {"reason": "De looptijd is nog niet voorbij."})
    yield Address(f"{ELECTRONICS}/gegevens", NADIA)
    yield Address(f"{ELECTRONICS}/gegevens", NADIA, 409, {"seen": "1", "scope": "Andere afbakening."})
    yield Address(f"{ELECTRONICS}/logboek", NADIA)
    yield from (Address(f"{BUILDING}/logboek{rest}") for rest in ("", "?pagina=2"))
    yield Address(f"{ELECTRONICS}/logboek?asOf={PAST}", BRAM)


def _parties() -> Iterator[Address]:
    yield from (
        Address(f"{path}/partijen", who)
        for path, who in ((ELECTRONICS, NADIA), (BUILDING, ""), (BARE, NADIA))
    )
    yield Address(f"{ELECTRONICS}/partijen?asOf={PAST}", YARA)
    yield Address(f"{CHEMISTRY}/partijen", NADIA)
    yield Address(f"{CHEMISTRY}/partijen/nieuw", NADIA)
    yield Address(f"{CHEMISTRY}/partijen/nieuw", NADIA, 422, {"name_nl": "", "on": ""}, to="/partijen")
    yield from (
        Address(f"{ELECTRONICS}/{PLATFORM}", who, heart=who == NADIA) for who in ("", NADIA, BRAM, YARA)
    )
    yield Address(f"{ELECTRONICS}/{PLATFORM}?asOf={PAST}", BRAM)
    yield Address(f"{CHEMISTRY}/partijen/{{party:bond-industrie}}", NADIA)
    yield Address(f"{CHEMISTRY}/partijen/{{party:lange-naam}}", NADIA)
    yield Address(f"{FURNITURE}/partijen/{{party:noordwand}}", AMIR)
    yield from (Address(f"{FURNITURE}/partijen/{{party:eikenhof}}", who) for who in (NADIA, ""))
    yield Address("/convenanten/natuursteen/partijen/{party:}")
    yield from (Address(path, who) for path, who in STEP_PAGES)
    yield Address(f"{ELECTRONICS}/{PLATFORM}/uittreden", BRAM, 422, {"on": "", "reason": ""}, to="uittreden")
    yield from (Address(f"{ELECTRONICS}/{PLATFORM}/vervanging", who) for who in (BRAM, NADIA))
    code = f"{ELECTRONICS}/{PLATFORM}/vereisten"
    yield from (
        Address(f"{code}/{c}", NADIA, heart=c == "NEG-08") for c in ("NEG-08", "NEG-06", "NEG-10", "NEG-02")
    )
    yield from (Address(f"{code}/NEG-06", who) for who in (BRAM, YARA, RENSKE))
    yield Address(f"{code}/NEG-08", NADIA, 422, {"besluit": "return", "reason": "kort"}, to="/besluit")
    yield Address(f"{code}/NEG-06", BRAM, 422, {"url": "geen adres", "on": "2999-01-01"}, to="/NEG-06")
    yield Address(f"{ELECTRONICS}/partijen/{{party:bond-industrie}}/vereisten/NEG-10", NADIA)
    yield Address(f"{ELECTRONICS}/{MINES}/vereisten/NEG-09", YARA)
    yield from (Address(f"{FURNITURE}/partijen/{{party:{s}}}/vereisten/IMP-05?cyclus=1", who)
                for s, who in (("noordwand", AMIR), ("zithoek", NADIA)))  # fmt: skip
    yield Address(f"{CHEMISTRY}/partijen/{{party:waterwacht}}/vereisten/INI-03", NADIA, 404)
    yield Address(f"{CHEMISTRY}/partijen/{{party:waterwacht}}/vereisten/INI-04", NADIA)


def _registers() -> Iterator[Address]:
    yield from (Address(f"{ELECTRONICS}/registers", who) for who in (NADIA, YARA))
    yield Address(f"{FURNITURE}/registers")
    yield from (Address(f"{ELECTRONICS}/registers/{register}", NADIA) for register in REGISTERS)
    yield from (
        Address(f"{BARE}/registers/{register}", NADIA) for register in REGISTERS if register != "looptijd"
    )
    yield from (
        Address(f"{FURNITURE}/registers/{r}", "")
        for r in ("teksten", "handtekeningen", "stuurgroep", "looptijd")
    )
    yield from (
        Address(f"{ELECTRONICS}/registers/{r}", YARA) for r in ("mandaten", "bezwaren", "voorbehouden")
    )
    yield Address(f"{BUILDING}/registers/bedrijven", NADIA)
    yield Address(f"{FURNITURE}/registers/handtekeningen", NADIA)
    yield Address(f"{FURNITURE}/registers/stuurgroep", NADIA)
    yield Address(f"{ELECTRONICS}/registers/teksten?asOf={PAST}", NADIA)
    yield Address(f"{ELECTRONICS}/registers/mandaten?beeindig={{mandate}}", NADIA)
    yield Address(f"{ELECTRONICS}/registers/bezwaren?sluit={{objection}}", NADIA)
    yield Address(f"{ELECTRONICS}/registers/zaken?sluit={{casefile}}", NADIA)
    yield Address(
        f"{ELECTRONICS}/registers/bezwaren", YARA, 422, {"reason": "", "severity": "x"}, to="/bezwaren"
    )
    yield Address(f"{ELECTRONICS}/registers/teksten", NADIA, 422, {"number": ""}, to="/teksten")
    yield from (Address(f"{ELECTRONICS}/teksten/{{textversion}}", who) for who in (NADIA, BRAM))
    yield Address(f"{ELECTRONICS}/teksten/{{textversion}}?in=en", NADIA)
    yield Address(f"{ELECTRONICS}/teksten/{{textversion}}/vergelijk", NADIA, heart=True)
    yield Address(f"{ELECTRONICS}/teksten/{{textversion}}/vergelijk?wijze=naast&alles=1&in=en", BRAM)
    yield Address(f"{FURNITURE}/teksten/{{textversion}}")
    yield from (Address(f"{ELECTRONICS}/teksten/{{textversion}}/toets", who) for who in (NADIA, BRAM))
    yield from (Address(f"{BUILDING}/ondertekening", who, heart=who == NADIA) for who in (NADIA, RENSKE))
    yield Address(f"{ELECTRONICS}/ondertekening", YARA)
    yield Address(f"{BARE}/ondertekening", NADIA)
    yield Address(f"{BUILDING}/ondertekening", NADIA, 422, {"text": ""}, to="/voorwaarden")
    yield Address(f"{BUILDING}/teksten/{{textversion}}/tekenversie", NADIA)
    yield Address(f"{ELECTRONICS}/teksten/{{textversion}}/toets?norm=dd_remedy", NADIA)

    supposed = "stap=aandeel:0.28&stap2=vertrekt:{party:bond-industrie}&stap2=dag:2030-01-01"
    yield Address(f"{CHEMISTRY}/wat-als", NADIA, heart=True)
    yield Address(f"{ELECTRONICS}/wat-als", YARA)
    yield Address(f"{CHEMISTRY}/wat-als?{supposed}", NADIA)
    yield Address(f"{CHEMISTRY}/wat-als?doe=vertrekt", NADIA, 422)


def _positions() -> Iterator[Address]:
    """What parties say about a version, as everybody at the table sees it, and a sealed round."""
    text, sealed = f"{ELECTRONICS}/teksten/{{textversion}}", f"{CHEMISTRY}/teksten/{{textversion}}"
    yield from (Address(f"{text}/standpunten", who, heart=who == NADIA) for who in (NADIA, YARA, RENSKE))
    yield Address(f"{text}/standpunten?artikelen=alle", YARA)
    yield Address(f"{text}/standpunten?asOf={PAST}", BRAM)
    yield from (Address(f"{text}/standpunt", who, heart=who == YARA) for who in (NADIA, YARA))
    yield Address(f"{text}/standpunt", YARA, 422, {"remarks": "Nog geen keuze gemaakt."}, to="/standpunt")
    yield Address(f"{text}/standpunten", NADIA, 422, {"deadline": ""}, to="/ronde")
    yield Address(f"{sealed}/standpunten", NADIA, heart=True)
    yield Address(f"{sealed}/standpunten?ronde=intrekken", NADIA, 422, {"reason": "kort"}, to="/intrekken")
    yield Address(f"{sealed}/standpunt", NADIA)


def _table() -> Iterator[Address]:
    """Proposals, meetings and motions."""
    for place, row in (("voorstellen", "textproposal"), ("overleggen", "meeting"), ("stemmingen", "motion")):
        yield from (Address(f"{ELECTRONICS}/{place}", who) for who in (NADIA, BRAM, RENSKE))
        yield Address(f"{BARE}/{place}", NADIA)
        yield Address(f"{ELECTRONICS}/{place}/{{{row}}}", NADIA, heart=True)
        yield from (Address(f"{ELECTRONICS}/{place}/{{{row}}}", who) for who in (BRAM, RENSKE))
    yield from (Address(f"{ELECTRONICS}/besluitregel", who) for who in (NADIA, YARA))
    yield Address(f"{ELECTRONICS}/besluitregel?regel=gekwalificeerd", NADIA, heart=True)
    yield Address(
        f"{ELECTRONICS}/besluitregel?regel=per_soort", NADIA, 422, {"reason": "kort"}, to="/besluitregel"
    )
    yield Address(f"{ELECTRONICS}/voorstellen/overnemen", NADIA)
    yield Address(f"{CHEMISTRY}/voorstellen", NADIA)
    yield Address(f"{CHEMISTRY}/voorstellen", NADIA, 422, {"text": "Alleen tekst."}, to="/voorstellen")
    yield Address(f"{ELECTRONICS}/overleggen", NADIA, 422, {"kind": "bilateral"}, to="/overleggen")
    yield Address(f"{ELECTRONICS}/overleggen?asOf={PAST}", YARA)
    yield Address(f"{ELECTRONICS}/stemmingen", YARA, 422, {"title": "Wat?"}, to="/stemmingen")
    yield Address(f"{ELECTRONICS}/stemmingen/gewichten", NADIA)


def _refusals() -> Iterator[Address]:
    yield Address("/convenanten/bestaat-niet", status=404)
    yield Address("/bestaat/niet", NADIA, 404)
    yield Address("/dashboard", BRAM, 403)
    yield Address("/beheer", NADIA, 403)
    yield Address(f"{ELECTRONICS}/fase/start_signing", BRAM, 403)
    yield Address(f"{ELECTRONICS}/registers/zaken", BRAM, 404)
    yield Address(f"{ELECTRONICS}/traject/resume", NADIA)
    yield Address(f"{ELECTRONICS}/traject/pause", NADIA, 403, {"csrf": "x", "reason": "Vorige zitting."})


PARTS = (_landing, _lists, _covenants, _parties, _registers, _positions, _table, _refusals)
EVERY = tuple(a for part in PARTS for a in part())

NAMES = [str(address) for address in EVERY]
HEARTS = [address for address in EVERY if address.heart]


def routes() -> dict[str, re.Pattern[str]]:
    """Every route that is read, in the order in which they are tried, with what it answers to."""
    return {
        route.path: route.path_regex
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
