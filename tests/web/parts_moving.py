"""What to ask of the routes by which parties move: leaving together, replacing, another person."""

from collections.abc import Mapping
from dataclasses import replace

from tests.web.part import COVENANT, LONG, PARTY, THREE, TODAY, Part

PARTS: Mapping[str, tuple[Part, ...]] = {
    f"GET {COVENANT}/partijen/uittreden": (Part(),),
    f"POST {COVENANT}/partijen/uittreden": (
        Part(form={"party": ["@party", "@rival"], "on": TODAY, "reason_class": "voluntary", "reason": LONG}),
    ),
    f"GET {PARTY}/vervangen": THREE,
    f"POST {PARTY}/vervangen": tuple(
        replace(part, form={"on": TODAY, "name_nl": "Ministerie van Voorbeelden", "reason": LONG})
        for part in THREE
    ),
    f"GET {PARTY}/persoon": THREE,
    f"POST {PARTY}/persoon": tuple(
        replace(part, form={"on": TODAY, "which": "contact_name", "name": "Wies Terborg"}) for part in THREE
    ),
}
