"""What a step says on the screen: as something to do, and where it is done."""

from collections.abc import Callable, Mapping
from typing import Any

from tracker.locale import N_, _, ngettext
from tracker.queries import addresses, discretion
from tracker.store import dossiers
from workflows import suppositions, words
from workflows.parties import PartyKind

MANDATE, SIGNED, DECLARED = "NEG-01", "SIG-02", "SIG-03"
PLAIN: Mapping[type[Any], str] = {
    suppositions.Frozen: N_("De tekst definitief vaststellen"),
    suppositions.Tabled: N_("Een tekstversie ter tafel leggen"),
    suppositions.ObjectionClosed: N_("Fundamenteel bezwaar oplossen"),
    suppositions.ReservationClosed: N_("Voorbehoud sluiten"),
    suppositions.AuthorityShown: N_("De volmacht aantonen, of opnieuw tekenen"),
    suppositions.SignatureVoid: N_("De handtekening zonder bevoegdheid ongeldig verklaren"),
    suppositions.CasesSettled: N_("Elke klacht en elk geschil afhandelen of overdragen"),
    suppositions.FacilitatorAssigned: N_("Een facilitator aanwijzen"),
    suppositions.SecretariatAssigned: N_("Het secretariaat aanwijzen"),
    suppositions.Resumed: N_("Het traject hervatten"),
    suppositions.NormsCovered: N_("Bij elke norm een artikel aanwijzen"),
    suppositions.ConditionMet: N_("De tekenvoorwaarde vervullen"),
    suppositions.Speaks: N_("Instemmen met de tekst"),
    suppositions.Signs: N_("De definitieve tekst ondertekenen"),
    suppositions.Joins: N_("Toetreden als partij"),
    suppositions.Reinstated: N_("De opschorting beëindigen"),
    suppositions.TakesRole: N_("Partij worden"),
}
DECISIONS: Mapping[str, str] = {
    "ending": N_("Het besluit tot beëindiging vastleggen"),
    "final_evaluation": N_("De eindevaluatie vastleggen"),
    "evaluation_response": N_("De reactie van de stuurgroep vastleggen"),
    "follow_up": N_("Het besluit over het vervolg vastleggen"),
    "data_retention": N_("Het besluit over bedrijfsgegevens vastleggen"),
}
REGISTERS: Mapping[type[Any], str] = {
    suppositions.Frozen: "texts",
    suppositions.Tabled: "texts",
    suppositions.NormsCovered: "texts",
    suppositions.ObjectionClosed: "objections",
    suppositions.ReservationClosed: "reservations",
    suppositions.MandateUntil: "mandates",
    suppositions.Signs: "signatures",
    suppositions.SignatureVoid: "signatures",
    suppositions.AuthorityShown: "signatures",
    suppositions.SeatFilled: "seats",
    suppositions.Decided: "decisions",
    suppositions.CasesSettled: "cases",
    suppositions.EffectiveOn: "term",
    suppositions.FacilitatorAssigned: "assignments",
    suppositions.SecretariatAssigned: "assignments",
    suppositions.CompaniesJoin: "shares",
}


def level_of(dossier: dossiers.Dossier, does: suppositions.Supposition) -> str:
    """The class of what a step is about: who may know that it is asked."""
    rows = discretion.list_of(dossier).requirements
    match does:
        case suppositions.Accepted(_, code) if code in rows:
            return str(rows[code].visibility)
        case suppositions.MandateUntil():
            return str(rows[MANDATE].visibility)
        case suppositions.CasesSettled():
            return "case"
    return "table"


def said(dossier: dossiers.Dossier, does: suppositions.Supposition, language: str, figures: bool) -> str:
    """A step as something to do. `figures`: the sum of market shares may be told."""
    rows = discretion.list_of(dossier).requirements
    match does:
        case suppositions.Accepted(_, code):
            return str(rows[code].name[language])
        case suppositions.MandateUntil():
            return str(rows[MANDATE].name[language])
        case suppositions.SeatFilled(delegation):
            what = words.THINGS[delegation][language]
            return _("De zetel in de stuurgroep bezetten: %(what)s", what=what)
        case suppositions.Decided(subject):
            return _(DECISIONS[subject])
        case suppositions.EffectiveOn():
            return _("De datum van inwerkingtreding vastleggen")
        case suppositions.CompaniesJoin(count, share):
            return _recruit(count, words.percent(share, language) if share and figures else "")
        case suppositions.Joins(party, kind) if not dossier.name_of(party, language):
            return _("Een nieuwe partij vinden: %(kind)s", kind=words.KINDS[kind][language])
    return _(PLAIN[type(does)])


def _recruit(count: int, share: str) -> str:
    found = ngettext("%(num)s bedrijf werven", "%(num)s bedrijven werven", count) % {"num": count}
    return _("%(what)s, samen goed voor %(share)s", what=found, share=share) if share else found


def place(dossier: dossiers.Dossier, does: suppositions.Supposition, may: Callable[[str], bool]) -> str:
    """Where it is done; empty when there is no such place for this reader."""
    slug, party = dossier.covenant.slug, getattr(does, "party", None)
    known = party is not None and any(p == party for p in discretion.names(dossier, "nl"))
    if isinstance(does, suppositions.Accepted) and known and party is not None:
        return addresses.requirement(slug, party, does.code)
    name = REGISTERS.get(type(does))
    if name is not None:
        return addresses.register(slug, name) if may("register.read") else ""
    return addresses.party(slug, party) if known and party is not None else ""


def new_name(kind: PartyKind, language: str) -> str:
    """What a party is called that nobody knows yet."""
    return _("nieuwe partij (%(kind)s)", kind=words.KINDS[kind][language])
