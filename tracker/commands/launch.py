"""Opening a track together with the organisation that guides it, which takes part as its facilitator."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, covenants, participations
from tracker.locale import N_
from tracker.store import dossiers
from workflows.parties import Role

BODY = N_("Kies een organisatie of vul een naam in.")


def begin(
    session: Session,
    actor: policy.Actor,
    *,
    now: datetime,
    name_nl: str,
    guide_id: str = "",
    guide_name: str = "",
    key: act.Key | None = None,
    name_en: str = "",
    sector_nl: str = "",
    sector_en: str = "",
    risk_sectors: tuple[str, ...] = (),
    prior_activities: str = "",
    scope: str = "",
    risk_themes: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
    sdgs: tuple[int, ...] = (),
    companies_sign: bool = True,
    quorum: Mapping[str, int] | None = None,
    threshold_companies: int | None = None,
    threshold_share: Decimal | None = None,
    predecessor_id: str | None = None,
    started_on: date | None = None,
) -> act.Receipt:
    """Start the covenant, and let the guiding organisation take part as facilitator from the same day.

    The organisation need not be the SER. A track started by a fictional person is fictional.
    """
    act.allow(policy.relations(actor), "covenant.start")
    guide, known = _guide(session, guide_id, guide_name)
    if predecessor_id is not None:
        _exists(session, predecessor_id)
    receipt = covenants.start(
        session,
        actor,
        now=now,
        name_nl=name_nl,
        name_en=name_en,
        key=key,
        sector_nl=sector_nl,
        sector_en=sector_en,
        risk_sectors=risk_sectors,
        facilitated_by=guide,
        prior_activities=prior_activities,
        scope=scope,
        risk_themes=risk_themes,
        countries=countries,
        sdgs=sdgs,
        companies_sign=companies_sign,
        quorum=quorum,
        threshold_companies=threshold_companies if companies_sign else None,
        threshold_share=threshold_share if companies_sign else None,
        predecessor_id=predecessor_id,
        started_on=started_on,
        fictional=actor.fictional,
    )
    if receipt.again:
        return receipt
    # whoever starts a track facilitates it from that moment, and so may seat the guiding organisation
    now_facilitates = replace(actor, assignments=actor.assignments | {(receipt.id, "facilitator")})
    participations.add(
        session,
        now_facilitates,
        receipt.id,
        now=now,
        kind=str(Role.FACILITATOR),
        role=str(Role.FACILITATOR),
        organisation_id=known,
        name_nl=guide,
        name_en=guide,
        on=started_on,
    )
    return receipt


def _guide(session: Session, guide_id: str, guide_name: str) -> tuple[str, str | None]:
    """Name and, when it is known already, id of the guiding organisation."""
    everybody = dossiers.organisations(session)
    if guide_id:
        if guide_id not in everybody:
            raise errors.Invalid({"guide_id": N_("Deze organisatie is niet bekend.")})
        return everybody[guide_id].name_nl, guide_id
    wanted = guide_name.strip()
    if not wanted:
        raise errors.Invalid({"guide_id": BODY})
    for one in everybody.values():
        if wanted.casefold() in {one.name_nl.casefold(), one.name_en.casefold(), (one.abbr or "").casefold()}:
            return one.name_nl, one.id
    return wanted, None


def _exists(session: Session, covenant_id: str) -> None:
    try:
        dossiers.find(session, covenant_id=covenant_id)
    except errors.NotFound:
        raise errors.Invalid({"predecessor_id": N_("Kies een van de mogelijkheden.")}) from None
