"""Programs of others, installed by `dev.py interop`, and the site that they read."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.browser.conftest import site  # noqa: F401  the site with its content, served for the whole run

HERE = Path(__file__).parent
FOLDER = Path(os.environ["INTEROP"])
PYTHON, NODE = os.environ["INTEROP_PYTHON"], os.environ["INTEROP_NODE"]
NODE_ENVIRONMENT = {**os.environ, "NODE_PATH": str(FOLDER / "node_modules")}


class Reader:
    """A program that answers one line of JSON for each that it is given."""

    def __init__(self, *command: str) -> None:
        self._program = subprocess.Popen(
            command, env=NODE_ENVIRONMENT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __call__(self, **request: Any) -> Any:
        assert self._program.stdin
        assert self._program.stdout
        self._program.stdin.write(json.dumps(request) + "\n")
        self._program.stdin.flush()
        return json.loads(self._program.stdout.readline())

    def close(self) -> None:
        self._program.communicate()


@pytest.fixture(scope="session")
def in_python() -> Iterator[Reader]:
    """Calendars as recurring-ical-events reads them."""
    reader = Reader(PYTHON, str(HERE / "readers" / "calendars.py"))
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def in_node() -> Iterator[Reader]:
    """Calendars as ical.js and rrule read them."""
    reader = Reader(NODE, str(HERE / "readers" / "calendars.cjs"))
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def fetched(site: str) -> Callable[[str], bytes]:  # noqa: F811
    """The answer of the site to a path."""

    def answer(path: str) -> bytes:
        with urlopen(site + path) as response:
            return response.read()

    return answer


@pytest.fixture(scope="session")
def read_file() -> Callable[[str, bytes], Any]:
    """What a program of `readers/files.py` says about a file: `read_file("feed", content)`."""

    def read(program: str, content: bytes) -> Any:
        command = [PYTHON, str(HERE / "readers" / "files.py"), program]
        return json.loads(subprocess.run(command, input=content, capture_output=True, check=True).stdout)

    return read
