"""What the fictional parties say about the fictional text, and a sealed round that still runs."""

from collections.abc import Mapping

from tracker import policy
from tracker.commands import demo_cast, drafting, positions, rounds
from tracker.commands.demo_scene import Scene
from tracker.store import dossiers, facts, tables
from workflows import clauses

MINES = "schone-mijnen"
PLATFORM = "platform-apparatuur"
FIRST: Mapping[str, tuple[str, str]] = {
    MINES: ("reservation", "Mijnen horen in de lijst, niet alleen smelterijen."),
    "bond-industrie": ("agree", ""),
    PLATFORM: ("reservation", "Eerst duidelijkheid over de kosten voor kleine leden."),
    "branche-elektronica": ("remarks", "De termijn van twee jaar is krap."),
    "kinderrechtenfonds": ("agree", ""),
    "ministerie-wereldhandel": ("agree", ""),
    "ministerie-nijverheid": ("agree", ""),
    "vakbond-techniek": ("agree", ""),
}
SECOND: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(FIRST, ("agree", "")),
    "eerlijke-fabriek": ("agree", ""),
    MINES: ("reservation", "Wij willen de namen van de mijnen zien voordat wij ja zeggen."),
    "bond-industrie": ("reservation", "Mits werknemers in de stuurgroep zitten."),
    PLATFORM: ("remarks", "Lid 2 kan korter."),
}
LAST: Mapping[str, tuple[str, str]] = {
    **SECOND,
    "bond-industrie": ("remarks", "Spreek na een jaar af hoe de lijst wordt onderhouden."),
    PLATFORM: ("remarks", "Graag een voorbeeld van de lijst als bijlage."),
    MINES: ("remarks", "Akkoord met alles behalve artikel 5 lid 2."),
    "branche-elektronica": ("agree", ""),
}
"""What parties say about the version of today; the foundation says what it has against it apart."""


def give(scene: Scene, said: Mapping[str, tuple[str, str]]) -> None:
    """Everybody answers on the version that lies on the table, and the office accepts the answers."""
    for slug, (stance, remarks) in said.items():
        positions.share(
            scene.session, scene.voice(slug), scene.id, participation_id=scene.parties[slug],
            text_id=current(scene), stance=stance, remarks=remarks, now=scene.moment,
        )  # fmt: skip
        scene.accept("NEG-05", slug)


def object_to(scene: Scene) -> None:
    """The foundation objects to one paragraph, and says what would resolve it."""
    positions.share(
        scene.session, scene.voice(MINES), scene.id, participation_id=scene.parties[MINES],
        text_id=current(scene), clause_id=clause(scene, "5.2"), stance="fundamental", now=scene.moment,
        remarks="Zonder mijnen in de lijst is de herkomst niet te controleren.",
        resolution="Mijnen terug in lid 2, met drie jaar in plaats van twee.",
    )  # fmt: skip


def seal(scene: Scene, sealed: tuple[str, ...], kept: str) -> None:
    """A round that opens when everybody is in: some are, and one party still thinks about it."""
    rounds.open_(
        scene.session, scene.lead, scene.id, text_id=current(scene), sealed=True, deadline=scene.ahead(9),
        now=scene.moment,
    )  # fmt: skip
    for slug in sealed:
        positions.share(
            scene.session, speaker(scene, slug), scene.id, participation_id=scene.parties[slug],
            text_id=current(scene), stance="remarks", remarks="Een toelichting die nog niemand leest.",
            now=scene.moment,
        )  # fmt: skip
    drafting.save(
        scene.session, speaker(scene, kept), scene.id, participation_id=scene.parties[kept],
        text_id=current(scene), stance="reservation", remarks="Dit bespreken wij eerst intern.",
        now=scene.moment,
    )  # fmt: skip


def speaker(scene: Scene, slug: str) -> policy.Actor:
    """Somebody of the party itself: nobody else seals for it, and the cast has not somebody for everybody."""
    found = scene.voice(slug)
    if found.id != scene.lead.id:
        return found
    body = demo_cast.organisation(scene.session, slug, now=scene.moment)
    return policy.Actor(name="Fictieve vertegenwoordiger", organisations=frozenset({body}))


def current(scene: Scene) -> str:
    """The version on the table of the scene."""
    found = facts.current_text(facts.texts_of(_dossier(scene)))
    assert found is not None
    return found.id


def clause(scene: Scene, number: str) -> str:
    """The id of a clause of that version by its number; empty where the text has no such clause."""
    text_id = current(scene)
    for variant in _dossier(scene).rows(tables.TextVariant):
        if variant.text_version_id == text_id:
            for one in clauses.stored(variant.clauses):
                if one.number == number:
                    return one.id
    return ""


def _dossier(scene: Scene) -> dossiers.Dossier:
    return dossiers.load(scene.session, scene.lead, covenant_id=scene.id, now=scene.moment)
