"""What to ask of the routes of signing: the check against the norms, signing, deputies."""

from dataclasses import replace

from tests.web.part import COVENANT, LONG, PARTY, REGISTERS, TODAY, Part, on

BOTH = (on("party"), on("company"))
CHECK = f"{COVENANT}/teksten/{{text_id}}/toets"
SIGNING = f"{COVENANT}/ondertekening"
DEPUTY = f"{PARTY}/vervanging"

PARTS: dict[str, tuple[Part, ...]] = {
    f"GET {REGISTERS}/handtekeningen/{{row_id}}/document": (Part({"row_id": "@paper"}),),
    f"GET {SIGNING}": (Part(),),
    f"POST {SIGNING}/voorwaarden": (Part(form={"kind": "funding", "text": "Geld voor vijf jaar."}),),
    f"POST {SIGNING}/voorwaarden/{{row_id}}/sluiten": (
        Part({"row_id": "@signing condition"}, {"outcome": "met", "note": LONG, "on": TODAY}, level="table"),
    ),
    f"GET {COVENANT}/teksten/{{text_id}}/tekenversie": tuple(
        Part({"text_id": f"@{key}"}, level="file of the table") for key in ("draft", "text")
    ),
    f"GET {CHECK}": (Part({"text_id": "@text"}, level="table"), Part({"text_id": "@draft"}, level="table")),
    f"POST {CHECK}": (Part({"text_id": "@draft"}, {"norm": "dd_embed", "clause_ids": "k1"}, level="table"),),
    f"POST {CHECK}/{{row_id}}/intrekken": (Part({"text_id": "@draft", "row_id": "@mark"}, level="table"),),
    f"GET {DEPUTY}": BOTH,
    f"POST {DEPUTY}": tuple(
        replace(
            p, form={"email": "newcomer@fictief.example", "from_on": "2026-03-02", "until_on": "2026-03-09"}
        )
        for p in BOTH
    ),
    f"POST {DEPUTY}/{{row_id}}/einde": (on("party", "party_secretariat", row_id="@deputy"),),
}
