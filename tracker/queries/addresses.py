"""Where things of one covenant are shown: the paths that views carry, worked out once per row."""

REGISTERS = {
    "texts": "teksten",
    "objections": "bezwaren",
    "reservations": "voorbehouden",
    "signatures": "handtekeningen",
    "seats": "stuurgroep",
    "mandates": "mandaten",
    "decisions": "besluiten",
    "shares": "bedrijven",
    "cases": "zaken",
    "term": "looptijd",
    "assignments": "toewijzingen",
}
"""Register to its word in an address."""
OWN_PLACE = {
    "proposals": "voorstellen",
    "meetings": "overleggen",
    "motions": "stemmingen",
    "consent": "besluitregel",
    "signing": "ondertekening",
}
"""Registers with a place of their own below the covenant."""


def covenant(slug: str) -> str:
    """The covenant page."""
    return f"/convenanten/{slug}"


def party(slug: str, participation_id: str) -> str:
    """One party's page."""
    return f"/convenanten/{slug}/partijen/{participation_id}"


def requirement(slug: str, participation_id: str, code: str, cycle: int | None = None) -> str:
    """The panel of one requirement of one party."""
    place = f"/convenanten/{slug}/partijen/{participation_id}/vereisten/{code}"
    return f"{place}?cyclus={cycle}" if cycle else place


def register(slug: str, name: str) -> str:
    """A register of the covenant, by its English name."""
    if name in OWN_PLACE:
        return f"/convenanten/{slug}/{OWN_PLACE[name]}"
    return f"/convenanten/{slug}/registers/{REGISTERS[name]}"


def norms(slug: str, text_id: str) -> str:
    """The map of norms and the clauses of a version that cover them."""
    return f"/convenanten/{slug}/teksten/{text_id}/toets"


def consent_rule(slug: str) -> str:
    """How the table agrees to a text."""
    return f"/convenanten/{slug}/besluitregel"


def step(slug: str, action: str) -> str:
    """The confirmation page of a stage move."""
    return f"/convenanten/{slug}/fase/{action}"


def track(slug: str, action: str) -> str:
    """The confirmation page of a track move."""
    return f"/convenanten/{slug}/traject/{action}"


def condition(slug: str, condition_id: str) -> str:
    """Where one condition is passed with a reason."""
    return f"/convenanten/{slug}/voorwaarde/{condition_id}"


def what_if(slug: str) -> str:
    """Where one supposes things about the covenant."""
    return f"/convenanten/{slug}/wat-als"
