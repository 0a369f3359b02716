"""The public facts of one covenant as rows, each with an id that is the same every time."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import SQLModel

from tracker.commands.import_format import Covenant, Dated
from tracker.store import tables

_OURS = uuid.UUID("6f1d2c1e-7a54-4c0e-9d0b-6f2a1f0c9b11")

Rows = dict[tuple[type[SQLModel], str], dict[str, Any]]
"""Table and id to columns."""


def id_of(*parts: object) -> str:
    """The id of a thing in the file: the same at every run, so that a re-run finds what it made."""
    return str(uuid.uuid5(_OURS, "/".join(map(str, parts))))


class Maker:
    """Collects the rows of one covenant."""

    def __init__(self, slug: str) -> None:
        self.slug, self.id, self.rows = slug, id_of("covenant", slug), Rows()
        self._counts: dict[str, int] = {}

    def add(self, table: type[SQLModel], *key: object, **values: Any) -> None:
        row_id = id_of("covenant", self.slug, table.__tablename__, *key)
        self.rows[table, row_id] = {"covenant_id": self.id, **values}

    def dates(self, dates: Mapping[str, Dated | None]) -> None:
        for name, dated in dates.items():
            if dated is not None:
                self.add(
                    tables.DatedFact, name, name=name, value=dated.value, confidence=dated.confidence,
                    note_en=dated.note_en,
                )  # fmt: skip

    def sources(self, urls: Iterable[str]) -> None:
        for number, url in enumerate(urls):
            self.add(tables.Source, url, position=number, url=url)

    def remark(
        self, topic: str, text: str | None, confidence: str | None = None, *, language: str = "en"
    ) -> None:
        if text is None:
            return
        number = self._counts[topic] = self._counts.get(topic, -1) + 1
        self.add(
            tables.Remark, topic, number, position=number, topic=topic, language=language, text=text,
            confidence=confidence,
        )  # fmt: skip


def facts(made: Maker, covenant: Covenant) -> None:
    made.dates(covenant.dates)
    for number, m in enumerate(covenant.milestones):
        made.add(
            tables.Milestone, number, position=number, date=m.date, phase=m.phase, nl=m.nl, en=m.en,
            confidence=covenant.confidence.get("dates"),
        )  # fmt: skip
    for number, c in enumerate(covenant.commitments):
        made.add(
            tables.Commitment, c.id, position=number, code=c.id, title_nl=c.title_nl,
            description_en=c.description_en, owner=c.owner, owner_kind=c.owner_kind, deadline=c.deadline,
            target_value=c.target.value if c.target else None,
            target_unit=c.target.unit if c.target else None,
            result_value=c.result.value if c.result else None,
            result_as_of=c.result.as_of if c.result else None,
            result_note_en=c.result.note_en if c.result else None,
            status=c.status, confidence=c.confidence,
        )  # fmt: skip
    for number, f in enumerate(covenant.adhering_companies.counts):
        made.add(
            tables.Coverage, number, position=number, date=f.date, count=f.count, unit=f.unit,
            confidence=f.confidence, note_en=f.note_en,
        )  # fmt: skip
    made.sources(covenant.sources)


def remarks(made: Maker, covenant: Covenant, slugs: set[str]) -> None:
    """Whatever has no column of its own, by topic, so that nothing in the file is lost."""
    companies, governance, renewal = covenant.adhering_companies, covenant.governance, covenant.renewal
    made.remark("facilitator", covenant.facilitator.note_en)
    made.remark("scope", covenant.scope_en)
    for chain in covenant.chains:
        made.remark("chain", chain)
    made.remark("parties", covenant.parties_note_en)
    for supporter in covenant.supporters:
        made.remark("supporter", supporter)
    for topic, names, confidence in (
        ("company", companies.named, companies.named_confidence),
        ("company_unverified", companies.named_unverified, None),
        ("company_left", companies.left, None),
    ):
        for name in names:
            made.remark(topic, name, confidence)
    made.remark("companies", companies.note_en)
    made.remark("companies_unverified", companies.named_unverified_note_en)
    made.remark("companies_left", companies.left_note_en)
    made.remark("countries", covenant.countries_note_en)
    sure = covenant.confidence.get("governance")
    for body in governance.bodies:
        made.remark("governance", body, sure)
    made.remark("chair", governance.chair, sure)
    made.remark("disputes", governance.dispute_mechanism_en, sure)
    made.remark("funding", governance.funding_en, sure)
    made.remark("cadence", covenant.reporting.cadence)
    made.remark("reporting", covenant.reporting.note_en)
    for finding in covenant.evaluation_findings_en:
        made.remark("finding", finding)
    if renewal.predecessor not in slugs:
        made.remark("predecessor", renewal.predecessor, renewal.confidence)
    if renewal.successor not in slugs:
        made.remark("successor", renewal.successor, renewal.confidence)
    made.remark("renewal", renewal.note_en, renewal.confidence)
    for gap in covenant.gaps_en:
        made.remark("gap", gap)
