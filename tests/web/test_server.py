"""Clients that take for ever are let go; honest ones notice nothing."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.responses import Response

from tracker.web import deps, server

FORM = b"Host: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def add_routes(app: FastAPI) -> None:
    router = deps.PolicyRouter()

    @router.get("/groot", deed="page.read")
    async def large() -> Response:
        return Response(b"x" * 40_000_000)

    @router.get("/traag", deed="page.read")
    def slow() -> Response:
        time.sleep(1.2)
        return Response("klaar")

    @router.get("/draden", deed="page.read")
    async def threads() -> Response:
        return Response(str(int(current_default_thread_limiter().total_tokens)))

    app.include_router(router)


@contextmanager
def running(app: FastAPI) -> Iterator[int]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    config = server.configure("127.0.0.1", port, app)
    made = uvicorn.Server(config)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not made.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield port
    finally:
        made.should_exit = True
        thread.join(20)


@pytest.fixture
def port(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(server, "HEADER_SECONDS", 0.5)
    monkeypatch.setattr(server, "BODY_SECONDS", 0.5)
    monkeypatch.setattr(server, "DRAIN_SECONDS", 0.5)
    add_routes(app)
    with running(app) as port:
        yield port


def connect(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=10)
    made.settimeout(10)
    return made


def is_let_go(client: socket.socket, *, dripping: bytes = b"", within: float = 4) -> bool:
    """Whether the server hangs up, however patiently we drip."""
    client.settimeout(0.1)
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if dripping:
                client.send(dripping)
            if client.recv(4096) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def whole_answer(client: socket.socket) -> bytes:
    parts = []
    while part := client.recv(65536):
        parts.append(part)
    return b"".join(parts)


def test_who_says_nothing_is_let_go(port: int) -> None:
    with connect(port) as client:
        assert is_let_go(client)


def test_who_drips_headers_is_let_go(port: int) -> None:
    with connect(port) as client:
        client.send(b"GET /health HTTP/1.1\r\nHost: x\r\nX: ")
        assert is_let_go(client, dripping=b"a")


def test_who_drips_a_body_is_let_go(port: int) -> None:
    with connect(port) as client:
        client.send(b"POST /aanmelden HTTP/1.1\r\n" + FORM + b"Content-Length: 100000\r\n\r\n")
        assert is_let_go(client, dripping=b"a")


def test_who_does_not_read_the_answer_is_let_go(port: int) -> None:
    with connect(port) as client:
        client.send(b"GET /groot HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        time.sleep(2)
        client.settimeout(10)
        try:
            arrived = len(whole_answer(client))
        except ConnectionResetError:
            arrived = 0
        assert arrived < 40_000_000


def test_headers_beyond_measure_are_let_go(port: int) -> None:
    with connect(port) as client:
        client.send(b"GET /health HTTP/1.1\r\nHost: x\r\n")
        assert is_let_go(client, dripping=b"X: " + b"a" * 8000 + b"\r\n")


def test_an_honest_client_that_pauses_between_requests_is_served(port: int) -> None:
    with connect(port) as client:
        for _ in range(3):
            client.send(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert client.recv(65536).startswith(b"HTTP/1.1 200")
            time.sleep(0.8)


def test_a_slow_page_is_waited_for(port: int) -> None:
    with connect(port) as client:
        client.send(b"GET /traag HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert whole_answer(client).endswith(b"klaar")


def test_a_steady_upload_may_take_its_time(port: int) -> None:
    with connect(port) as client:
        client.send(
            b"POST /weergave HTTP/1.1\r\nHost: x\r\n"
            + FORM
            + b"Content-Length: 400000\r\nConnection: close\r\n\r\n"
        )
        for _ in range(20):
            client.send(b"a" * 20_000)
            time.sleep(0.08)
        assert whole_answer(client).startswith(b"HTTP/1.1 403")


def test_the_server_does_not_name_itself(port: int) -> None:
    with connect(port) as client:
        client.send(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b"server:" not in whole_answer(client).lower().partition(b"\r\n\r\n")[0]


def test_there_are_two_threads_per_core(port: int) -> None:
    with connect(port) as client:
        client.send(b"GET /draden HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert whole_answer(client).endswith(b"\r\n\r\n%d" % (2 * (os.cpu_count() or 1)))


def test_a_broken_request_is_a_400_and_the_next_one_is_served(port: int) -> None:
    with connect(port) as client:
        client.send(b"\x00\xff\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 400")
    with connect(port) as client:
        client.send(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert whole_answer(client).startswith(b"HTTP/1.1 200")
