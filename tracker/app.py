"""create_app(): the one place that puts engine, pages and guards together."""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import sqlalchemy as sa
import structlog
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from tracker.commands import rounds
from tracker.config import PRODUCT, VERSION, Settings
from tracker.store import db
from tracker.web import assets, deps, failures, preferences, render, security
from tracker.web.pages import ROUTERS
from workflows import checklist, loading

MINUTE = 60.0


def _log_lines() -> None:
    """One JSON line per event on standard error; a traceback without the values in it, which may be secret."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # more threads than this only wait for each other: 2 per core measured fastest
    current_default_thread_limiter().total_tokens = 2 * (os.cpu_count() or 1)
    render.environment()
    assets.load()
    # everything imported by now lives for ever: keep the collector from walking it at each pass
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    ending = asyncio.create_task(_end_rounds(app))
    yield
    ending.cancel()
    app.state.engine.dispose()


async def _end_rounds(app: FastAPI) -> None:
    """Once a minute: rounds of answers whose last day has passed, also when nobody opens their page."""

    def once() -> None:
        with db.reading(app.state.engine) as session:
            if not rounds.running(session):
                return  # nothing to end: no write lock for nothing
        with db.writing(app.state.engine) as session:
            rounds.open_due(session, app.state.clock())

    while True:
        await asyncio.sleep(MINUTE)
        try:
            await run_in_threadpool(once)
        except Exception:  # noqa: BLE001 - the next minute tries again, whatever it was
            structlog.get_logger().exception("rounds not ended")


def create_app(
    settings: Settings | None = None,
    *,
    engine: sa.Engine | None = None,
    clock: Callable[[], datetime] = deps.wall_clock,
) -> FastAPI:
    """The application; a definition with a mistake stops it here (`DefinitionError`).

    Tests hand in their own engine and clock; `tracker serve` hands in neither.
    """
    _log_lines()
    loading.shipped()
    checklist.checklist()
    settings = settings or Settings()
    app = FastAPI(
        title=PRODUCT,
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
        telemetry={"tracing": False},
        middleware=[
            Middleware(security.HeadersMiddleware),
            Middleware(GZipMiddleware, minimum_size=500, compresslevel=1),
            Middleware(preferences.PreferencesMiddleware),
            Middleware(security.BodyLimitMiddleware),
        ],
    )
    app.state.settings = settings
    app.state.engine = engine if engine is not None else db.make_engine(settings.url)
    app.state.clock = clock
    app.state.attempts = security.Attempts()
    app.mount("/static", assets.serve)
    for router in ROUTERS:
        app.include_router(router)
    app.state.paths = frozenset(
        route.path for router in ROUTERS for route in router.routes if hasattr(route, "path")
    )
    failures.register(app)
    return app
