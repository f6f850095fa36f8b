"""The parts of the benchmark: what it reads off the wire, how it counts, and a server that it measures."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.bench import report
from tests.bench.figures import Series, percentile, table
from tests.bench.load import Clients, Connection, LoadError, Sample, parse, request_bytes
from tests.bench.pages import Weight, fetched
from tests.bench.run import Outcome, Plan
from tests.bench.servers import WORKERS, serve

PLAN = Plan(rounds=1, seconds=0.1, most=50)


def sample(number: int, seconds: float, cpu: float = 0.1) -> Sample:
    return Sample([seconds / number] * number, seconds, cpu)


def test_answer_is_read_when_its_last_byte_is_there() -> None:
    data = b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: W/"a:b"\r\n\r\nhello'

    assert all(parse(data[:end]) is None for end in range(len(data)))
    answer = parse(data)

    assert answer is not None
    assert (answer.status, answer.body, answer.size) == (200, b"hello", len(data))
    assert answer.headers["etag"] == 'W/"a:b"'


def test_304_has_no_body_and_an_answer_without_length_is_refused() -> None:
    unchanged = parse(b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n")

    assert unchanged is not None
    assert (unchanged.status, unchanged.body) == (304, b"")
    with pytest.raises(LoadError, match="Content-Length"):
        parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")


def test_request_takes_compressed_answers_on_a_kept_connection() -> None:
    request = request_bytes("/de/?q=a", {"Accept-Encoding": "identity"}).decode()

    assert request.startswith("GET /de/?q=a HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    assert "\r\nAccept-Encoding: identity\r\n" in request
    assert "\r\nConnection: keep-alive\r\n" in request
    assert request.endswith("\r\n\r\n")


@pytest.mark.parametrize(("share", "value"), [(0, 1), (0.5, 50), (0.505, 51), (0.99, 99), (1, 100)])
def test_percentile(share: float, value: int) -> None:
    assert percentile([*range(100, 0, -1)], share) == value


def test_percentile_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_ratio_compares_within_a_round_and_takes_the_middle_one() -> None:
    series = Series("home", "uncached", 0.5)
    # The second round is disturbed as a whole, the third in the page alone.
    series.rounds = [
        (sample(100, 1.0), sample(60, 1.0)),
        (sample(10, 1.0), sample(6, 1.0)),
        (sample(100, 1.0), sample(20, 1.0)),
    ]

    assert series.ratio == pytest.approx(0.6)
    assert series.rate == 20
    assert series.met
    assert not Series("home", "uncached", 0.61, rounds=series.rounds).met


def test_cpu_ratio_is_the_cost_of_the_bare_view_in_that_of_the_page() -> None:
    series = Series("home", "cached", 1.0, rounds=[(sample(100, 1.0, 0.04), sample(50, 1.0, 0.08))])

    assert series.cpu_each == pytest.approx(0.0016)
    assert series.cpu_ratio == pytest.approx(0.25)


def test_table_aligns_its_columns() -> None:
    assert table(("page", "n"), [("home", "1"), ("list of offers", "20")]).splitlines() == [
        "page             n",
        "--------------  --",
        "home             1",
        "list of offers  20",
    ]


def test_first_visit_fetches_each_file_once_and_one_icon() -> None:
    html = """<link rel="stylesheet" href="/a.css"><link rel="canonical" href="/de/">
    <link rel="icon" href="/i.svg"><link rel="icon" href="/i.ico"><link rel="apple-touch-icon" href="/t.png">
    <link rel="manifest" href="/m"><script src="/a.js"></script><script src="/a.js"></script>
    <script type="application/ld+json">{}</script><img src="/p.jpg"><a href="/x">x</a>"""

    assert fetched(html) == ["/a.css", "/m", "/a.js", "/p.jpg", "/i.svg"]


def test_report_names_what_is_missed() -> None:
    slow = Series("home", "uncached", 0.07, "1 (4)", [(sample(100, 1.0), sample(6, 1.0))])
    fast = Series("home", "cached", 1.0, rounds=[(sample(100, 1.0), sample(101, 1.0))])
    light = Weight(30_000, 8_000, {"/de/": 9_000, "/a.css": 20_000})
    heavy = Weight(90_000, 14_000, {"/de/": 15_001, "/a.css": 20_000})
    bare = [sample(100, 1.0)]

    def lines(series: list[Series], weights: dict[str, Weight]) -> list[str]:
        return report.text(Outcome("sqlite", 4, PLAN, series, weights, bare, 1.0)).splitlines()

    assert lines([fast], {"home": light})[-1] == "All targets are met."
    assert lines([fast, slow], {"home": heavy})[-1] == "MISSED: home uncached, home bytes"
    assert any(line.split()[-3:] == ["0.06", "0.07", "MISSED"] for line in lines([slow], {}))


def test_bare_view_is_measured_on_both_workers(tmp_path) -> None:
    with serve("tests.bench.bare:application", {}, tmp_path / "bare.log") as server:
        clients = Clients(server.port, 4, WORKERS)
        clients.warm(request_bytes("/de/"), 200)
        measured = clients.load(request_bytes("/de/"), 200, seconds=10.0, most=60)
        with pytest.raises(LoadError, match="404"):
            clients.load(request_bytes("/en/"), 200, seconds=1.0, most=4)
        clients.close()
        with Connection(server.port) as connection:
            answer = connection.get("/de/")

    assert [len(own) for own in clients.by_worker.values()] == [2, 2]
    assert len(measured.times) == 60
    assert 0 < max(measured.times) <= measured.seconds
    assert 0 < measured.cpu < measured.seconds * WORKERS + 0.05
    assert (answer.status, len(answer.body)) == (200, 20_000)


def test_load_stops_when_the_time_is_over() -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n7 0.5") as port:
        clients = Clients(port, 1, 1)
        measured = clients.load(request_bytes("/"), 200, seconds=0.05, most=10**9)
        clients.close()

    assert 0.05 <= measured.seconds < 5
    assert measured.times


def test_server_that_hangs_up_is_an_error() -> None:
    with answering(b"") as port, Connection(port) as connection, pytest.raises(LoadError, match="closed"):
        connection.get("/")


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """A server that gives each request of its one client this answer; an empty one hangs up."""

    def serve_one() -> None:
        connection, _address = listener.accept()
        with connection:
            while connection.recv(65_536) and answer:
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve_one)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(10)
