"""Which registers a covenant has: the table behind each, who may know of it, and when a row of it is open."""

from collections.abc import Mapping

from sqlmodel import SQLModel

from tracker.store import tables

TABLES: Mapping[str, type[SQLModel]] = {
    "texts": tables.TextVersion,
    "proposals": tables.TextProposal,
    "meetings": tables.Meeting,
    "motions": tables.Motion,
    "mandates": tables.Mandate,
    "objections": tables.Objection,
    "reservations": tables.Reservation,
    "signatures": tables.Signature,
    "seats": tables.Seat,
    "term": tables.PlannedDate,
    "decisions": tables.Decision,
    "cases": tables.CaseFile,
    "assignments": tables.Assignment,
}
"""The table behind each register; that of companies is counted on its own."""

LEVELS: Mapping[str, str] = {
    "texts": "table",
    "proposals": "table",
    "meetings": "table",
    "motions": "table",
    "mandates": "party_secretariat",
    "objections": "table",
    "reservations": "table",
    "signatures": "public",
    "shares": "public",
    "seats": "public",
    "term": "public",
    "decisions": "table",
    "cases": "case",
    "assignments": "process",
}
"""Who may know that a register is there: the class of its rows."""

MARKS: Mapping[str, str] = {**LEVELS, "assignments": "table"}
"""The confidentiality mark above each register: of what is most closely held in it."""

OPEN: Mapping[str, str] = {
    "proposals": "open",
    "meetings": "planned",
    "motions": "open",
    "objections": "open",
    "reservations": "open",
    "cases": "open",
}
"""Registers whose rows ask for something until somebody closes them, and the status that says so."""
