"""Where the cause of an unmet condition is found: the page that a condition's name leads to."""

from collections.abc import Mapping

from tracker import policy
from tracker.queries import addresses
from tracker.store import dossiers
from workflows import engine
from workflows.facts import Facts

REGISTERS: Mapping[str, str] = {
    "exactly_one_final_text": "texts",
    "no_open_fundamental_objection": "objections",
    "mandates_valid": "mandates",
    "no_open_reservation": "reservations",
    "signed_by_all_on_final_version": "signatures",
    "steering_committee_constituted": "seats",
    "term_over_or_ending_decided": "decisions",
    "final_evaluation_answered": "decisions",
    "follow_up_decided": "decisions",
    "data_retention_decided": "decisions",
    "signing_conditions_met": "signing",
    "table_consents": "consent",
    "consent_given": "consent",
}
"""Check to the register in which its cause is found; other checks point at the matrix."""


def cause(dossier: dossiers.Dossier, finding: engine.Finding, known: Facts) -> str:
    """An address, or empty where there is nothing to look at for this reader."""
    if finding.passes and finding.result != "overridden":
        return ""
    name = REGISTERS.get(finding.condition.check)
    if name is None:
        blockers = finding.unmet.blockers if finding.unmet else ()
        if any(b.status == "uncovered" for b in blockers) and (final := known.final_text()):
            return addresses.norms(dossier.covenant.slug, final.id) if _reads(dossier) else ""
        return "#partijen" if any(b.party_id for b in blockers) else ""
    return addresses.register(dossier.covenant.slug, name) if _reads(dossier) else ""


def _reads(dossier: dossiers.Dossier) -> bool:
    return policy.may(dossier.standing, "register.read")
