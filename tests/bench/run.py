"""One run: a site with its content, three servers, rounds of each page in turns with the bare view."""

import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from dev_tools.console import say
from tests.bench.figures import Series
from tests.bench.load import Clients, Connection, Sample, request_bytes
from tests.bench.pages import PageToMeasure, Queries, Weight, pages, queries, weigh
from tests.bench.servers import WORKERS, serve

CACHED_TARGET = UNCHANGED_TARGET = 1.0
BARE = request_bytes("/de/")


@dataclass(frozen=True)
class Plan:
    """How long to measure: rounds of so many seconds, or of so many requests if they are done earlier."""

    rounds: int
    seconds: float
    most: int


@dataclass(frozen=True)
class Outcome:
    database: str
    clients: int
    plan: Plan
    series: list[Series]
    weights: dict[str, Weight]
    bare: list[Sample]
    seconds: float


def measure(folder: Path, plan: Plan, clients: int) -> Outcome:
    """Needs the environment of the run; takes about (rounds x 18 x 2 x seconds) after the setting up."""
    started = time.monotonic()
    vendor = _build(folder)
    chosen = pages()
    asked = {page.name: queries(page.path) for page in chosen}
    _let_go()
    with ExitStack() as stack:
        ports = {
            name: stack.enter_context(serve(application, extra, folder / f"{name}.log")).port
            for name, application, extra in (
                ("bare", "tests.bench.bare:application", {}),
                ("site", "tests.bench.site:application", {"DJANGO_SETTINGS_MODULE": "ki_site.settings"}),
                ("uncached", "tests.bench.site:application", {}),
            )
        }
        say("Weighing the pages")
        weights = {page.name: weigh(ports["site"], page.path) for page in chosen}
        groups = {name: Clients(port, clients, WORKERS) for name, port in ports.items()}
        say(f"Measuring {len(chosen)} pages in {plan.rounds} rounds")
        series = _rounds(chosen, asked, ports["site"], groups, plan)
        for group in groups.values():
            group.close()
    bare = [before for one in series for before, _page in one.rounds]
    return Outcome(vendor, clients, plan, series, weights, bare, time.monotonic() - started)


def _rounds(
    chosen: list[PageToMeasure],
    asked: dict[str, Queries],
    port: int,
    groups: dict[str, Clients],
    plan: Plan,
) -> list[Series]:
    """Every round takes each page in each way, right after the bare view, so that noise hits both."""
    work: list[tuple[Series, str, bytes, int]] = []
    for page in chosen:
        plain, again = (
            request_bytes(page.path),
            request_bytes(page.path, {"If-None-Match": _etag(port, page)}),
        )
        work += [
            (Series(page.name, "cached", CACHED_TARGET), "site", plain, 200),
            (Series(page.name, "304", UNCHANGED_TARGET), "site", again, 304),
            (Series(page.name, "uncached", page.target, str(asked[page.name])), "uncached", plain, 200),
        ]
    groups["bare"].warm(BARE, 200)
    for _series, name, request, status in work:
        groups[name].warm(request, status)
    for _round in range(plan.rounds):
        for series, name, request, status in work:
            bare = groups["bare"].load(BARE, 200, plan.seconds, plan.most)
            series.rounds.append((bare, groups[name].load(request, status, plan.seconds, plan.most)))
    return [series for series, *_rest in work]


def _etag(port: int, page: PageToMeasure) -> str:
    with Connection(port) as connection:
        return connection.get(page.path).headers["etag"]


def _build(folder: Path) -> str:
    """A database with the real content and the static files; returns the name of the database."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    say("Making the database and loading the content")
    if connection.vendor == "sqlite":
        from tests import database

        database.fill(str(settings.DATABASES["default"]["NAME"])).close()
    else:
        call_command("migrate", interactive=False, verbosity=0)
    call_command("load_content", verbosity=0)
    say("Collecting the static files")
    call_command("collectstatic", interactive=False, verbosity=0)
    (folder / "media").mkdir(exist_ok=True)
    return connection.vendor


def _let_go() -> None:
    """Leave the database to the servers."""
    from django.db import connections

    connections.close_all()
