"""`dev.py test`, `coverage`, `lint`, `messages` and `bench`: what shows that the site is as it should be.

What keeps `test` quick:

- Lint, SQLite, PostgreSQL and Chromium run side by side (`dev_tools.passes`), since each waits now and then.
- A database is migrated and loaded once and then copied (`tests.database`). A test that needs real content
  uses the fixture `loaded_database` and loads nothing itself.
- What touches no database runs on SQLite alone; pytest-django stops such a test if it tries.
- Queries are counted with one object and with three.
- Chromium is asked what only a browser knows. What stands in the HTML is read with the test client
  (`tests.walking`). A page is opened once for all tests of its kind, which leave it as they found it.
- Each run tells the seconds of its passes and its ten slowest tests. A new one among them needs a reason.

The order of tests is another one in each run; `--seed` repeats one.
"""

import os
import shutil
import subprocess
import time

from dev_tools import chromium, environment, passes
from dev_tools.console import say
from dev_tools.environment import BIN, PYTHON, ROOT
from dev_tools.outcome import Outcome, slowest

SLOWEST = 10  # tests that are told at the end


def test(arguments: list[str], only: str | None) -> int:
    """Lint and all tests on both databases and in a browser; with `arguments` the tests they choose, with
    `only` (of passes.NAMES) one run without lint.

    Returns 1 when anything failed or was skipped: a skipped test proves nothing.
    """
    started = time.monotonic()
    environment.ensure(environment.TEST_PINS)
    if only:
        outcomes = [passes.run(passes.named(only, arguments, lambda: chromium.ensure(PYTHON)))]
    elif arguments:
        outcomes = list(passes.one_by_one(arguments, lambda: chromium.ensure(PYTHON)))
    else:
        outcomes = passes.everything(chromium.ensure(PYTHON), _lint)
    failures = [outcome.name for outcome in outcomes if not outcome.good]
    if not any(outcome.tests for outcome in outcomes):
        failures.append("no test was chosen")
    say(f"The slowest tests, with their fixtures: {SLOWEST} of them")
    print("\n".join(slowest(outcomes, SLOWEST)))
    verdict = f"FAILED ({', '.join(failures)})" if failures else "ALL GREEN"
    say(f"{verdict}: {'; '.join(map(str, outcomes))}; {time.monotonic() - started:.0f} s in all")
    return 1 if failures else 0


def coverage() -> int:
    """Measure on SQLite which lines and branches the tests reach; 1 below the floor of pyproject.toml.

    A command of its own, since to watch each line takes time.
    """
    environment.ensure(environment.TEST_PINS)
    environ = os.environ | environment.TEST_ENVIRONMENT
    environ.pop("DATABASE_URL", None)
    measured = [str(PYTHON), "-m", "coverage", "run", *passes.on_sqlite().command[1:]]
    failed = passes.call(measured, environ)
    return 1 if passes.call([PYTHON, "-m", "coverage", "report"], environ) or failed else 0


def lint() -> int:
    """Ruff, djade and mypy; returns 1 when one of them complains."""
    environment.ensure(environment.TEST_PINS)
    return 0 if _lint().good else 1


def _lint(tell: passes.Tell | None = None) -> Outcome:
    """Run every tool, whatever the others say; the name of the outcome tells which complain."""
    started = time.monotonic()
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
        if passes.call([BIN / program, *rest], environ, tell):
            failures.append(name)
    ended = time.monotonic() - started
    return Outcome(", ".join(failures) or "lint", not failures, 0, 0, 0, ended)


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
