"""Every status that is drawn: its hue, its shape and its word, one table per axis."""

from typing import NamedTuple

from tracker.locale import N_


class Mark(NamedTuple):
    """`tone` makes the class `is-…`, `icon` the shape, `word` is a message id, `cell` a matrix code."""

    tone: str
    icon: str
    word: str
    cell: str = ""


REQUIREMENT = {
    "not_started": Mark("busy", "ring", N_("niet gestart"), "none"),
    "in_progress": Mark("busy", "half", N_("bezig"), "busy"),
    "submitted": Mark("wait", "up", N_("ingediend"), "wait"),
    "accepted": Mark("ok", "check", N_("akkoord"), "ok"),
    "returned": Mark("warn", "back", N_("teruggegeven"), "back"),
    "waived": Mark("warn", "pass", N_("ontheven"), "na"),
    "not_applicable": Mark("busy", "dash", N_("n.v.t."), "na"),
    "stale": Mark("stale", "stale", N_("verouderd"), "stale"),
    "expired": Mark("stale", "stale", N_("verlopen"), "stale"),
    "late": Mark("stop", "cross", N_("te laat"), "late"),
    "yes_if": Mark("warn", "tri", N_("ja, mits"), "if"),
    "unrecorded": Mark("busy", "dash", N_("niet vastgelegd"), "na"),
    "voluntary": Mark("busy", "dash", N_("vrijwillig"), "na"),
}
"""States of a requirement, and the words a cell may hold instead."""

SIGNAL = {
    "on_track": Mark("ok", "check", N_("Op koers")),
    "attention": Mark("warn", "tri", N_("Aandacht")),
    "blocked": Mark("stop", "cross", N_("Geblokkeerd")),
    "unknown": Mark("busy", "ring", N_("Niet bevestigd")),
}
"""Computed health; `unknown` where the sources do not say."""

TRACK = {
    "active": Mark("ok", "check", N_("Lopend")),
    "paused": Mark("busy", "pause", N_("Gepauzeerd")),
    "stopped": Mark("stop", "stopped", N_("Gestopt")),
    "ended": Mark("busy", "flag", N_("Geëindigd")),
    "succeeded": Mark("busy", "flag", N_("Opgevolgd")),
    "unconfirmed": Mark("busy", "ring", N_("Niet bevestigd")),
    "explored": Mark("busy", "dash", N_("Alleen verkend")),
}

CONDITION = {
    "met": Mark("ok", "check", N_("Gehaald")),
    "overridden": Mark("warn", "pass", N_("Gepasseerd")),
    "not_met": Mark("stop", "cross", N_("Niet gehaald")),
    "passable": Mark("warn", "tri", N_("Niet gehaald")),
    "not_applicable": Mark("busy", "dash", N_("n.v.t.")),
}
"""A finding at a gate; `passable` is a miss that may be passed with a reason."""

PARTICIPATION = {
    "invited": Mark("wait", "up", N_("uitgenodigd")),
    "active": Mark("ok", "check", N_("actief")),
    "suspended": Mark("busy", "pause", N_("opgeschort")),
    "withdrawn": Mark("busy", "flag", N_("uitgetreden")),
    "expelled": Mark("stop", "stopped", N_("uitgesloten")),
    "ceased": Mark("busy", "flag", N_("weggevallen")),
    "declined": Mark("busy", "dash", N_("niet ingegaan op de uitnodiging")),
}

VISIBILITY = {
    "public": Mark("", "globe", N_("openbaar")),
    "table": Mark("", "table", N_("tafel")),
    "party_secretariat": Mark("", "lock", N_("partij en secretariaat")),
    "party": Mark("", "lock", N_("alleen de partij")),
    "secretariat_only": Mark("", "lock", N_("alleen bedrijf en secretariaat")),
    "case": Mark("", "lock", N_("alleen behandelaars")),
}

STAGE = {
    "initiative": N_("Initiatief"),
    "negotiation": N_("Onderhandeling"),
    "signing": N_("Ondertekening"),
    "implementation": N_("Uitvoering"),
}
"""The four stages in order, with their fixed words."""

KIND = {
    "sector_association": N_("Brancheorganisatie"),
    "company": N_("Bedrijf"),
    "trade_union": N_("Vakbond"),
    "ngo": N_("Maatschappelijke organisatie"),
    "government": N_("Overheid"),
    "facilitator": N_("Facilitator"),
    "other": N_("Overig"),
}

ROLE = {
    "explorer": N_("Verkenner"),
    "negotiator": N_("Onderhandelende partij"),
    "signatory": N_("Ondertekenaar"),
    "adhering_company": N_("Aangesloten bedrijf"),
    "supporter": N_("Steunbetuiger"),
    "observer": N_("Toehoorder"),
    "facilitator": N_("Facilitator"),
}

ACCOUNT_ROLE = {
    "administrator": N_("Beheerder"),
    "facilitator": N_("Facilitator"),
    "representative": N_("Vertegenwoordiger"),
    "company_representative": N_("Vertegenwoordiger van een bedrijf"),
    "manager": N_("Manager"),
    "auditor": N_("Auditor"),
    "anonymous": N_("Bezoeker"),
}
"""What a person may be in the tool, as shown in the user menu."""


def of(table: dict[str, Mark], status: object) -> Mark:
    """The mark of a status; a status this table does not know is drawn as itself, never hidden."""
    found = table.get(str(status))
    return found if found is not None else Mark("busy", "ring", str(status), "none")


def requirement(status: object) -> Mark:
    """Mark of a requirement's status."""
    return of(REQUIREMENT, status)


def signal(health: object) -> Mark:
    """Mark of the computed health."""
    return of(SIGNAL, health)


def track(status: object) -> Mark:
    """Mark of the track status."""
    return of(TRACK, status)


def condition(result: object, overridable: bool = False) -> Mark:
    """Mark of a finding: a miss is red, or amber when it may be passed with a reason."""
    return of(CONDITION, "passable" if str(result) == "not_met" and overridable else result)


def participation(status: object) -> Mark:
    """Mark of a participation's status."""
    return of(PARTICIPATION, status)


def visibility(level: object) -> Mark:
    """Mark of a visibility class."""
    return of(VISIBILITY, level)


def stage_number(stage: object) -> int:
    """1 to 4; 0 for something that is not a stage."""
    return list(STAGE).index(str(stage)) + 1 if str(stage) in STAGE else 0


def stage_word(stage: object) -> str:
    """The message id of a stage."""
    return STAGE.get(str(stage), str(stage))


def kind_word(kind: object) -> str:
    """The message id of a party kind."""
    return KIND.get(str(kind), str(kind))


def role_word(role: object) -> str:
    """The message id of a participation role."""
    return ROLE.get(str(role), str(role))


def account_role_word(role: object) -> str:
    """The message id of an account's role."""
    return ACCOUNT_ROLE.get(str(role), str(role))
