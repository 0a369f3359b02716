"""What to ask of the routes of positions and rounds; merged in parts.py."""

from collections.abc import Mapping

from tests.web.part import COVENANT, LONG, Part

TEXT = f"{COVENANT}/teksten/{{text_id}}"
ON = {"text_id": "@text"}
SAID = {"stance": "remarks", "remarks": LONG, "do": "share"}

PARTS: Mapping[str, tuple[Part, ...]] = {
    f"GET {TEXT}/standpunten": (
        Part(ON, level="table"), Part(ON, level="table", query="artikelen=alle"),
        Part({"text_id": "@old_text"}, level="table"),
    ),
    f"GET {TEXT}/standpunt": (Part(ON, level="table"),),
    f"POST {TEXT}/standpunt": (
        *(Part(ON, {"participation_id": f"@{o}", **SAID}, o) for o in ("party", "rival")),
        Part(ON, {"participation_id": "@party", **SAID, "do": "keep"}, "party", deed="position.draft"),
    ),
    f"POST {TEXT}/standpunt/concept/{{draft_id}}": tuple(
        Part({**ON, "draft_id": "@kept"}, {"do": do}, "party", "party") for do in ("share", "drop")
    ),
    f"POST {TEXT}/standpunt/{{position_id}}/terug": (
        Part({**ON, "position_id": "@position"}, {"reason": LONG}, "party", "table"),
    ),
    f"POST {TEXT}/ronde": (Part(ON, {"manner": "sealed", "deadline": "2026-03-20"}),),
    f"POST {TEXT}/ronde/{{round_id}}/intrekken": (
        Part({**ON, "round_id": "@round"}, {"reason": LONG}, level="table"),
    ),
}  # fmt: skip
