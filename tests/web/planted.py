"""The secrets of the stage set by name, and what each actor is to its covenant: who reads what follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from httpx2 import Response

from tests.web import planted_positions, planted_table
from tracker import policy


@dataclass(frozen=True, slots=True)
class Secret:
    """Something planted: what it says in each of two worlds, its class, and whose it is."""

    words: tuple[str, str]
    level: str
    owner: str = ""
    also: str = ""
    """Who reads it although no row of the policy says so: an address is its own reader's."""

    def readers(self) -> frozenset[str]:
        """Who may read it, by the policy's own table."""
        seen = {self.also} if self.also else set()
        seen |= {
            name
            for name, standing in STANDINGS.items()
            if policy.sees(standing, self.level, self.owner or None) == "full"
        }
        return frozenset(seen)


SECRETS: Mapping[str, Secret] = {
    "mandate": Secret(("zwaluwmandaat", "kwartelmandaatbrief"), "party_secretariat", "party"),
    "mandate body": Secret(("reigerbestuur", "wulpenbestuurders"), "party_secretariat", "party"),
    "returned": Secret(("terugmerel", "terugnachtegaal"), "table", "party"),
    "condition": Secret(("mitskievit", "mitsroodborstje"), "party_secretariat", "party"),
    "consultation note": Secret(("notalijster", "notaputter"), "party_secretariat", "party"),
    "table title": Secret(("titelvink", "titelgoudhaan"), "table", "party"),
    "table file": Secret(("bestandmees", "bestandzanglijster"), "table", "party"),
    "company title": Secret(("titelgrutto", "titelscholekster"), "secretariat_only", "company"),
    "company file": Secret(("bestandtureluur", "bestandkluut"), "secretariat_only", "company"),
    "company content": Secret(("inhoudspreeuw", "inhoudkauwtje"), "secretariat_only", "company"),
    "company reason": Secret(("redenfuut", "redenaalscholver"), "secretariat_only", "company"),
    "share": Secret(("17,31", "22,69"), "secretariat_only", "company"),
    "contact": Secret(("Contact Eksterman", "Contact Spechtmans"), "table", "party"),
    "deputy": Secret(("Plaats Uilenberg", "Plaats Valkenhorst"), "table", "party"),
    "leaving": Secret(("wegduif", "wegtortelduif"), "table", "gone"),
    "draft": Secret(("conceptooievaar", "conceptlepelaar"), "table"),
    "pass": Secret(("passeerbuizerd met een lange reden", "passeersperwer met een andere reden"), "process"),
    "pause": Secret(("pauzezwaan met een lange reden", "pauzeknobbelgans met een reden"), "process"),
    "case": Secret(("zaakkraai", "zaakroekje"), "case"),
    "case note": Secret(("zaaknotitiegaai", "zaaknotitiebonte"), "case"),
    "objection": Secret(("bezwaarleeuwerik", "bezwaargraspieper"), "table"),
    "reservation": Secret(("voorbehoudsnip", "voorbehoudgriet"), "table"),
    "holder": Secret(("Ada Patrijs", "Ada Fazantman"), "table"),
    "decision": Secret(("besluittapuit", "besluitpaapje"), "table"),
    "email": Secret(
        ("gerda-elders@fictief.example", "gerda-verderweg@fictief.example"),
        "account",
        also="facilitator elsewhere",
    ),
    **{n: Secret((one, other), level, "party") for n, (one, other, level) in planted_positions.WORDS.items()},
    **{name: Secret(words, "table") for name, words in planted_table.WORDS.items()},
}

SIGNED = {policy.PUBLIC, policy.SIGNED_IN}


def _is(*relations: str, own: str = "") -> policy.Standing:
    return policy.Standing(frozenset(relations) | SIGNED, frozenset([own] if own else ()))


STANDINGS: Mapping[str, policy.Standing] = {
    "administrator": _is(policy.ADMINISTRATOR, policy.STARTER),
    "facilitator": _is(policy.FACILITATOR, policy.STARTER),
    "facilitator elsewhere": _is(policy.STARTER),
    "party": _is(policy.PARTY, own="party"),
    "rival": _is(policy.PARTY, own="rival"),
    "company": _is(policy.COMPANY, own="company"),
    "other company": _is(policy.COMPANY, own="other company"),
    "supporter": _is(policy.SUPPORTER, own="supporter"),
    "invited": _is(policy.SUPPORTER, own="invited"),
    "manager": _is(policy.MANAGER, policy.STARTER),
    "auditor": _is(policy.AUDITOR),
    "ex-member": _is(),
    "anonymous": policy.Standing(),
}
"""What each actor is to this covenant, written down by hand: `own` names participations by their key."""


def spellings(name: str) -> tuple[str, ...]:
    """How a secret may be written: a figure with a comma, with a point, and as a share."""
    word = SECRETS[name].words[0]
    if name != "share":
        return (word,)
    return (word, word.replace(",", "."), f"0.{word.replace(',', '')}", f"0,{word.replace(',', '')}")


def told(answer: Response) -> set[str]:
    """The secrets that stand in an answer, its headers included."""
    text = answer.text + "".join(f"{k}: {v}\n" for k, v in answer.headers.multi_items())
    return {name for name in SECRETS if any(word in text for word in spellings(name))}


def leaked(answer: Response, actor: str) -> list[str]:
    """The secrets in an answer that this actor may not read."""
    return sorted(name for name in told(answer) if actor not in SECRETS[name].readers())
