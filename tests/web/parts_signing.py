"""What to ask of the routes of signing: the check against the norms, signing, deputies."""

from dataclasses import replace

from tests.web.part import PARTY, Part, on

BOTH = (on("party"), on("company"))
DEPUTY = f"{PARTY}/vervanging"

PARTS: dict[str, tuple[Part, ...]] = {
    f"GET {DEPUTY}": BOTH,
    f"POST {DEPUTY}": tuple(
        replace(
            p, form={"email": "newcomer@fictief.example", "from_on": "2026-03-02", "until_on": "2026-03-09"}
        )
        for p in BOTH
    ),
    f"POST {DEPUTY}/{{row_id}}/einde": (on("party", "party_secretariat", row_id="@deputy"),),
}
