"""The registers of a covenant: which ones a reader may open, how many rows each holds, what stands above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote

from sqlmodel import Session

from tracker import errors, policy
from tracker.queries import addresses, register_kinds, register_words
from tracker.store import dossiers, facts, tables
from workflows.facts import Text
from workflows.parties import TABLE_ROLES, PartyKind, Role

Option = tuple[str, str]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Section:
    """One register in the list of registers; `open` counts the rows that still ask for something."""

    name: str
    word: str
    path: str
    count: int
    open: int
    mark: str

    @property
    def openable(self) -> bool:
        """Whether its rows are open until somebody closes them."""
        return self.name in register_kinds.OPEN


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every register: the covenant, the moment, and the other registers."""

    slug: str
    covenant: str
    fictional: bool
    stage: str
    seq: int
    today: date
    as_of: date | None
    asked: str
    """What `?asOf=` was, to carry along in links; empty now."""
    facilitator: bool
    sections: tuple[Section, ...]
    here: Section | None
    full: bool
    """Whether this reader reads the content, and not only that it is there."""
    full_table: bool
    """Whether this reader sits at the table."""

    @property
    def path(self) -> str:
        """The address of this register, or of the list of all."""
        return self.here.path if self.here else f"/convenanten/{self.slug}/registers"

    @property
    def back(self) -> str:
        """The covenant page, on the same day when that lies in the past."""
        return self.at(addresses.covenant(self.slug))

    def at(self, path: str) -> str:
        """An address on the same moment as this page."""
        return f"{path}?asOf={self.asked}" if self.asked else path


@dataclass(frozen=True, slots=True)
class Desk:
    """A dossier in the reader's language, with what every register needs of it."""

    dossier: dossiers.Dossier
    head: Head
    language: str

    def may(self, deed: str, owner: str | None = None) -> bool:
        """Whether this reader may do this here; never in the past."""
        dossier = self.dossier
        return dossier.as_of is None and policy.may(dossier.standing, deed, owner)

    def name(self, participation_id: str | None) -> str:
        """The organisation's name behind a participation."""
        return self.dossier.name_of(participation_id, self.language) if participation_id else ""

    def party_path(self, participation_id: str) -> str:
        """The page of a party, on the same day when that lies in the past."""
        return self.head.at(addresses.party(self.head.slug, participation_id))

    def _present(self, p: tables.Participation) -> bool:
        return facts.standing_on(p, self.dossier.today) in policy.PRESENT

    def speakers(self, deed: str, roles: frozenset[Role] = TABLE_ROLES) -> tuple[Option, ...]:
        """The parties in these roles for which this reader may do this, by name."""
        found = [
            (p.id, self.name(p.id))
            for p in self.dossier.rows(tables.Participation)
            if self._present(p) and p.role in roles and self.may(deed, p.id)
        ]
        return tuple(sorted(found, key=lambda o: o[1].casefold()))

    def parties(self, kind: PartyKind | None = None) -> tuple[Option, ...]:
        """Everybody who takes part, by name."""
        found = [
            (p.id, self.name(p.id))
            for p in self.dossier.rows(tables.Participation)
            if self._present(p) and (kind is None or p.kind == kind)
        ]
        return tuple(sorted(found, key=lambda o: o[1].casefold()))


def desk(
    session: Session,
    actor: policy.Actor,
    slug: str,
    register: str = "",
    *,
    language: str,
    now: datetime,
    as_of: datetime | None = None,
) -> Desk:
    """A covenant's registers for a reader; `NotFound` when this register is not for this reader."""
    dossier = dossiers.load(session, actor, slug=slug, now=now, as_of=as_of)
    sections = tuple(_sections(dossier))
    here = next((s for s in sections if s.name == register), None)
    if register and here is None:
        raise errors.NotFound
    covenant = dossier.covenant
    return Desk(
        dossier,
        Head(
            slug=covenant.slug,
            covenant=covenant.name_en if language == "en" else covenant.name_nl,
            fictional=covenant.fictional,
            stage=covenant.stage,
            seq=dossier.seq,
            today=dossier.today,
            as_of=dossier.today if as_of is not None else None,
            asked=_asked(as_of),
            facilitator=policy.FACILITATOR in dossier.standing.relations,
            sections=sections,
            here=here,
            full=not register or dossier.full(register_kinds.LEVELS[register]),
            full_table=dossier.full("table"),
        ),
        language,
    )


def _asked(as_of: datetime | None) -> str:
    """The shortest way to ask for this moment again: its day when it is the end of that day."""
    if as_of is None:
        return ""
    day = as_of.astimezone(dossiers.AMSTERDAM).date()
    return day.isoformat() if as_of == dossiers.end_of_day(day) else quote(as_of.isoformat())


def _sections(dossier: dossiers.Dossier) -> Iterable[Section]:
    for name in register_words.REGISTERS:
        rows = companies(dossier) if name == "shares" else dossier.rows(register_kinds.TABLES[name])
        if policy.sees(dossier.standing, register_kinds.LEVELS[name]) == "none" and not rows:
            continue
        yield Section(
            name=name,
            word=register_words.REGISTERS[name],
            path=addresses.register(dossier.covenant.slug, name),
            count=len(rows),
            open=sum(getattr(r, "status", "") == register_kinds.OPEN.get(name, "-") for r in rows),
            mark=register_kinds.MARKS[name],
        )


def companies(dossier: dossiers.Dossier) -> tuple[tables.Participation, ...]:
    """The companies a reader may see listed: those that joined, one's own, and for the secretariat all.

    Whether a company is still being admitted is nobody else's business (`domain.md` 7, R7).
    """
    joined = {
        r.participation_id
        for r in dossier.every(tables.Requirement)
        if r.code == "SIG-03" and r.status == "accepted"
    }
    return tuple(
        p
        for p in dossier.rows(tables.Participation)
        if p.kind == PartyKind.COMPANY
        and (p.id in joined or p.signed_on or p.imported or dossier.full("secretariat_only", p.id))
    )


def version_word(text: tables.TextVersion, current: str | None) -> str:
    """The state of a version as lists tell it: a reopened one, and one that a newer version replaced."""
    if text.status == "tabled" and text.final_on is not None:
        return "reopened"
    if text.status == "tabled" and text.id != current:
        return "superseded"
    return text.status


def current_version(dossier: dossiers.Dossier) -> str | None:
    """The id of the version that answers are asked on."""
    known = tuple(Text(t.id, t.number, t.status) for t in dossier.every(tables.TextVersion))
    current = facts.current_text(known)  # without the clauses, which only gates ask for
    return current.id if current else None


@dataclass(frozen=True, slots=True)
class Register:
    """A register with its rows; `options` are those for whom the reader may add one."""

    head: Head
    rows: tuple[Any, ...]
    options: tuple[Option, ...] = ()
    others: tuple[Option, ...] = ()
    versions: tuple[Option, ...] = ()

    def find(self, row_id: str, may: str) -> Any:
        """The row with which the reader may do this; `NotFound` otherwise."""
        return found(self.rows, row_id, may)


def versions(desk: Desk, current: str | None) -> tuple[Option, ...]:
    """The version that counts now, where there is one."""
    return tuple((t.id, t.number) for t in desk.dossier.rows(tables.TextVersion) if t.id == current)


def text_path(desk: Desk, text_id: str | None) -> str:
    return desk.head.at(f"/convenanten/{desk.head.slug}/teksten/{text_id}") if text_id else ""


def numbers(desk: Desk) -> dict[str, str]:
    """Numbers of the versions this reader may know of."""
    return {t.id: t.number for t in desk.dossier.rows(tables.TextVersion)}


def found(rows: Iterable[R], row_id: str, may: str) -> R:
    """The row with this id, when the reader may do with it what this flag says; `NotFound` otherwise."""
    for row in rows:
        if row.id == row_id and getattr(row, may):  # type: ignore[attr-defined]
            return row
    raise errors.NotFound
