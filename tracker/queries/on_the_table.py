"""What lies on the table today: the version, the answers to it, what is open beside it, and what comes next."""

from dataclasses import dataclass
from datetime import date

from tracker import policy
from tracker.queries import addresses, meetings
from tracker.store import dossiers, facts, tables
from workflows.parties import TABLE_ROLES, ParticipationStatus

STAGES = ("negotiation", "signing")


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that waits: its name, its last day, where it is."""

    name: str
    due: date | None
    href: str


@dataclass(frozen=True, slots=True)
class OnTheTable:
    """The months between the first draft and the last signature, on one panel of the covenant page."""

    number: str
    final: bool
    answer_by: date | None
    answered: int
    asked: int
    sealed: bool
    """A sealed round runs: how many answered is nobody's to know."""
    round_until: date | None
    proposals: int
    motions: tuple[Open, ...]
    meeting: Open | None
    text: str
    positions: str
    answer: str
    """Where the reader's own party answers; empty when it has none, or nothing is asked."""
    compare: str
    places: dict[str, str]


def on_the_table(dossier: dossiers.Dossier) -> OnTheTable | None:
    """The panel for whoever sits at the table while there is one; None for everybody else."""
    covenant, standing = dossier.covenant, dossier.standing
    if covenant.stage not in STAGES or policy.sees(standing, "table") != "full":
        return None
    slug = covenant.slug
    version = facts.current_text(facts.texts_of(dossier))
    text = dossier.row(tables.TextVersion, version.id) if version else None
    texts = f"/convenanten/{slug}/teksten"
    at = f"{texts}/{text.id}" if text else ""
    rounds = [r for r in dossier.rows(tables.PositionRound) if text and r.text_version_id == text.id]
    running = next((r for r in rounds if r.status == "open"), None)
    parties = [p for p in dossier.rows(tables.Participation) if _sits(p, dossier.today)]
    own = policy.PARTY in standing.relations and any(p.id in standing.own for p in parties)
    ahead = [m for m in dossier.rows(tables.Meeting) if m.status == "planned" and m.on >= dossier.today]
    following = min(ahead, key=lambda m: (m.on, m.made), default=None)
    return OnTheTable(
        number=text.number if text else "",
        final=bool(text and text.status == "final"),
        answer_by=text.answer_by if text else None,
        answered=len({p.id for p in parties} & _answered(dossier, text.id)) if text else 0,
        asked=len(parties),
        sealed=bool(running and running.sealed),
        round_until=running.deadline if running else None,
        proposals=sum(p.status == "open" for p in dossier.rows(tables.TextProposal)),
        motions=tuple(
            Open(m.title or "", m.deadline, f"/convenanten/{slug}/stemmingen/{m.id}")
            for m in dossier.rows(tables.Motion)
            if m.status == "open"
        ),
        meeting=Open(meetings.name(following), following.on, f"/convenanten/{slug}/overleggen/{following.id}")
        if following
        else None,
        text=at,
        positions=f"{at}/standpunten" if at else "",
        answer=f"{at}/standpunt" if at and own and dossier.as_of is None else "",
        compare=f"{at}/vergelijk" if text and text.follows_id else "",
        places={
            name: addresses.register(slug, name)
            for name in ("texts", "proposals", "meetings", "motions", "signing", "consent")
        }
        | {"what_if": addresses.what_if(slug)},
    )


def _sits(p: tables.Participation, day: date) -> bool:
    return p.role in TABLE_ROLES and facts.standing_on(p, day) is ParticipationStatus.ACTIVE


def _answered(dossier: dossiers.Dossier, text_id: str) -> set[str]:
    """Who shared a position on the version as a whole."""
    return {
        p.participation_id
        for p in dossier.rows(tables.Position)
        if p.text_version_id == text_id and p.followed_on is None and not p.clause_id
    }
