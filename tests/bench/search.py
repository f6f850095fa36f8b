"""`python -m tests.bench.search [--postgres] [--sizes 80,8000,80000]`: what a search costs as the site grows.

Generated offers in a database of the run, which grows from size to size. For each class of searches: median
and 95th percentile in milliseconds and queries, beside a plain `icontains` over the same fields in turns.
"Search" is what the page does without its template: find, rank, and fetch the texts that are shown.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from dev_tools.console import say
from tests.bench.__main__ import environment

SIZES = [80, 8_000, 80_000]
ROUNDS, SERIES = 40, 3
# At 8,000 and 80,000 offers at most so many times what it takes with 80.
TARGETS = {8_000: 2.5, 80_000: 6.0}

# Each class with words that are typed in turns.
CLASSES: dict[str, list[str]] = {
    "frequent word": ["Beratung", "Kurs", "Treffen", "Familien", "Hilfe"],
    "compound": ["Deutschkurse", "Elterncafé", "Sprachtreffen", "Arbeitsberatung", "Kindergruppen"],
    "two words": ["Beratung Opladen", "Kurs Frauen", "Deutsch Abend", "Treffen Eltern", "Hilfe Wohnung"],
    "typo": ["Beratugn", "Schprachkurs", "Elterncafee", "Opladn", "Wonung"],
    "beginning": ["berat", "deut", "elte", "schleb", "wohn"],
    "phrase": ['"für Frauen"', '"für Familien in"', '"für Eltern in"'],
    "unknown": ["Xylophonkonzert", "Quastenflosser", "Zzyzx"],
}


# What the finder of offers is asked for: filters alone, and words with filters.
FILTERS: dict[str, list[str]] = {
    "no filter": ["", "page=2", "sort=name"],
    "filters": ["topic=topic-3&audience=audience-2", "topic=topic-1&topic=topic-2&way=walk_in&cost=free"],
    "clock": ["when=now", "when=today&topic=topic-4", "sort=next&when=mon"],
    "words, filters": ["q=Beratung&topic=topic-3", "q=Deutschkurs&way=walk_in"],
}


def _measure(work: Callable[[str], Any], texts: list[str]) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and the most queries of one search."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    most = 0
    for text in texts:
        with CaptureQueriesContext(connection) as queries:
            work(text)
        most = max(most, len(queries))
    # Of several series the quietest one: other programs on the machine only ever add.
    middle, slow = min(_series(work, texts) for _number in range(SERIES))
    return middle, slow, most


def _series(work: Callable[[str], Any], texts: list[str]) -> tuple[float, float]:
    times = []
    for number in range(ROUNDS):
        started = time.perf_counter()
        work(texts[number % len(texts)])
        times.append((time.perf_counter() - started) * 1000)
    return median(times), quantiles(times, n=20)[-1]


def _search(text: str) -> None:
    from search import results
    from search.query import find

    ranking = find(text, "de", unfinished=text in CLASSES["beginning"])
    results.by_kind(ranking, 5)


def _finder(query: str) -> None:
    """What the list of offers does without its template: every count of every filter, and one page."""
    from django.core.paginator import Paginator
    from django.test import RequestFactory
    from django.utils import timezone

    from offers import cards
    from offers.finder import offer_results

    request = RequestFactory().get(f"/de/angebote/?{query}")
    now = timezone.now()
    results = offer_results(request.GET, now)
    assert results.groups
    keys = Paginator(results, 20).get_page(request.GET.get("page")).object_list  # type: ignore[arg-type]
    cards.prepare(request, results.entries(list(keys)), now)


def _icontains(text: str) -> None:
    """The plain way: each word anywhere in the fields of the offer itself, the first page and the number."""
    from django.db.models import Q

    from offers.models import Offer

    rows = Offer.objects.published()
    for word in text.strip('"').split():
        fields = ("title", "summary", "description")
        rows = rows.filter(Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR))
    list(rows[:20])
    rows.count()


def _rows(size: int) -> Iterator[tuple[str, str, float, float, int]]:
    """Class, way, median, 95th percentile, queries; each class by search and by icontains in turns."""
    from core.content import content_token
    from search.vocabulary import vocabulary

    # A visitor's process asks for the content token once a second; here it would fall on any one search.
    content_token.CHECK_EVERY = 3600
    vocabulary("de")
    for name, texts in CLASSES.items():
        yield (name, "search", *_measure(_search, texts))
        if name in ("frequent word", "two words", "unknown"):
            yield (name, "icontains", *_measure(_icontains, texts))
    _finder("")  # the filters are put into memory after a change, not at each visit
    for name, queries in FILTERS.items():
        yield (name, "finder", *_measure(_finder, queries))


def run(sizes: list[int]) -> None:
    """Needs a migrated database in DATABASE_URL; prints the table."""
    import django

    django.setup()
    from django.db import connection

    from search.models import Posting, Word
    from tests.bench import generated

    first: dict[tuple[str, str], float] = {}
    print(f"{connection.vendor}: milliseconds, median and 95th percentile of {ROUNDS}")
    for size in sizes:
        started = time.monotonic()
        generated.grow(size)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # What autovacuum does in time on a real server.
                cursor.execute("VACUUM ANALYZE")
        seconds = time.monotonic() - started
        print(
            f"\n{size} offers ({seconds:.0f} s to make; {Word.objects.count()} words, "
            f"{Posting.objects.count()} postings)"
        )
        for name, way, middle, slow, queries in _rows(size):
            base = first.setdefault((name, way), middle)
            target = TARGETS.get(size) if way in ("search", "finder") else None
            verdict = (
                "" if target is None else f"target {target}: {'met' if middle / base <= target else 'missed'}"
            )
            print(
                f"{name:14} {way:10} {middle:8.2f} {slow:8.2f}  {queries} queries  "
                f"{middle / base:6.1f} x  {verdict}",
                flush=True,
            )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.search", description="Measures the search.")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of offers")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ki-bench-search-")))
        address = f"sqlite:///{folder / 'site.sqlite3'}"
        if options.postgres:
            from dev_tools.postgres import temporary_server

            address = stack.enter_context(temporary_server())
        os.environ.update(environment(folder, address))
        os.environ["DJANGO_SETTINGS_MODULE"] = "ki_site.settings"
        _migrate(folder, options.postgres)
        run([int(size) for size in options.sizes.split(",")])
    return 0


def _migrate(folder: Path, postgres: bool) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    say("Making the database")
    if postgres:
        call_command("migrate", verbosity=0, skip_checks=True)
    else:
        from tests import database

        database.fill(str(folder / "site.sqlite3")).close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
