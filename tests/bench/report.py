"""The report of a run: two tables and what is met."""

import platform
from statistics import median

from tests.bench.figures import Series, percentile, table, verdict
from tests.bench.pages import Weight
from tests.bench.run import Outcome

FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS, NEXT_PAGE_BYTES = 60_000, 6, 15_000

SPEED = ("page", "how", "req/s", "p50 ms", "p99 ms", "queries", "cpu ms", "cpu ratio", "ratio", "target", "")
BYTES = ("page", "html", "html br", "next page", "first visit", "requests", "")


def text(outcome: Outcome) -> str:
    """All that was measured, with the targets (issue: a cached page and a 304 as fast as a bare view …)."""
    rate = median(sample.rate for sample in outcome.bare)
    times = [time for sample in outcome.bare for time in sample.times]
    cpu = median(sample.cpu_each for sample in outcome.bare)
    bare = ["bare view", "20 kB", f"{rate:.0f}", *_ms(percentile(times, 0.5), percentile(times, 0.99))]
    bare += ["0", *_ms(cpu), "1.00", "1.00", "", ""]
    missed = [f"{one.page} {one.way}" for one in outcome.series if not one.met]
    missed += [f"{name} bytes" for name, weight in outcome.weights.items() if not _light(weight)]
    plan = outcome.plan
    lines = [
        f"Python {platform.python_version()}, {outcome.database}, gunicorn with 2 workers, "
        f"{outcome.clients} clients, {plan.rounds} rounds of {plan.seconds} s or {plan.most} requests, "
        f"{outcome.seconds:.0f} s in all",
        "",
        table(SPEED, [bare, *(_speed(one) for one in outcome.series)]),
        "",
        table(BYTES, [_bytes(name, weight) for name, weight in outcome.weights.items()]),
        "",
        "Uncached: without the page cache. Queries: of a page that this process has shown since the last "
        "change of the content (in brackets: when it is shown for the first time).",
        f"Targets: next page at most {NEXT_PAGE_BYTES} bytes; first visit at most {FIRST_VISIT_BYTES} bytes "
        f"in at most {FIRST_VISIT_REQUESTS} requests (bytes on the wire with headers, brotli).",
        "MISSED: " + ", ".join(missed) if missed else "All targets are met.",
    ]
    return "\n".join(lines)


def _speed(one: Series) -> list[str]:
    return [
        one.page,
        one.way,
        f"{one.rate:.0f}",
        *_ms(one.percentile(0.5), one.percentile(0.99)),
        one.queries,
        *_ms(one.cpu_each),
        f"{one.cpu_ratio:.3g}",
        f"{one.ratio:.3g}",
        f"{one.target:g}",
        verdict(one.met),
    ]


def _bytes(name: str, weight: Weight) -> list[str]:
    page = next(iter(weight.files.values()))
    return [
        name,
        str(weight.html),
        str(weight.html_compressed),
        str(page),
        str(weight.first_visit),
        str(len(weight.files)),
        verdict(_light(weight)),
    ]


def _light(weight: Weight) -> bool:
    page = next(iter(weight.files.values()))
    return (
        weight.first_visit <= FIRST_VISIT_BYTES
        and len(weight.files) <= FIRST_VISIT_REQUESTS
        and page <= NEXT_PAGE_BYTES
    )


def _ms(*seconds: float) -> list[str]:
    return [f"{1000 * value:.2f}" for value in seconds]
