"""A small load generator: a few kept-alive connections, each sends its next request when answered."""

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from tests.bench.worker import ADDRESS

TIMEOUT = 30.0
# What a browser sends, so that the server has as much to read.
HEADERS = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de,en-US;q=0.7,en;q=0.3",
    "Accept-Encoding": "gzip, deflate, br",
    "Connection": "keep-alive",
}


class LoadError(Exception):
    """The server did not answer as a measurement needs it."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes
    size: int  # bytes on the wire, with the headers


@dataclass(frozen=True)
class Sample:
    """One round: seconds until the answer of each request, wall time, processor time of all workers."""

    times: list[float]
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    @property
    def cpu_each(self) -> float:
        return max(self.cpu, 1e-9) / len(self.times)


def request_bytes(path: str, headers: dict[str, str] | None = None) -> bytes:
    """A GET request as it goes over the wire."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in {**HEADERS, **(headers or {})}.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def parse(data: bytes) -> Answer | None:
    """The answer in `data`, or None while it is incomplete. Knows what this site sends: a stated length."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *rest = data[:end].decode("latin-1").split("\r\n")
    headers = {}
    for line in rest:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    status = int(first.split()[1])
    if status == 304:
        length = 0
    elif "content-length" in headers:
        length = int(headers["content-length"])
    else:
        raise LoadError(f"An answer without Content-Length (status {status}) cannot be measured.")
    total = end + 4 + length
    if len(data) < total:
        return None
    return Answer(status, headers, data[end + 4 : total], total)


class Connection:
    """A kept-alive connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.data = b""
        self.sent = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self.socket.close()

    def send(self, request: bytes) -> None:
        self.data = b""
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> Answer | None:
        """The answer, if it is complete with what arrives now; waits for at least some of it."""
        received = self.socket.recv(262_144)
        if not received:
            raise LoadError("The server closed a connection that it should keep.")
        self.data += received
        return parse(self.data)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        self.send(request_bytes(path, headers))
        while (answer := self.receive()) is None:
            pass
        return answer

    def worker(self) -> tuple[int, float]:
        """The process at the other end and the seconds of processor time it has used."""
        pid, seconds = self.get(ADDRESS).body.split()
        return int(pid), float(seconds)


class Clients:
    """Connections to one server, the same number to each of its workers."""

    def __init__(self, port: int, number: int, workers: int) -> None:
        self.by_worker: dict[int, list[Connection]] = {}
        each = max(1, number // workers)
        for _attempt in range(400):
            connection = Connection(port)
            own = self.by_worker.setdefault(connection.worker()[0], [])
            if len(own) < each:
                own.append(connection)
            else:
                connection.close()
            if len(self.by_worker) == workers and all(len(own) == each for own in self.by_worker.values()):
                return
            time.sleep(0.002)
        raise LoadError(f"Only {len(self.by_worker)} of {workers} workers answer.")

    @property
    def connections(self) -> list[Connection]:
        return [connection for own in self.by_worker.values() for connection in own]

    def warm(self, request: bytes, status: int) -> None:
        """Ask once on every connection, so that no worker has anything left to load or to keep."""
        for connection in self.connections:
            connection.send(request)
            while (answer := connection.receive()) is None:
                pass
            _expect(answer, status)

    def cpu(self) -> float:
        """Seconds of processor time that all workers have used so far."""
        return sum(own[0].worker()[1] for own in self.by_worker.values())

    def load(self, request: bytes, status: int, seconds: float, most: int) -> Sample:
        """Ask again and again for `seconds` or until `most` requests are under way or answered."""
        before = self.cpu()
        times: list[float] = []
        sent = 0
        with selectors.DefaultSelector() as selector:
            started = time.perf_counter()
            until = started + seconds
            for connection in self.connections:
                connection.send(request)
                sent += 1
                selector.register(connection.socket, selectors.EVENT_READ, connection)
            open_ones = sent
            while open_ones:
                events = selector.select(TIMEOUT)
                if not events:
                    raise LoadError(f"No answer within {TIMEOUT:.0f} seconds.")
                for key, _mask in events:
                    connection = key.data
                    answer = connection.receive()
                    if answer is None:
                        continue
                    now = time.perf_counter()
                    times.append(now - connection.sent)
                    _expect(answer, status)
                    if now < until and sent < most:
                        connection.send(request)
                        sent += 1
                    else:
                        selector.unregister(connection.socket)
                        open_ones -= 1
            ended = time.perf_counter()
        return Sample(times, ended - started, self.cpu() - before)

    def close(self) -> None:
        for connection in self.connections:
            connection.close()


def _expect(answer: Answer, status: int) -> None:
    if answer.status != status:
        raise LoadError(f"Status {answer.status} where {status} was expected: {answer.body[:200]!r}")


def wait_until(ready: Callable[[], bool], seconds: float) -> bool:
    """Whether `ready` came true within the time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if ready():
            return True
        time.sleep(0.05)
    return False
