"""What to ask of each route: its places, its form, whose thing it is, and who may know that it is there.

Typed out by hand from the specification; a route that is not here fails the tests until somebody says
what it asks. `@name` stands for an id of the stage set. An area of its own has its parts in a file beside this.
"""

from dataclasses import replace

from tests.web import parts_moving, parts_positions, parts_signing, parts_table
from tests.web.part import (
    COVENANT,
    ITEM,
    LONG,
    PARTY,
    REGISTERS,
    THREE,
    TODAY,
    Part,
    address,
    for_party,
    on,
    rows,
    steps,
)
from tracker import policy

ITEMS = (
    on("party", "table", code="IMP-02") , on("party", "party_secretariat", code="NEG-10"),
    on("company", "secretariat_only", code="IMP-03"), on("party", code="IMP-01"),
)  # fmt: skip
TEXTS = tuple(Part({"text_id": f"@{key}"}, {"on": TODAY, "note": LONG, "reason": LONG}, level="table")
              for key in ("draft", "text"))  # fmt: skip
MANDATE = {"body": "Bestuur", "decided_on": TODAY, "valid_from": TODAY, "substance": "Tot hier."}
OBJECTION = {"severity": "ordinary", "reason": LONG, "on": TODAY}
RESERVATION = {"condition": LONG, "deadline": "2026-06-01", "on": TODAY}
SIGNATURE = {
    "participation_id": "@union", "text_version_id": "@text", "signatory_name": "Otto van Dalen",
    "signatory_function": "voorzitter", "signed_on": TODAY, "manner": "wet", "authority_shown": "1",
}  # fmt: skip


PARTS: dict[str, tuple[Part, ...]] = {
    "GET /": (Part(),),
    "GET /aanmelden": (Part(),),
    "POST /aanmelden": (Part(form={"email": "niemand@fictief.example", "wachtwoord": "x" * 14}),),
    "POST /aanmelden/demo": (Part(form={"persona": "@account of party"}),),
    "POST /afmelden": (Part(),),
    "GET /account": (Part(),),
    "POST /account/wachtwoord": (Part(form={"old": "x" * 14, "new": "y" * 14, "again": "y" * 14}),),
    "POST /account/aanmelding": (Part({}, {"session": "@session of party"}, "party", "own sign-in"),),
    "POST /weergave": (Part(form={"theme": "dark", "terug": "/"}),),
    "GET /health": (Part(),),
    "GET /convenanten": (Part(),),
    "GET /convenanten/nieuw": (Part(),),
    "POST /convenanten/nieuw": (Part(form={"name_nl": "Nieuw", "sector_nl": "Hout", "guide_name": "SER"}),),
    "GET /dashboard": (Part(),),
    "GET /organisaties": (Part(),),
    "GET /organisaties/{slug}": (Part({"slug": "platform-apparatuur"}),),
    "GET /over": (Part(),),
    "GET /beheer": (Part(),),
    "POST /beheer": (Part(form={"name": "Nieuw", "email": "nieuw@fictief.example", "password": "z" * 14}),),
    "GET /beheer/accounts/{account_id}": (Part({"account_id": "@account of party"}),),
    "POST /beheer/accounts/{account_id}/organisaties": (
        Part({"account_id": "@account of party"}, {"organisation_id": "@organisation", "from_on": TODAY}),
    ),
    "POST /beheer/accounts/{account_id}/organisaties/einde": (
        Part({"account_id": "@account of invited"}, {"membership": "@membership", "until_on": TODAY}),
    ),
    "POST /beheer/accounts/{account_id}/sluiten": (Part({"account_id": "@account of party"}),),
    "GET /beheer/logboek-controle": (Part(also=frozenset({"facilitator elsewhere"})),),
    "POST /beheer/logboek-controle": (Part(also=frozenset({"facilitator elsewhere"})),),
    f"GET {COVENANT}": (Part(), Part(query="soort=ngo")),
    f"GET {COVENANT}/partijen": (Part(),),
    f"GET {COVENANT}/partijen/nieuw": (Part(),),
    f"POST {COVENANT}/partijen": (
        Part(form={"name_nl": "Erbij", "kind": "ngo", "role": "negotiator", "status": "active", "on": TODAY}),
    ),
    f"GET {PARTY}": (*THREE, on("supporter"), on("gone"), on("bureau")),
    f"GET {PARTY}/deelnemen": THREE,
    f"POST {PARTY}/deelnemen": steps({}),
    f"GET {PARTY}/afzien": THREE,
    f"POST {PARTY}/afzien": steps({}),
    f"GET {PARTY}/bijdrage": THREE,
    f"POST {PARTY}/bijdrage": tuple(replace(part, form={"motivation": LONG}) for part in THREE),
    f"GET {PARTY}/rol": THREE,
    f"POST {PARTY}/rol": steps({"role": "signatory"}),
    f"GET {PARTY}/opschorten": THREE,
    f"POST {PARTY}/opschorten": steps({"review_on": "2026-09-09"}),
    f"GET {PARTY}/herstellen": THREE,
    f"POST {PARTY}/herstellen": steps({}),
    f"GET {PARTY}/uittreden": THREE,
    f"POST {PARTY}/uittreden": steps({"reason_class": "voluntary"}),
    f"GET {PARTY}/vertrek-intrekken": THREE,
    f"POST {PARTY}/vertrek-intrekken": steps({}),
    f"GET {PARTY}/escalatie": THREE,
    f"POST {PARTY}/escalatie": steps({"level": "support"}),
    f"GET {PARTY}/uitsluiten": THREE,
    f"POST {PARTY}/uitsluiten": steps({}),
    f"GET {PARTY}/wegvallen": THREE,
    f"POST {PARTY}/wegvallen": steps({"reason_class": "takeover"}),
    f"GET {ITEM}": (
        Part({"party_id": "@party", "code": "IMP-02"}, {}, "party", "table", "cyclus=1"),
        on("party", "party_secretariat", code="NEG-10"),
        Part({"party_id": "@company", "code": "IMP-03"}, {}, "company", "secretariat_only", "cyclus=1"),
        on("party", code="IMP-01"),
    ),
    f"POST {ITEM}": tuple(
        replace(p, form={"text": LONG, "outcome": outcome, "conditions": "Mits.", "cyclus": cycle})
        for p, outcome, cycle in zip(ITEMS, ("", "yes_if", "", ""), ("1", "", "1", ""), strict=True)
    ),
    f"POST {ITEM}/besluit": tuple(
        replace(p, form={"besluit": decision, "reason": LONG, "cyclus": cycle}, deed="requirement.exempt")
        for p, decision, cycle in zip(
            ITEMS, ("waive", "not_applicable", "waive", "waive"), ("1", "", "1", ""), strict=True
        )
    ),
    f"POST {ITEM}/beginnen": tuple(
        replace(p, form={"cyclus": cycle}) for p, cycle in zip(ITEMS, ("1", "", "1", ""), strict=True)
    ),
    f"GET {COVENANT}/bewijs/{{evidence_id}}": (
        Part({"evidence_id": "@table_evidence"}, {}, "party", "file of the table"),
        Part({"evidence_id": "@company_evidence"}, {}, "company", "secretariat_only"),
        Part({"evidence_id": "@consultation"}, {}, "party", foreign=True),
    ),
    f"GET {COVENANT}/fase/{{action}}": (Part({"action": "back_to_signing"}),),
    f"POST {COVENANT}/fase/{{action}}": (Part({"action": "back_to_signing"}, {"on": TODAY, "note": LONG}),),
    f"GET {COVENANT}/voorwaarde/{{condition_id}}": (Part({"condition_id": "G4-2"}),),
    f"POST {COVENANT}/voorwaarde/{{condition_id}}": (Part({"condition_id": "G4-2"}, {"reason": LONG}),),
    f"GET {COVENANT}/traject/{{action}}": (Part({"action": "pause"}),),
    f"POST {COVENANT}/traject/{{action}}": (
        Part({"action": "pause"}, {"on": TODAY, "reason": LONG, "review_on": "2026-09-09"}),
    ),
    f"GET {COVENANT}/gegevens": (Part(),),
    f"POST {COVENANT}/gegevens": (Part(form={"name_nl": "Elektronica", "scope": LONG}),),
    f"GET {COVENANT}/logboek": (Part(), Part(query="pagina=2")),
    f"GET {REGISTERS}": (Part(),),
    f"GET {REGISTERS}/teksten": (Part(level="table"),),
    f"POST {REGISTERS}/teksten": (Part(form={"number": "3.0", "text_nl": LONG}),),
    f"POST {REGISTERS}/teksten/{{text_id}}/tafel": TEXTS,
    f"POST {REGISTERS}/teksten/{{text_id}}/definitief": TEXTS,
    f"POST {REGISTERS}/teksten/{{text_id}}/openbaar": TEXTS,
    f"POST {REGISTERS}/teksten/{{text_id}}/heropenen": TEXTS,
    f"POST {REGISTERS}/teksten/{{text_id}}/overnemen": TEXTS,
    f"GET {COVENANT}/teksten/{{text_id}}": TEXTS,
    f"GET {COVENANT}/teksten/{{text_id}}/vergelijk": tuple(
        replace(p, level="file of the table", query=query)
        for p in TEXTS
        for query in ("", "wijze=naast&alles=1")
    ),
    f"GET {COVENANT}/teksten/{{text_id}}/{{language}}": tuple(
        replace(p, places={**p.places, "language": "nl"}, level="file of the table") for p in TEXTS
    ),
    f"GET {REGISTERS}/mandaten": (Part(level="party_secretariat"),),
    f"POST {REGISTERS}/mandaten": for_party(MANDATE, "party", "rival"),
    f"POST {REGISTERS}/mandaten/{{row_id}}/einde": rows("own_mandate", "party_secretariat", "party"),
    f"GET {REGISTERS}/bezwaren": (Part(level="table"),),
    f"POST {REGISTERS}/bezwaren": for_party(OBJECTION, "party", "rival"),
    f"POST {REGISTERS}/bezwaren/{{row_id}}/sluiten": rows("objection", "table", "ngo"),
    f"GET {REGISTERS}/voorbehouden": (Part(level="table"),),
    f"POST {REGISTERS}/voorbehouden": for_party(RESERVATION, "party", "rival"),
    f"POST {REGISTERS}/voorbehouden/{{row_id}}/sluiten": rows(
        "reservation", "table", "union", {"outcome": "met"}
    ),
    f"GET {REGISTERS}/handtekeningen": (Part(),),
    f"POST {REGISTERS}/handtekeningen": (Part(form=SIGNATURE),),
    f"POST {REGISTERS}/handtekeningen/{{row_id}}/ongeldig": rows("signature", policy.PUBLIC, "party"),
    f"GET {REGISTERS}/bedrijven": (Part(),),
    f"POST {REGISTERS}/bedrijven": for_party({"share": "3", "from_on": TODAY}, "company", "other company"),
    f"GET {REGISTERS}/stuurgroep": (Part(),),
    f"POST {REGISTERS}/stuurgroep": (
        Part(form={"delegation": "ngo", "holder_name": "Iemand", "from_on": TODAY}),
    ),
    f"POST {REGISTERS}/stuurgroep/{{row_id}}/vrij": rows("seat", policy.PUBLIC),
    f"GET {REGISTERS}/looptijd": (Part(),),
    f"POST {REGISTERS}/looptijd": (Part(form={"effective_on": "2026-03-01", "ends_on": "2031-02-28"}),),
    f"POST {REGISTERS}/looptijd/plan": (
        Part(form={"stage": "closing", "planned_on": "2031-01-01", "reason": LONG}),
    ),
    f"GET {REGISTERS}/besluiten": (Part(level="table"),),
    f"POST {REGISTERS}/besluiten": (
        Part(form={"decision": "follow_up", "value": "end", "on": TODAY, "body": "Stuurgroep"}),
    ),
    f"GET {REGISTERS}/toewijzingen": (Part(level="process"),),
    f"POST {REGISTERS}/toewijzingen": (
        Part(form={"email": "joris@fictief.example", "role": "secretariat", "from_on": TODAY}),
    ),
    f"POST {REGISTERS}/toewijzingen/{{row_id}}/einde": rows("assignment", "process"),
    f"GET {REGISTERS}/zaken": (Part(level="case"),),
    f"POST {REGISTERS}/zaken": (
        Part(form={"kind": "complaint", "title": "Nog een", "received_on": TODAY}, level="case"),
    ),
    f"POST {REGISTERS}/zaken/{{row_id}}/sluiten": rows("case", "case"),
    f"POST {REGISTERS}/zaken/{{row_id}}/overdragen": rows("case", "case", "", {"destination": "ncp"}),
    "GET /naslag/onderdelen": (Part(),),
    **parts_moving.PARTS,
    **parts_positions.PARTS,
    **parts_signing.PARTS,
    f"GET {COVENANT}/wat-als": (
        Part(),
        Part(query="stap=aandeel:0.28&stap2=tekst-nieuw&stap3=vertrekt:niemand"),
    ),
    **parts_table.PARTS,
}

__all__ = ["LONG", "PARTS", "Part", "address"]
