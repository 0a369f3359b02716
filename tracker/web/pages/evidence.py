"""Handing out evidence files: to be kept, never to be run or shown by the browser."""

import structlog
from fastapi.responses import FileResponse, Response

from tracker import errors
from tracker.queries import covenants, evidence
from tracker.store import files
from tracker.web import deps, desk

router = deps.PolicyRouter()
log = structlog.get_logger()

SAFELY = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


@router.get("/convenanten/{slug}/bewijs/{evidence_id}", deed="evidence.read")
def hand_out(here: desk.Here, evidence_id: deps.PathId) -> Response:
    """One file, for whoever may read the evidence; for anybody else it does not exist."""
    dossier = covenants.opened(here.session, here.actor, here.slug, now=here.now)
    found = evidence.file(dossier, evidence_id)
    path = files.path_of(here.request.app.state.settings.files, found.hash)
    if not path.is_file():
        log.error("evidence file missing", evidence=evidence_id)
        raise errors.NotFound
    if found.visibility == "secretariat_only":
        log.info("confidential read", evidence=evidence_id, account=here.actor.id)
    return FileResponse(path, media_type=found.media, filename=found.name, headers=SAFELY)
