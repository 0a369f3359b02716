"""What to ask of the routes of the table: proposals, meetings, motions and weights; merged in parts.py."""

from typing import Any

from tests.web.part import COVENANT, LONG, TODAY, Part

PROPOSALS, MEETINGS = f"{COVENANT}/voorstellen", f"{COVENANT}/overleggen"
MOTIONS = f"{COVENANT}/stemmingen"
TABLE = (Part(level="table"),)


def on(place: str, key: str, form: dict[str, Any] | None = None, owner: str = "") -> tuple[Part, ...]:
    return (Part({place: f"@{key}"}, form or {}, owner, "table"),)


def proposal(key: str, form: dict[str, Any]) -> tuple[Part, ...]:
    return on("proposal_id", key, {"note": LONG, **form}, "party")


def votes(form: dict[str, Any]) -> tuple[Part, ...]:
    """Of the party that is asked, and of a rival: each only for itself."""
    return tuple(
        Part({"motion_id": "@motion"}, {"participation_id": f"@{o}", **form}, o, "table")
        for o in ("party", "rival")
    )


MAKE = {"kind": "change", "text": "Nieuw.", "reason": LONG, "on": TODAY}
OPEN = {"title": "Gaan we door?", "rule": "unanimiteit", "deadline": "2026-06-01"}

PARTS: dict[str, tuple[Part, ...]] = {
    f"GET {PROPOSALS}": TABLE,
    f"POST {PROPOSALS}": tuple(Part({}, {"participation_id": f"@{o}", **MAKE}, o) for o in ("party", "rival")),
    f"GET {PROPOSALS}/overnemen": TABLE,
    f"GET {PROPOSALS}/{{proposal_id}}": (
        *on("proposal_id", "proposal"), *on("proposal_id", "asked proposal"),
    ),
    f"POST {PROPOSALS}/{{proposal_id}}/besluit": proposal("proposal", {"fate": "rejected"}),
    f"POST {PROPOSALS}/{{proposal_id}}/bevestigen": proposal("asked proposal", {"agrees": "ja"}),
    f"POST {PROPOSALS}/{{proposal_id}}/terugnemen": proposal("asked proposal", {}),
    f"POST {PROPOSALS}/{{proposal_id}}/parkeren": proposal("proposal", {}),
    f"POST {PROPOSALS}/{{proposal_id}}/opnemen": proposal("parked proposal", {}),
    f"POST {PROPOSALS}/{{proposal_id}}/intrekken": proposal("proposal", {}),
    f"GET {MEETINGS}": TABLE,
    f"POST {MEETINGS}": (Part(form={"kind": "round", "on": TODAY}),),
    f"GET {MEETINGS}/{{meeting_id}}": (*on("meeting_id", "meeting"), *on("meeting_id", "planned meeting")),
    f"POST {MEETINGS}/{{meeting_id}}/verzetten": on("meeting_id", "planned meeting", {"on": "2026-04-02"}),
    f"POST {MEETINGS}/{{meeting_id}}/houden": on("meeting_id", "planned meeting", {"on": TODAY}),
    f"POST {MEETINGS}/{{meeting_id}}/besluiten": on("meeting_id", "meeting", {"text": "Besloten."}),
    f"POST {MEETINGS}/{{meeting_id}}/verslag": on("meeting_id", "meeting", {"minutes": "Verslag."}),
    f"POST {MEETINGS}/{{meeting_id}}/afgelasten": on("meeting_id", "planned meeting"),
    f"GET {COVENANT}/besluitregel": TABLE,
    f"POST {COVENANT}/besluitregel": (
        Part(form={"rule": "per_soort", "on": TODAY, "reason": LONG}, level="table"),
    ),
    f"GET {MOTIONS}": TABLE,
    f"POST {MOTIONS}": (
        Part(form=OPEN), *(Part({}, {**OPEN, "proposer_id": f"@{o}"}, o) for o in ("party", "rival")),
    ),
    f"GET {MOTIONS}/gewichten": TABLE,
    f"POST {MOTIONS}/gewichten": (
        Part(form={"participation_id": "@party", "weight": "2,5", "from_on": TODAY}, owner="party"),
    ),
    f"GET {MOTIONS}/{{motion_id}}": (*on("motion_id", "motion"), *on("motion_id", "lost motion")),
    f"POST {MOTIONS}/{{motion_id}}/stem": votes({"value": "yes"}),
    f"POST {MOTIONS}/{{motion_id}}/stem-intrekken": votes({}),
    f"POST {MOTIONS}/{{motion_id}}/afsluiten": on("motion_id", "motion", {"note": LONG}),
    f"POST {MOTIONS}/{{motion_id}}/intrekken": on("motion_id", "motion", {"note": LONG}, "party"),
}  # fmt: skip
