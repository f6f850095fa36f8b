"""Databases of the tests: one migrated and one loaded with the content, made once, then copied.

Migrating takes 10 seconds, although it is cut short (tests/migrating.py), and loading the content in all
languages twice as long; a copy takes less than one. Copies of SQLite are made of files in var/, those of
PostgreSQL of templates on the server. Both bear a digest of what they are made of in their names, so that a
changed one is made anew: on SQLite once for a state of the code, on PostgreSQL once for each server.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

FOLDER = settings.VAR_DIR / "test-databases"
CODE = ("core", "search", "translating", "offers", "concept", "news", "ki_site")
MIGRATE = ("-m", "tests.migrating")
LOAD = ("manage.py", "load_content", "--verbosity=0")
LOCK = 20_090_101  # any number that nobody else locks on the server


def copied(*, content: bool = False) -> AbstractContextManager[None]:
    """A copy of its own as the default database for the time of the block, on whatever the settings name.

    `content`: with the real content in the languages of the tests. What stood there before is there
    again afterwards, so that copies may be nested.
    """
    if connection.vendor == "sqlite":
        return _copied_in_memory(content)
    return _copied_from_template(content)


@contextmanager
def _copied_in_memory(content: bool) -> Iterator[None]:
    name = f"file:{uuid4().hex}?mode=memory&cache=shared"
    with closing(fill(name, content=content)), named(name):
        yield


@contextmanager
def _copied_from_template(content: bool) -> Iterator[None]:
    name = f"test_{uuid4().hex}"
    with connection._nodb_cursor() as cursor:
        with _one_at_a_time(cursor):
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template(cursor, content=content)}"')
        with named(name):
            yield
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def renew() -> None:
    """Make the copy of this process on the server anew, after a test that has emptied its tables."""
    name = connection.settings_dict["NAME"]
    BaseDatabaseWrapper.close(connection)
    with connection._nodb_cursor() as cursor, _one_at_a_time(cursor):
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template(cursor, content=False)}"')


@contextmanager
def named(name: str) -> Iterator[None]:
    """The default connection, in every thread, leads to the database of this name (SQLite: path or URI)."""
    before = connection.settings_dict["NAME"]
    BaseDatabaseWrapper.close(connection)  # Django leaves those in memory open
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        BaseDatabaseWrapper.close(connection)
        connection.settings_dict["NAME"] = before


# --- SQLite ------------------------------------------------------------------------------------------


def fill(database: str, *, content: bool = False) -> sqlite3.Connection:
    """Copy the migrated database to a path or SQLite URI; in memory it lives as long as the connection.

    `content`: with the real content in the languages of the tests.
    """
    target = sqlite3.connect(database, uri=database.startswith("file:"))
    with closing(sqlite3.connect(_loaded() if content else _migrated())) as source:
        source.backup(target)
    return target


def _migrated() -> Path:
    return _made(f"migrated-{_digest(_migrations())}", _migrate)


def _loaded() -> Path:
    return _made(f"loaded-{_digest(_all_code())}", _load)


def _made(name: str, make: Callable[[Path], None]) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path: Path = FOLDER / f"{name}.sqlite3"
    kind = name.partition("-")[0]
    with (FOLDER / f"{kind}.lock").open("w") as lock:  # one process makes it, the others wait
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in FOLDER.glob(f"{kind}-*"):  # of other code, or left unfinished
                old.unlink()
            unfinished = path.with_suffix(".unfinished")
            make(unfinished)
            unfinished.replace(path)
    return path


def _migrate(path: Path) -> None:
    _run(f"sqlite:///{path}", *MIGRATE)


def _load(path: Path) -> None:
    fill(str(path)).close()
    _run(f"sqlite:///{path}", *LOAD)
    with closing(sqlite3.connect(path)) as loaded:
        loaded.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# --- PostgreSQL --------------------------------------------------------------------------------------


def _template(cursor, *, content: bool) -> str:
    """Name of the migrated or loaded database, made from an empty one where it is missing."""
    kind, digest = ("loaded", _digest(_all_code())) if content else ("migrated", _digest(_migrations()))
    name = f"template_{kind}_{digest}"
    if name in _databases(cursor, "template_"):
        return name
    unfinished = f"unfinished_{kind}"
    cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
    source = _template(cursor, content=False) if content else "template1"
    cursor.execute(f'CREATE DATABASE "{unfinished}" TEMPLATE "{source}"')
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{unfinished}").geturl()
    _run(address, *(LOAD if content else MIGRATE))
    for old in _databases(cursor, f"template_{kind}_"):
        cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _databases(cursor, start: str) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start])
    return [name for (name,) in cursor.fetchall()]


@contextmanager
def _one_at_a_time(cursor) -> Iterator[None]:
    """Other workers wait; the server ends the lock when the connection of a dead one ends."""
    cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    yield
    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


# --- Both --------------------------------------------------------------------------------------------


def _run(address: str, *command: str) -> None:
    languages = ",".join(code for code, _name in settings.LANGUAGES)
    environ = {**os.environ, "DATABASE_URL": address, "LANGUAGES": languages}
    subprocess.run([sys.executable, *command], cwd=settings.BASE_DIR, env=environ, check=True)


def _migrations() -> Iterable[Path]:
    return settings.BASE_DIR.glob("[!.v]*/**/migrations/*.py")


def _all_code() -> Iterable[Path]:
    """Models and the search index decide what a load makes, so all code of the site counts."""
    code = (path for folder in CODE for path in (settings.BASE_DIR / folder).rglob("*.py"))
    return [*code, *(settings.BASE_DIR / "content").rglob("*.yaml")]


def _digest(parts: Iterable[Path]) -> str:
    """Of the pinned packages and these files."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(parts):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
