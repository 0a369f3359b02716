"""Two versions of a long agreement: 120 clauses of 60 words, every fourth of which changed."""

from datetime import datetime

from sqlmodel import Session

from tests.bench import dossier
from tracker.commands import act, texts
from tracker.store import dossiers, tables

ARTICLES, PARAGRAPHS, LENGTH = 24, 4, 60
NAME = "Tekstconvenant"
WORDS = (
    "partijen", "onderzoeken", "jaarlijks", "welke", "risico’s", "zich", "in", "de", "ketens", "van", "hun",
    "leveranciers", "voordoen", "en", "maken", "openbaar", "hoe", "zij", "mensen", "die", "schade", "lijden",
    "toegang", "geven", "tot", "herstel", "voor", "zover", "dat", "redelijk", "is",
)  # fmt: skip


def build(session: Session, *, now: datetime) -> tuple[str, str]:
    """A covenant with two such versions; returns the address of their comparison and who reads it."""
    covenant_id, actor = dossier.build(session, now=now, name=NAME)
    found = dossiers.load(session, actor, covenant_id=covenant_id, now=now)
    doing, _ = act.begin(session, actor, covenant_id, deed="text.write", now=now)
    doing.change(tables.TextVersion, found.rows(tables.TextVersion)[-1].id, status="tabled")
    doing.record("text.reopen")
    ids = []
    for number in ("2.0", "3.0"):
        given = {"nl": texts.Variant(_text(number))}
        ids.append(texts.add(session, actor, covenant_id, number=number, variants=given, now=now).id)
        texts.table(session, actor, covenant_id, ids[-1], now=now)
    return f"/convenanten/{found.covenant.slug}/teksten/{ids[1]}/vergelijk?met={ids[0]}", actor.id


def _text(number: str) -> str:
    parts = []
    for article in range(ARTICLES):
        parts.append(f"## Artikel {article + 1}. Onderwerp {article}")
        for paragraph in range(PARAGRAPHS):
            changed = number if (article * PARAGRAPHS + paragraph) % 4 == 0 else "gelijk"
            at = article * 7 + paragraph * 3
            words = (WORDS[(at + n * 5) % len(WORDS)] if n % 9 else changed for n in range(LENGTH))
            parts.append(f"{paragraph + 1}. {' '.join(words)}.")
    return "\n\n".join(parts)
