"""Who takes part in a covenant: the kinds, roles and statuses of `domain.md` section 0."""

from enum import StrEnum


class PartyKind(StrEnum):
    """Kind of organisation at the table. A new kind is one row here plus its checklist rows."""

    SECTOR_ASSOCIATION = "sector_association"
    COMPANY = "company"
    TRADE_UNION = "trade_union"
    NGO = "ngo"
    GOVERNMENT = "government"
    FACILITATOR = "facilitator"
    OTHER = "other"


KIND_CODES = {
    "SA": PartyKind.SECTOR_ASSOCIATION,
    "CO": PartyKind.COMPANY,
    "TU": PartyKind.TRADE_UNION,
    "NGO": PartyKind.NGO,
    "GOV": PartyKind.GOVERNMENT,
    "FAC": PartyKind.FACILITATOR,
    "OTH": PartyKind.OTHER,
}
"""The short codes used in the checklist tables."""


class Role(StrEnum):
    """What a participation is in the covenant. The facilitator is not a party: it has no vote,
    no signature and counts in no quorum, yet it has homework of its own."""

    EXPLORER = "explorer"
    NEGOTIATOR = "negotiator"
    SIGNATORY = "signatory"
    ADHERING_COMPANY = "adhering_company"
    SUPPORTER = "supporter"
    OBSERVER = "observer"
    FACILITATOR = "facilitator"


PARTY_ROLES = frozenset({Role.EXPLORER, Role.NEGOTIATOR, Role.SIGNATORY, Role.ADHERING_COMPANY})
"""Roles that carry obligations and count; supporters, observers and the facilitator never do."""

TABLE_ROLES = frozenset({Role.EXPLORER, Role.NEGOTIATOR, Role.SIGNATORY})
"""Roles that sit at the table and may read what is shared there."""


class ParticipationStatus(StrEnum):
    """Where one participation stands."""

    INVITED = "invited"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    EXPELLED = "expelled"
    CEASED = "ceased"
    DECLINED = "declined"


class Visibility(StrEnum):
    """Data classes of `reliability.md` section 4; every object has exactly one."""

    PUBLIC = "public"
    TABLE = "table"
    PARTY_SECRETARIAT = "party_secretariat"
    PARTY = "party"
    SECRETARIAT_ONLY = "secretariat_only"
    CASE = "case"
