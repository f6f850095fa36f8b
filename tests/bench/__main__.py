"""`python -m tests.bench [pages | search] [--quick] [--postgres]`: build, serve, measure, report.

Without a part: the pages, then the search on SQLite and on PostgreSQL.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from dev_tools.console import complain, say
from tests.bench import report
from tests.bench.load import LoadError
from tests.bench.run import Plan, measure

QUICK = Plan(rounds=2, seconds=0.1, most=200)
FULL = Plan(rounds=7, seconds=0.5, most=2000)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measures the pages of the site.")
    parser.add_argument(
        "part", nargs="?", choices=("pages", "search"), help="default: both, on both databases"
    )
    parser.add_argument(
        "--quick", action="store_true", help="a short run, rougher; the search without 80,000"
    )
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--clients", type=int, choices=(2, 4, 8), default=4, help="default 4")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Print the reports; 1 when something could not be measured. A missed target is no failure of the run."""
    options = _options(arguments)
    outcome = _pages(options) if options.part != "search" else 0
    if options.part != "pages":
        both = [[], ["--postgres"]] if options.part is None else [["--postgres"] if options.postgres else []]
        outcome = max([outcome, *(_search(database, options.quick) for database in both)])
    return outcome


def _search(database: list[str], quick: bool) -> int:
    """In a process of its own, since a process has one database."""
    sizes = ["--sizes=80,8000"] if quick else []
    return subprocess.run(
        [sys.executable, "-m", "tests.bench.search", *database, *sizes], check=False
    ).returncode


def _pages(options: argparse.Namespace) -> int:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ki-bench-")))
        address = f"sqlite:///{folder / 'site.sqlite3'}"
        if options.postgres:
            from dev_tools.postgres import temporary_server

            say("Starting PostgreSQL")
            address = stack.enter_context(temporary_server())
        os.environ.update(environment(folder, address))
        try:
            outcome = measure(folder, QUICK if options.quick else FULL, options.clients)
        except LoadError as error:
            complain(str(error))
            return 1
    print(report.text(outcome))
    return 0


def environment(folder: Path, database: str) -> dict[str, str]:
    """Production's settings but for plain http, with all that is written in the folder of the run."""
    return {
        "DEBUG": "0",
        "HTTPS": "0",
        "SECRET_KEY": "only-for-the-benchmark-" + "0123456789abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database,
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "tests.bench.uncached",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
