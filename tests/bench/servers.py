"""Gunicorn on loopback for the time of a block."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dev_tools.environment import ROOT
from tests.bench.load import LoadError, wait_until

WORKERS = 2


@dataclass(frozen=True)
class Server:
    port: int


@contextmanager
def serve(application: str, environ: dict[str, str], log: Path) -> Iterator[Server]:
    """An application (`module:name`) in two gunicorn workers that keep connections."""
    port = _free_port()
    command = [
        str(Path(sys.executable).with_name("gunicorn")),
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(WORKERS),
    ]
    command += ["--worker-class", "gthread", "--threads", "1", "--keep-alive", "600"]
    command += ["--no-control-socket", "--log-level", "warning", application]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environ}, stdout=output, stderr=output
        ) as process,
    ):
        try:
            if not wait_until(lambda: process.poll() is not None or _listens(port), 60) or process.poll():
                raise LoadError(f"gunicorn did not start {application}: {log.read_text()[-2000:]}")
            yield Server(port)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
