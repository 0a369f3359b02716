"""Suppositions as sentences, and the choices a what-if page offers for one covenant."""

from collections.abc import Mapping
from typing import Any

from tracker.locale import N_, _, ngettext
from tracker.queries import discretion, way_words
from tracker.store import dossiers
from workflows import suppositions, words
from workflows.parties import PartyKind
from workflows.suppositions import Supposition

PARTY: Mapping[type[Any], str] = {
    suppositions.Signs: N_("%(party)s tekent"),
    suppositions.Leaves: N_("%(party)s stapt uit"),
    suppositions.Suspended: N_("%(party)s wordt opgeschort"),
    suppositions.Reinstated: N_("de opschorting van %(party)s eindigt"),
    suppositions.TakesRole: N_("%(party)s wordt partij"),
    suppositions.ObjectionClosed: N_("het bezwaar van %(party)s is opgelost"),
    suppositions.ObjectionRaised: N_("%(party)s maakt fundamenteel bezwaar"),
    suppositions.ReservationClosed: N_("het voorbehoud van %(party)s is gesloten"),
    suppositions.ReservationRaised: N_("%(party)s tekent met een voorbehoud"),
    suppositions.SignatureVoid: N_("de handtekening van %(party)s is ongeldig"),
    suppositions.AuthorityShown: N_("%(party)s toont de volmacht aan"),
    suppositions.Joins: N_("%(party)s treedt toe"),
}
"""What may be supposed of a party with nothing more to fill in, in the order of the list."""
TRACK: Mapping[type[Any], str] = {
    suppositions.Frozen: N_("de tekst wordt definitief"),
    suppositions.Tabled: N_("er komt een nieuwe tekstversie"),
    suppositions.NormsCovered: N_("bij elke norm staat een artikel"),
    suppositions.Paused: N_("het traject wordt gepauzeerd"),
    suppositions.Resumed: N_("het traject wordt hervat"),
    suppositions.FacilitatorAssigned: N_("er is een facilitator"),
    suppositions.SecretariatAssigned: N_("er is een secretariaat"),
    suppositions.CasesSettled: N_("elke zaak is afgehandeld"),
}
DECISIONS: Mapping[str, str] = {
    "ending": N_("tot beëindiging is besloten"),
    "final_evaluation": N_("de eindevaluatie is er"),
    "evaluation_response": N_("de stuurgroep heeft gereageerd op de evaluatie"),
    "follow_up": N_("over het vervolg is besloten"),
    "data_retention": N_("over bedrijfsgegevens is besloten"),
}
OUTCOMES: Mapping[str, str] = {
    "yes": N_("ja"),
    "yes_if": N_("ja, mits"),
    "no": N_("nee"),
    "positive": N_("positief"),
    "negative": N_("negatief"),
    "abstain": N_("onthouding"),
    "veto": N_("veto"),
}


def sentence(dossier: dossiers.Dossier, one: Supposition, language: str) -> str:
    """What is supposed, to be read after 'stel:'."""
    rows = discretion.list_of(dossier).requirements
    party = _name(dossier, one, language)
    match one:
        case suppositions.Accepted(_, code, outcome):
            what = rows[code].name[language] if code in rows else code
            said = f" ({_(OUTCOMES[outcome])})" if outcome in OUTCOMES else ""
            return _("van %(party)s is akkoord: %(what)s", party=party, what=what) + said
        case suppositions.TakenBack(_, code):
            what = rows[code].name[language] if code in rows else code
            return _("van %(party)s is niet meer akkoord: %(what)s", party=party, what=what)
        case suppositions.Speaks(_, value):
            said = _(OUTCOMES[value]) if value in OUTCOMES else value
            return _("%(party)s zegt van de tekst: %(said)s", party=party, said=said)
        case suppositions.ConditionMet(who):
            whose = party if who else _("het secretariaat")
            return _("de tekenvoorwaarde van %(party)s is vervuld", party=whose)
    if type(one) in PARTY:
        return _(PARTY[type(one)], party=party)
    if type(one) in TRACK:
        return _(TRACK[type(one)])
    return _figures(one, party, language)


def _figures(one: Supposition, party: str, language: str) -> str:
    match one:
        case suppositions.Today(on):
            return _("het is %(day)s", day=words.day(on, language))
        case suppositions.EffectiveOn(on):
            return _("het convenant treedt op %(day)s in werking", day=words.day(on, language))
        case suppositions.EndsOn(on):
            return _("de looptijd duurt tot en met %(day)s", day=words.day(on, language))
        case suppositions.MandateUntil(_, until):
            return _(
                "het mandaat van %(party)s geldt tot en met %(day)s",
                party=party,
                day=words.day(until, language),
            )
        case suppositions.TotalShare(share):
            return _("het aandeel samen wordt %(share)s", share=words.percent(share, language))
        case suppositions.CompaniesJoin(count, share):
            told = ngettext("er komt %(num)s bedrijf bij", "er komen %(num)s bedrijven bij", count)
            joined = told % {"num": count}
            return _("%(what)s, samen goed voor %(share)s", what=joined, share=words.percent(share, language))
        case suppositions.ThresholdSet(companies, share):
            return _(
                "de drempel wordt %(num)s bedrijven en %(share)s",
                num=companies,
                share=words.percent(share, language),
            )
        case suppositions.QuorumSet(kind, least):
            return _("het quorum voor %(kind)s wordt %(num)s", kind=words.KINDS[kind][language], num=least)
        case suppositions.SeatFilled(delegation):
            what = words.THINGS[delegation][language] if delegation in words.THINGS else delegation
            return _("de zetel is bezet: %(what)s", what=what)
        case suppositions.Decided(subject):
            return _(DECISIONS[subject]) if subject in DECISIONS else subject
        case suppositions.Passed(condition):
            return _("voorwaarde %(id)s wordt gepasseerd", id=condition)
    return ""


def _name(dossier: dossiers.Dossier, one: Supposition, language: str) -> str:
    party = getattr(one, "party", "")
    known = dossier.name_of(party, language) if party else ""
    if known or not party:
        return known
    kind = one.kind if isinstance(one, suppositions.Joins) else _kind_of(party)
    return way_words.new_name(kind, language) if kind else party


def _kind_of(party: str) -> PartyKind | None:
    return next((k for k in PartyKind if party.startswith(f"nieuw-{k.value}-")), None)
