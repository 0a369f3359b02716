"""The embedded server: uvicorn, with a limit on how long a client may take over anything."""

import asyncio
from typing import Any, cast

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS = 8.0
"""From the connection, or the first byte of the next request, until its headers are complete."""
BODY_SECONDS = 8.0
"""How often the speed of an arriving body is looked at."""
BODY_RATE = 4096
"""Bytes a second a body must bring on average between two looks: an upload of 20 MB may take an hour."""
DRAIN_SECONDS = 10.0
"""How long a client may leave bytes of an answer unread."""
HEADER_BYTES = 64 * 1024


class Patient(HttpToolsProtocol):
    """HTTP as uvicorn speaks it; a client that drips headers or body, or does not read, is let go."""

    _timer: asyncio.TimerHandle | None = None
    _drain: asyncio.TimerHandle | None = None
    _arrived = 0
    _header_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._within(HEADER_SECONDS, self._let_go)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        self._stop_drain()
        super().connection_lost(exc)

    def _within(self, seconds: float, otherwise: Any) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, otherwise)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _stop_drain(self) -> None:
        if self._drain is not None:
            self._drain.cancel()
            self._drain = None

    def _let_go(self) -> None:
        self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._header_bytes = 0
        self._within(HEADER_SECONDS, self._let_go)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_bytes += len(name) + len(value)
        if self._header_bytes > HEADER_BYTES:
            self._let_go()
            return
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._arrived = 0
        self._within(BODY_SECONDS, self._look)

    def on_body(self, body: bytes) -> None:
        self._arrived += len(body)
        super().on_body(body)

    def _look(self) -> None:
        """Fast enough, or held up by ourselves? Then look again later."""
        if self._arrived < BODY_RATE * BODY_SECONDS and not self.flow.read_paused:
            self._let_go()
            return
        self._arrived = 0
        self._within(BODY_SECONDS, self._look)

    def on_message_complete(self) -> None:
        self._stop()
        super().on_message_complete()

    def pause_writing(self) -> None:
        self._stop_drain()
        self._drain = self.loop.call_later(DRAIN_SECONDS, self._let_go)
        super().pause_writing()

    def resume_writing(self) -> None:
        self._stop_drain()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        # closing waits for unread bytes to leave; who does not read them does not keep the place
        self._stop_drain()
        self._drain = self.loop.call_later(DRAIN_SECONDS, self._let_go)


def configure(host: str, port: int, app: FastAPI) -> uvicorn.Config:
    """The settings of the embedded server."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=cast(type[asyncio.Protocol], Patient),
        ws="none",
        lifespan="on",
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
        reset_contextvars=True,
    )


def serve(host: str, port: int, app: FastAPI) -> None:
    """Serve until stopped."""
    uvicorn.Server(configure(host, port, app)).run()
