"""What a covenant in signing shows beside signatures: conditions, a late paper, a reservation, a deputy."""

from tracker.commands import conditions, deputies, reservations, signatures
from tracker.commands.demo_cast import account, characters
from tracker.commands.demo_scene import Scene
from tracker.store import dossiers, tables

DEPUTY = "nora"


def conditions_of(scene: Scene, association: str, government: str) -> None:
    """What the table wants before it signs: money, and an office that is met on the way."""
    conditions.set_(
        scene.session, scene.lead, scene.id, kind="funding", now=scene.moment, deadline=scene.ahead(25),
        participation_id=scene.parties[government],
        text="Het ministerie zegt de helft van het secretariaat voor vijf jaar toe.",
    )  # fmt: skip
    made = conditions.set_(
        scene.session, scene.lead, scene.id, kind="other", now=scene.moment, deadline=scene.ahead(-120),
        participation_id=scene.parties[association],
        text="Er is een onafhankelijk klachtenloket voordat het eerste bedrijf zich aansluit.",
    )  # fmt: skip
    scene.ago(185)
    conditions.close(
        scene.session, scene.lead, scene.id, made.id, outcome="met", now=scene.moment,
        note="Het loket is open; het reglement is met de partijen gedeeld.",
    )  # fmt: skip


def late_paper(scene: Scene, slug: str, text_id: str, name: str, function: str, *, signed: int) -> None:
    """A paper that came after the ceremony, with a reservation that was met later."""
    signatures.record(
        scene.session, scene.lead, scene.id, participation_id=scene.parties[slug], text_version_id=text_id,
        signatory_name=name, signatory_function=function, manner="wet", authority_shown=True,
        signed_on=scene.ahead(-signed), received_on=scene.today, now=scene.moment,
        reservation="Mits het klachtenloket ook meldingen uit de keten aanneemt.",
        reservation_deadline=scene.ahead(-90),
    )  # fmt: skip
    scene.settle("SIG-01 SIG-02", [slug])


def reservation_met(scene: Scene) -> None:
    """Close what was reserved; it stays beside the signature."""
    dossier = dossiers.load(scene.session, scene.lead, covenant_id=scene.id, now=scene.moment)
    for row in dossier.rows(tables.Reservation):
        if row.status == "open":
            reservations.close(
                scene.session, scene.lead, scene.id, row.id, outcome="met", now=scene.moment,
                note="Het reglement van het loket is aangepast.",
            )  # fmt: skip


def deputy(scene: Scene, slug: str) -> None:
    """Somebody takes the place of who speaks for this organisation, for some weeks from today."""
    account(scene.session, DEPUTY, now=scene.moment)
    principal = scene.voice(slug)
    deputies.name(
        scene.session, principal, scene.id, scene.parties[slug], email=characters()[DEPUTY].email,
        from_on=scene.today, until_on=scene.ahead(21), principal_id=principal.id, now=scene.moment,
    )  # fmt: skip
