"""One fictional covenant being played: the same commands people use, each on the day it is said to happen."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from tracker import policy
from tracker.commands import (
    assignments,
    covenants,
    demo_cast,
    demo_texts,
    mandates,
    norms,
    participations,
    requirements,
    texts,
)
from tracker.store import accounts as people
from tracker.store import dossiers, text_clauses
from workflows import checklist

LEAD, SECOND, OFFICE = "nadia", "joris", "ketenbureau"
PAPER = "Fictief stuk bij dit voorbeeld."
INITIATIVE = {
    "sector_association": "INI-01 INI-02 INI-03 INI-05 INI-07",
    "other": "INI-01 INI-02 INI-04 INI-07",
}
"""What each kind hands in during the first stage; 'other' is everybody else at the table."""


class Scene:
    """Plays from the past to today. The clock only runs forward, as the ledger demands."""

    def __init__(self, session: Session, now: datetime, *, started: int, **about: Any) -> None:
        self.session, self.end = session, now
        self.moment = now
        self.ago(started)
        self._actors: dict[str, policy.Actor] = {}
        self.parties: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self._speakers = {w.works_at: w.key for w in demo_cast.characters().values() if w.works_at}
        self._speakers["platform-apparatuur"] = "bram"
        lead = demo_cast.actor(session, LEAD, now=self.moment)
        self.id = covenants.start(
            session, lead, now=self.moment, fictional=True, facilitated_by="Ketenbureau",
            started_on=self.today, **about,
        ).id  # fmt: skip
        self.sit(OFFICE, role="facilitator")
        second = demo_cast.characters()[SECOND]
        demo_cast.account(session, SECOND, now=self.moment)
        assignments.assign(
            session, self.lead, self.id, email=second.email, role="facilitator", now=self.moment,
            from_on=self.today,
        )  # fmt: skip
        self._actors.clear()

    @property
    def today(self) -> date:
        """The day that is being played."""
        return self.moment.astimezone(dossiers.AMSTERDAM).date()

    @property
    def lead(self) -> policy.Actor:
        """The facilitator who leads the track."""
        return self.actor(LEAD)

    def ago(self, days: int) -> date:
        """Move the clock to an office hour so many days before today; returns that day."""
        day = self.ahead(-days)
        hours = time(9 + days * 7 % 8, days * 13 % 60)
        self.moment = datetime.combine(day, hours, dossiers.AMSTERDAM).astimezone(UTC) if days else self.end
        return day

    def ahead(self, days: int) -> date:
        """So many days after the real today; before it when negative."""
        return self.end.astimezone(dossiers.AMSTERDAM).date() + timedelta(days=days)

    def actor(self, key: str) -> policy.Actor:
        """Somebody of the cast; who works where and who facilitates what does not change during a scene."""
        if key not in self._actors:
            account = demo_cast.account(self.session, key, now=self.moment)
            found = people.actor_for(self.session, account, today=self.moment.date())
            assert found is not None
            self._actors[key] = found
        return self._actors[key]

    def voice(self, slug: str) -> policy.Actor:
        """Who speaks for an organisation: its own person, or the facilitator on its behalf."""
        speaker = self._speakers.get(slug)
        return self.actor(speaker) if speaker and slug != OFFICE else self.lead

    def sit(self, slug: str, *, role: str = "negotiator", **values: Any) -> None:
        """Put an organisation of the cast at the table today."""
        kind = "facilitator" if role == "facilitator" else demo_cast.bodies()[slug].kind
        organisation = demo_cast.organisation(self.session, slug, now=self.moment)
        self._join(slug, kind, role, organisation_id=organisation, **values)

    def join(self, name: str, **values: Any) -> str:
        """Let a company join that is known by its name only; returns its slug."""
        slug = covenants.slug_of(name)
        self._join(
            slug, "company", "adhering_company", name_nl=name, name_en=name, organisation_slug=slug, **values
        )
        return slug

    def _join(self, slug: str, kind: str, role: str, **values: Any) -> None:
        self.kinds[slug] = kind
        self.parties[slug] = participations.add(
            self.session, self.lead, self.id, now=self.moment, kind=kind, role=role, on=self.today, **values
        ).id

    def submit(self, code: str, slug: str, **values: Any) -> None:
        """Hand in one thing, by the party itself where the cast has somebody for it."""
        asked = checklist.checklist("checklist-1").requirements[code]
        voice = self.lead if asked.by == "FAC" else self.voice(slug)
        kept = {"title": asked.name["nl"], "text": PAPER, **values}
        requirements.submit(self.session, voice, self.id, self.parties[slug], code, now=self.moment, **kept)

    def accept(self, code: str, slug: str, **values: Any) -> None:
        """Accept it; the office's own homework is judged by the second facilitator."""
        judge = self.actor(SECOND) if slug == OFFICE else self.lead
        requirements.accept(self.session, judge, self.id, self.parties[slug], code, now=self.moment, **values)

    def settle(self, codes: str, slugs: Iterable[str], *, cycle: int | None = None, **values: Any) -> None:
        """Hand in and accept a row of things for a row of parties."""
        for slug in slugs:
            for code in codes.split():
                self.submit(code, slug, cycle=cycle, **values)
                self.accept(code, slug, cycle=cycle)

    def initiative(self, slugs: Sequence[str]) -> None:
        """Everything the first gate asks of these parties and of the office."""
        self.settle("INI-06", [OFFICE])
        for slug in slugs:
            self.settle(INITIATIVE.get(self.kinds[slug], INITIATIVE["other"]), [slug])

    def mandate(self, slugs: Iterable[str], *, until: date) -> None:
        """Record a mandate and have it accepted."""
        for slug in slugs:
            mandates.record(
                self.session, self.voice(slug), self.id, participation_id=self.parties[slug],
                body="Bestuur", decided_on=self.today, valid_from=self.today, valid_until=until,
                substance="Onderhandelen binnen de kaders van het bestuur.", now=self.moment,
            )  # fmt: skip
            self.settle("NEG-01", [slug])

    def text(self, number: str, *, answer_by: date | None = None, proposals: Sequence[str] = ()) -> str:
        """Record a version in two languages and put it on the table."""
        slug = dossiers.find(self.session, covenant_id=self.id).slug
        variants = demo_texts.variants(slug, number)
        made = texts.add(
            self.session, self.lead, self.id, number=number, variants=variants, now=self.moment,
            proposals=proposals,
        ).id  # fmt: skip
        texts.table(self.session, self.lead, self.id, made, now=self.moment, answer_by=answer_by)
        return made

    def freeze(self, text_id: str) -> None:
        """Make the version on the table final and check it against the norms."""
        texts.freeze(self.session, self.lead, self.id, text_id, now=self.moment)
        dossier = dossiers.load(self.session, self.lead, covenant_id=self.id, now=self.moment)
        ids = {c.number: c.id for c in text_clauses.clauses_of(dossier, text_id)["nl"]}
        for norm, numbers in demo_texts.COVERED.items():
            norms.mark(
                self.session, self.lead, self.id, text_id, norm=norm, clause_ids=[ids[n] for n in numbers],
                now=self.moment,
            )  # fmt: skip
        self.settle("NEG-07", [OFFICE], outcome="positive")

    def move(self, action: str, **values: Any) -> None:
        """Take a step between stages today."""
        covenants.move(self.session, self.lead, self.id, action, now=self.moment, on=self.today, **values)
