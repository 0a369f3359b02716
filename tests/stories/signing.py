"""What the stories about signing share: a final text, everything in order, and who signs."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests import cast, settled
from tests.stories import telling
from tracker.commands import leaving, shares, signatures, texts
from tracker.queries import supposing
from tracker.store import tables
from workflows import loading, suppositions, ways
from workflows.spelling import written

GATE = "start_implementation"


def final(
    track: telling.Track, day: date, words: str = "# Artikel 1\n\nBedrijven onderzoeken hun keten."
) -> str:
    """A text is tabled and frozen on this day, and signing begins."""
    now = telling.moment(day)
    text_id = texts.add(
        track.session, track.actor, track.id, number="1.0", variants={"nl": texts.Variant(words)}, now=now
    ).id
    texts.table(track.session, track.actor, track.id, text_id, now=now, on=day)
    texts.freeze(track.session, track.actor, track.id, text_id, now=now, on=day)
    track.stage(day, "signing")
    return text_id


def in_order(track: telling.Track, day: date, *, but: set[tuple[str, str]] = frozenset()) -> None:  # type: ignore[assignment]
    """Whatever is asked of the parties by now is accepted, but what is named (party, code)."""
    rows = track.dossier(day).every(tables.Participation)
    names = {participation: name for name, participation in track.parties.items()}
    play = cast.Play(
        track.id, "", {names.get(p.id, p.id): p.id for p in rows}, {telling.FACILITATOR: track.actor}
    )
    settled.settle(track.session, play, telling.moment(day), but=but)


def commit(track: telling.Track, day: date, names: list[str], each: Decimal) -> None:
    """Companies join with their declaration, each with its share of the market."""
    track.join(day, "company", *names, role="adhering_company")
    for name in names:
        shares.record(
            track.session, track.actor, track.id, participation_id=track.parties[name], share=each,
            from_on=day, now=telling.moment(day),
        )  # fmt: skip
    in_order(track, day)


def bankrupt(track: telling.Track, day: date, name: str) -> None:
    leaving.cease(
        track.session, track.actor, track.id, track.parties[name], now=telling.moment(day), on=day,
        reason_class="bankruptcy", reason="Failliet verklaard door de rechtbank.",
    )  # fmt: skip


def sign(track: telling.Track, day: date, text_id: str, name: str, **values: Any) -> str:
    """Somebody signs for a party."""
    given: dict[str, Any] = {
        "signatory_name": "Een bestuurder (fictief)",
        "signatory_function": "voorzitter",
        "signed_on": day,
        "manner": "wet",
        "authority_shown": True,
        "now": telling.moment(day),
    }
    return signatures.record(
        track.session, track.actor, track.id, participation_id=track.parties[name], text_version_id=text_id,
        **{**given, **values},
    ).id  # fmt: skip


def way(track: telling.Track, day: date) -> list[str]:
    """What has to be done before implementation can begin."""
    dossier = track.dossier(day)
    found = ways.way(loading.workflow(dossier.covenant.workflow), GATE, track.known(day))
    return [written(step.does) for step in found.steps]


def what_if(track: telling.Track, day: date, *given: suppositions.Supposition) -> dict[str, str]:
    """How every condition would turn out."""
    found = supposing.compare(track.dossier(day), [[written(g) for g in given]], "nl")
    assert found is not None
    return {c.id: c.state.replace("\xa0", " ") for c in found.columns[1].gate.conditions}
