"""From the machine's no to ours: a reason that is too short belongs to its field, the rest to the gate."""

from tracker import errors
from tracker.locale import N_
from workflows import engine

TOO_SHORT = N_("De reden telt %(count)s tekens. Schrijf er minimaal %(least)s.")


def told(action: str, refused: engine.Refused, field: str = "reason") -> errors.TrackerError:
    """The refusal to raise for this one."""
    short = [f.unmet for f in refused.missed if f.condition.check == "reason_given" and f.unmet is not None]
    if short and len(short) == len(refused.missed):
        return errors.Invalid({field: TOO_SHORT}, count=int(short[0].have), least=int(short[0].need))
    return errors.GateClosed(action, refused.findings)
