"""Claims about the steps of the small lifecycles: track, participation and requirement."""

from workflows.conditions.items import lacks
from workflows.engine import Answer, Unmet
from workflows.facts import ParticipationFacts, RequirementFacts, TrackFacts


def reason_given(subject: RequirementFacts | ParticipationFacts | TrackFacts, *, least: int) -> Answer:
    """A reason of at least this many characters."""
    enough = subject.reason_length >= least
    return None if enough else Unmet((lacks("reason", "short"),), subject.reason_length, least)


def review_date_ahead(subject: TrackFacts) -> Answer:
    """A pause says when it will be looked at again."""
    if subject.review_on and subject.today and subject.review_on > subject.today:
        return None
    return Unmet((lacks("review_on", due=subject.review_on),), 0, 1)


def stage_is(subject: TrackFacts, *, stage: str) -> Answer:
    """The covenant is in this stage."""
    return None if subject.stage == stage else Unmet((lacks("stage", subject.stage),), 0, 1)


def gate_open(subject: TrackFacts) -> Answer:
    """The findings of the last gate leave nothing unexplained."""
    return None if subject.gate_open else Unmet((lacks("gate", "shut"),), 0, 1)


def successor_linked(subject: TrackFacts) -> Answer:
    """The track that follows is linked."""
    return None if subject.successor else Unmet((lacks("successor"),), 0, 1)


def evidence_present(subject: RequirementFacts) -> Answer:
    """There is something to judge."""
    return None if subject.has_evidence else Unmet((lacks("evidence"),), 0, 1)


def four_eyes(subject: RequirementFacts) -> Answer:
    """Nobody decides on evidence of an organisation of their own.

    The facilitator's own homework needs a second facilitator where there is one; where there is none
    the decision stands as 'zelf akkoord' (`domain.md` 2.2 rule 8).
    """
    own = subject.decider_belongs_to_party
    if subject.is_facilitators_own:
        if subject.decider_submitted is not None:
            own = subject.decider_submitted
        own = own and subject.second_facilitator_exists
    return Unmet((lacks("decider", "own_organisation"),), 0, 1) if own else None


def reason_class_is(subject: ParticipationFacts, *, classes: tuple[str, ...]) -> Answer:
    """The reason is one of the classes that belong to this step."""
    return None if subject.reason_class in classes else Unmet((lacks("reason_class"),), 0, 1)


def escalation_on_record(subject: ParticipationFacts) -> Answer:
    """An earlier step of the escalation ladder came first."""
    return None if subject.escalated else Unmet((lacks("escalation"),), 0, 1)


def withdrawal_still_ahead(subject: ParticipationFacts) -> Answer:
    """A withdrawal can be taken back until the day it takes effect."""
    if subject.effective_on and subject.today and subject.today < subject.effective_on:
        return None
    return Unmet((lacks("effective_on", "past", due=subject.effective_on),), 0, 1)


CHECKS = (
    reason_given,
    review_date_ahead,
    stage_is,
    gate_open,
    successor_linked,
    evidence_present,
    four_eyes,
    reason_class_is,
    escalation_on_record,
    withdrawal_still_ahead,
)
