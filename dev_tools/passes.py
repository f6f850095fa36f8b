"""The runs of pytest that together prove the site, and how each is started."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from dev_tools import environment
from dev_tools.console import say
from dev_tools.environment import PYTHON, ROOT
from dev_tools.outcome import Outcome, read_outcome

NO_TESTS_CHOSEN = 5  # exit code of pytest
Tell = Callable[[str], None]
TESTS = ROOT / "tests"
BROWSER_TESTS = TESTS / "browser"
NAMES = ("sqlite", "postgresql", "chromium")


@dataclass(frozen=True)
class Pass:
    """One run: what it is called, its command and what it needs beside the environment of the tests."""

    name: str
    command: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)


def on_sqlite(arguments: Sequence[str] = ()) -> Pass:
    return Pass("on SQLite", (*_pytest("--browser-tests=without", "-p", "no:playwright"), *arguments))


def in_chromium(browser: str, arguments: Sequence[str] = ()) -> Pass:
    """Browser tests serve the site from a database of their own, so they need a process of their own."""
    return Pass("in Chromium", (*_pytest("--browser-tests=only"), *arguments), {"CHROMIUM": browser})


def on_postgresql(arguments: Sequence[str] = ()) -> Pass:
    """What uses the database, on the server of TEST_DATABASE_URL or on one for the time of the run."""
    pytest = _pytest("--browser-tests=without", "--database-tests-only", "-p", "no:playwright")
    if given := os.environ.get("TEST_DATABASE_URL", ""):
        return Pass("on PostgreSQL", (*pytest, *arguments), {"DATABASE_URL": given})
    return Pass("on PostgreSQL", (str(PYTHON), "-m", "dev_tools.postgres", *pytest, *arguments))


def named(name: str, arguments: Sequence[str], ensure_browser: Callable[[], str]) -> Pass:
    """The run with one of NAMES."""
    if name == "chromium":
        return in_chromium(ensure_browser(), arguments)
    return {"sqlite": on_sqlite, "postgresql": on_postgresql}[name](arguments)


def _pytest(*options: str) -> tuple[str, ...]:
    return (str(PYTHON), "-m", "pytest", *options)


def rooms(arguments: Sequence[str]) -> tuple[bool, bool]:
    """Whether arguments for pytest may choose tests outside of the browser, and such in it.

    Paths decide; without one (as in `-k hours`) both.
    """
    paths = [path for path in map(_path, arguments) if path.exists() and path.is_relative_to(TESTS)]
    if not paths:
        return True, True
    outside = any(not path.is_relative_to(BROWSER_TESTS) for path in paths)
    inside = any(path.is_relative_to(BROWSER_TESTS) or BROWSER_TESTS.is_relative_to(path) for path in paths)
    return outside, inside


def _path(argument: str) -> Path:
    return Path(os.path.realpath(ROOT / argument.partition("::")[0]))


def one_by_one(arguments: Sequence[str], ensure_browser: Callable[[], str]) -> Iterator[Outcome]:
    """Run the tests that `arguments` choose, each pass only if it has some; their output is pytest's own.

    `ensure_browser` gives the path of a Chromium, and is called only if a test may want it.
    """
    outside, inside = rooms(arguments)
    if outside:
        outcome = run(on_sqlite(arguments))
        yield outcome
        if outcome.with_database:
            yield run(on_postgresql(arguments))
    if inside:
        yield run(in_chromium(ensure_browser(), arguments))


def everything(browser: str, lint: Callable[[Tell], Outcome]) -> list[Outcome]:
    """Run the passes one after the other, each on all cores, and lint beside the first.

    Side by side they hinder each other: on two cores that took a third longer. Each line of output bears the
    name of its pass.
    """
    workers = ("-n", str(os.cpu_count() or 1), "--dist", "loadscope")
    passes = (in_chromium(browser, workers), on_postgresql(workers), on_sqlite(workers))
    with ThreadPoolExecutor(max_workers=1) as pool:
        linted = pool.submit(lint, _teller("lint"))
        outcomes = [run(one, _teller(one.name)) for one in passes]
    return [linted.result(), *outcomes]


def run(one: Pass, tell: Tell | None = None) -> Outcome:
    """Run a pass to its end; with `tell` its output goes there by lines."""
    say(f"Tests {one.name}")
    started = time.monotonic()
    environ = {**os.environ, **environment.TEST_ENVIRONMENT}
    environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="ki-tests-") as folder:
        report = Path(folder) / "report.xml"
        code = call((*one.command, f"--junit-xml={report}"), environ | one.environ, tell)
        return read_outcome(one.name, code in (0, NO_TESTS_CHOSEN), report, time.monotonic() - started)


def call(command: Sequence[str | Path], environ: dict[str, str], tell: Tell | None = None) -> int:
    """Exit code of a command in the root of the project."""
    if tell is None:
        return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", errors="replace",
    ) as process:  # fmt: skip
        for line in process.stdout or ():
            tell(line.rstrip("\n"))
    return process.returncode


def _teller(name: str) -> Tell:
    return lambda line: print(f"{name:<13} {line}", flush=True)
