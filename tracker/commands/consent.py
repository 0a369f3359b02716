"""How the table agrees to a text: choosing the covenant's rule of consent, or doing without one."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import ledger, tables, voices
from workflows import consent_rules


def choose(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    rule: str,
    reason: str,
    now: datetime,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record by which rule the table agrees to a text; empty: by none of its own.

    What a rule asks is never changed afterwards (`workflows/definitions/consent-1.toml`), so which one
    counted on a day is told by the ledger.
    """
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="consent.choose", now=now, seen=seen, key=key, subject="consent"
    )
    if doing.done:
        return doing.done
    before = dossier.covenant.consent_rule or ""
    registers.one_of("rule", rule, ("", *consent_rules.shipped()))
    registers.still(
        dossier.covenant.stage in voices.CHOOSABLE,
        N_("De tafel heeft al ingestemd met de tekst. De besluitregel blijft zoals hij is."),
    )
    if rule == before:
        raise errors.Invalid({"rule": N_("Deze besluitregel geldt al.")})
    act.long_enough("reason", reason)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    chosen = [
        date.fromisoformat(str(line.fields["on"]))
        for line in ledger.lines(session, covenant_id, kinds="consent.")
    ]
    act.not_before("on", day, chosen)
    doing.change(tables.Covenant, covenant_id, consent_rule=rule)
    return doing.record(
        "consent.choose" if rule else "consent.drop",
        on=day,
        subject="consent",
        note=reason.strip(),
        says={"rule": rule or before},
        id=covenant_id,
    )
