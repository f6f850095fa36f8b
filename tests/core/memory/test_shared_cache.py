"""A shared cache that is gone or hangs: milliseconds, never an error, one line a minute."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pytest

from core.memory import shared_cache
from core.memory.code_version import code_version
from core.memory.shared_cache import SharedCache


@pytest.fixture
def hanging() -> Iterator[str]:
    """A server that takes connections and never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/1"


@pytest.fixture
def gone() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"redis://127.0.0.1:{port}/1"


def answering(said: dict[bytes, bytes]) -> Iterator[str]:
    """A server that says this to each command with such a word in it, and OK to all others."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _address = server.accept()
                    with client:
                        while asked := client.recv(4096):
                            words = [said[word] for word in said if word in asked]
                            client.sendall(words[0] if words else b"+OK\r\n" * asked.count(b"*"))

        Thread(target=serve, daemon=True).start()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/1"


@pytest.fixture
def another() -> Iterator[str]:
    """Something else listens there."""
    yield from answering({b"": b"HTTP/1.1 400 Bad Request\r\n\r\n"})


@pytest.fixture
def foreign() -> Iterator[str]:
    """A Redis, whose values somebody else has written."""
    yield from answering({b"HELLO": b"%1\r\n+proto\r\n:3\r\n", b"GET": b"$3\r\nabc\r\n"})


@pytest.mark.parametrize("kind", ["hanging", "gone", "another", "foreign"])
def test_cache_that_does_not_answer_costs_one_short_wait(kind: str, request, caplog) -> None:
    cache = SharedCache(request.getfixturevalue(kind), {})
    begun = time.monotonic()
    with caplog.at_level(logging.WARNING):
        for _page in range(20):
            assert cache.get("a", "nothing") == "nothing"
            cache.set("a", "value", 60)
            assert cache.add("a", "value") is False
            assert cache.delete("a") is False
    assert time.monotonic() - begun < 10 * shared_cache.PATIENCE
    assert len(caplog.records) == 1


def test_cache_is_tried_again_after_a_rest_and_told_of_once_a_minute(gone: str, monkeypatch, caplog) -> None:
    cache = SharedCache(gone, {})
    tried = []
    monkeypatch.setattr(
        shared_cache.RedisCache, "get", lambda *_: tried.append(1) or (_ for _ in ()).throw(OSError("gone"))
    )
    clock = [1000.0]
    monkeypatch.setattr(shared_cache.time, "monotonic", lambda: clock[0])
    with caplog.at_level(logging.WARNING):
        for _second in range(61):
            cache.get("a")
            clock[0] += 1
    assert len(tried) == 31
    assert len(caplog.records) == 2


def test_code_version_changes_with_the_code(tmp_path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "requirements.txt").write_text("a==1")
    (tmp_path / "core" / "a.py").write_text("1")
    first = code_version(tmp_path)
    assert code_version(tmp_path) == first
    (tmp_path / "core" / "a.py").write_text("2")
    assert code_version(tmp_path) != first
