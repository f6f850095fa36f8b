"""The commands of dev.py and their options."""

import argparse
from collections.abc import Callable

from dev_tools import forward, interop, passes, proof, serve, upgrade
from dev_tools.console import StopError, complain


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    commands_parser = argparse.ArgumentParser(prog="dev.py", description="Runs and proves the site.")
    commands = commands_parser.add_subparsers(dest="command", required=True, metavar="command")
    run = commands.add_parser("run", help="bring the site up on this machine, with its content")
    run.add_argument("--port", type=serve.port_number, default=8000, help="default 8000")
    run.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1, this machine only")
    test = commands.add_parser(
        "test",
        help="lint, and all tests on SQLite, in a browser and on PostgreSQL; with arguments for pytest "
        "(a path, -k, -x …) the tests that they choose and no lint",
    )
    test.add_argument("--only", choices=passes.NAMES, help="one run alone, as for a machine of its own")
    commands.add_parser("coverage", help="measure which lines and branches the tests on SQLite reach")
    commands.add_parser("lint", help="ruff, djade and mypy")
    where = commands.add_parser("where", help="which files make a page")
    where.add_argument("addresses", nargs="+", metavar="ADDRESS", help="for example /de/angebote/")
    commands.add_parser("forward", help="the tests on newer Pythons and on the newest Django")
    commands.add_parser("upgrade", help="compile the pins anew, audit them, run the whole proof")
    commands.add_parser("messages", help="collect the texts of the interface and compile the catalogues")
    commands.add_parser(
        "bench",
        help="measure the pages against a bare view, and the search as the site grows; "
        "arguments go to the benchmark",
    )
    others = commands.add_parser(
        "interop",
        help="let programs of others read the files of the site, and walk through it in Firefox; what it "
        "needs is installed into var/interop; more arguments go to pytest",
    )
    others.add_argument("--short", action="store_true", help="fewer random series and pages: some minutes")
    return commands_parser


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 well, 1 it failed (told in one line), 2 wrong usage."""
    arguments_parser = parser()
    options, rest = arguments_parser.parse_known_args(arguments)
    if rest and options.command not in ("test", "bench", "forward", "interop"):
        arguments_parser.error("unknown arguments: " + " ".join(rest))
    commands: dict[str, Callable[[], int]] = {
        "run": lambda: serve.run(options.host, options.port),
        "test": lambda: proof.test(rest, options.only),
        "coverage": proof.coverage,
        "lint": proof.lint,
        "where": lambda: serve.where(options.addresses),
        "forward": lambda: forward.forward(rest),
        "upgrade": upgrade.upgrade,
        "messages": proof.messages,
        "interop": lambda: interop.interop(options.short, rest),
        "bench": lambda: proof.bench(rest),
    }
    try:
        return commands[options.command]()
    except StopError as stop:
        complain(str(stop))
        return 1
    except PermissionError as error:
        complain(f"No right to write {error.filename}. Give it to yourself (chown, chmod) and run again.")
        return 1
    except KeyboardInterrupt:
        complain("Stopped.")
        return 130
