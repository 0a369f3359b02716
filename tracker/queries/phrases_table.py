"""Sentences of the ledger lines of the table: proposals, meetings, motions and weights."""

from collections.abc import Mapping

from tracker.locale import N_

PHRASES: Mapping[str, str] = {
    "consent.choose": N_("Besluitregel van de tafel gekozen: %(rule)s"),
    "consent.drop": N_("Besluitregel van de tafel vervallen: %(rule)s"),
    "meeting.attend": N_("Aanwezigheid bijgewerkt: %(kind)s %(number)s"),
    "meeting.cancel": N_("Overleg afgelast: %(kind)s %(number)s"),
    "meeting.decide": N_("Besluit %(count)s vastgelegd: %(kind)s %(number)s"),
    "meeting.hold": N_("Overleg gehouden: %(kind)s %(number)s"),
    "meeting.minute": N_("Verslag vastgelegd: %(kind)s %(number)s"),
    "meeting.move": N_("Overleg verzet van %(old)s naar %(on)s: %(kind)s %(number)s"),
    "meeting.plan": N_("Overleg gepland op %(on)s: %(kind)s %(number)s"),
    "motion.close": N_("Stemming %(number)s afgesloten: %(new)s"),
    "motion.open": N_("Stemming %(number)s geopend"),
    "motion.revoke": N_("%(party)s trok de stem over stemming %(number)s in"),
    "motion.vote": N_("%(party)s bracht een stem uit over stemming %(number)s"),
    "motion.withdraw": N_("Stemming %(number)s ingetrokken"),
    "proposal.adopt": N_("Tekstvoorstel %(number)s van %(party)s aangenomen"),
    "proposal.ask": N_("Tekstvoorstel %(number)s van %(party)s: besluit klaargezet voor een tweede persoon"),
    "proposal.decline": N_("Tekstvoorstel %(number)s van %(party)s: het klaargezette besluit is van tafel"),
    "proposal.make": N_("Tekstvoorstel %(number)s van %(party)s"),
    "proposal.park": N_("Tekstvoorstel %(number)s van %(party)s geparkeerd"),
    "proposal.reject": N_("Tekstvoorstel %(number)s van %(party)s afgewezen"),
    "proposal.take_up": N_("Tekstvoorstel %(number)s van %(party)s weer opgenomen"),
    "proposal.withdraw": N_("Tekstvoorstel %(number)s van %(party)s ingetrokken"),
    "weight.record": N_("Gewicht van de stem van %(party)s vastgelegd"),
}

UNTOLD = frozenset({"motion.vote", "motion.revoke"})
"""Who voted when is for the table: not even that a line is there, for a reader with status only."""
