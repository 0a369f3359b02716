"""Whether the program runs and its database answers, for machines."""

from functools import cache

from fastapi import Request
from fastapi.responses import JSONResponse

from tracker.config import VERSION
from tracker.store import db
from tracker.web import deps

router = deps.PolicyRouter()
newest = cache(db.schema_head)


@router.get("/health", deed="health.read")
def health(request: Request) -> JSONResponse:
    """Status, version, schema of the database and its kind; an unreachable database answers 503."""
    engine = request.app.state.engine
    schema = db.schema_of(engine)
    current = schema == newest()
    return JSONResponse(
        {
            "status": "ok" if current else "schema",
            "version": VERSION,
            "schema": schema,
            "database": engine.dialect.name,
        },
        200 if current else 503,
    )
