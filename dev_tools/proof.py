"""`dev.py test`, `lint`, `messages` and `bench`: what shows that the site is as it should be."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dev_tools import chromium, environment
from dev_tools.console import say
from dev_tools.environment import BIN, PYTHON, ROOT
from dev_tools.outcome import Outcome, read_outcome

NO_TESTS_CHOSEN = 5  # exit code of pytest


def test(arguments: list[str]) -> int:
    """Lint and all tests on both databases and in a browser; with `arguments` the tests they choose.

    Returns 1 when anything failed or was skipped: a skipped test proves nothing.
    """
    started = time.monotonic()
    environment.ensure(environment.TEST_PINS)
    browser = chromium.ensure(PYTHON)
    failures = [] if arguments else _lint()
    environ = os.environ | environment.TEST_ENVIRONMENT | {"CHROMIUM": browser}
    environ.pop("DATABASE_URL", None)
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="ki-tests-") as folder:
        for name, command, extra in _passes(arguments):
            say(f"Tests {name}")
            outcome = _pytest(name, command, environ | extra, Path(folder))
            outcomes.append(outcome)
    failures += [outcome.name for outcome in outcomes if not outcome.good]
    if not any(outcome.tests for outcome in outcomes):
        failures.append("no test was chosen")
    parts = ([] if arguments else ["lint"]) + [str(outcome) for outcome in outcomes]
    verdict = f"FAILED ({', '.join(failures)})" if failures else "ALL GREEN"
    say(f"{verdict}: {'; '.join(parts)}; {time.monotonic() - started:.0f} s in all")
    return 1 if failures else 0


def _passes(arguments: list[str]) -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command and variables of each run of pytest; browser tests need a process of their own."""
    pytest = [str(PYTHON), "-m", "pytest"]
    both_cores = [] if arguments else ["-n", "2"]
    # The tests of a file share what they opened in the browser.
    whole_files = ["--dist", "loadfile"] if both_cores else []
    unit = [*pytest, "--browser-tests=without", *both_cores, *arguments]
    given = os.environ.get("TEST_DATABASE_URL", "")
    return [
        ("on SQLite", unit, {}),
        ("in Chromium", [*pytest, "--browser-tests=only", *both_cores, *whole_files, *arguments], {}),
        ("on PostgreSQL", unit, {"DATABASE_URL": given})
        if given
        else ("on PostgreSQL", [str(PYTHON), "-m", "dev_tools.postgres", *unit], {}),
    ]


def _pytest(name: str, command: Sequence[str], environ: dict[str, str], folder: Path) -> Outcome:
    report = folder / f"{name}.xml"
    started = time.monotonic()
    code = subprocess.run([*command, f"--junit-xml={report}"], cwd=ROOT, env=environ, check=False).returncode
    return read_outcome(name, code in (0, NO_TESTS_CHOSEN), report, time.monotonic() - started)


def lint() -> int:
    """Ruff, djade and mypy; returns 1 when one of them complains."""
    environment.ensure(environment.TEST_PINS)
    return 1 if _lint() else 0


def _lint() -> list[str]:
    """Run every tool, whatever the others say, and name those that complain."""
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    tools = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "djade": ["djade", "--check", "--target-version", "5.2", *templates],
        "mypy": ["mypy"],
    }
    environ = os.environ | environment.TEST_ENVIRONMENT
    failures = []
    for name, (program, *rest) in tools.items():
        say(f"Lint: {name}")
        if subprocess.run([BIN / program, *rest], cwd=ROOT, env=environ, check=False).returncode:
            failures.append(name)
    return failures


def messages() -> int:
    """Collect the texts of the interface (needs the gettext tools), then compile all catalogues."""
    environment.ensure(environment.TEST_PINS)
    environ = os.environ | environment.TEST_ENVIRONMENT
    if shutil.which("xgettext") and shutil.which("msgmerge"):
        say("Collecting the texts of the interface")
        ignored = [f"--ignore={name}" for name in (".venv", "var", "tests", "dev_tools")]
        languages = {"de"} | {path.name for path in (ROOT / "locale").glob("*") if path.is_dir()}
        options = ["--no-wrap", "--no-location", "--verbosity=0", *ignored]
        options += [f"--locale={language}" for language in sorted(languages)]
        collected = subprocess.run(
            [PYTHON, "manage.py", "makemessages", *options], cwd=ROOT, env=environ, check=False
        )
        if collected.returncode:
            return 1
    else:
        say("The gettext tools are not installed (apt install gettext): new texts are not collected")
    say("Compiling the catalogues")
    return subprocess.run([PYTHON, "-m", "dev_tools.catalogues"], cwd=ROOT, check=False).returncode


def bench(arguments: list[str]) -> int:
    """Measure the pages against a bare view in the same run; `arguments` go to tests/bench."""
    environment.ensure(environment.TEST_PINS)
    return subprocess.run([PYTHON, "-m", "tests.bench", *arguments], cwd=ROOT, check=False).returncode
