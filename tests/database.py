"""Migrated SQLite databases to copy, since rendering the history of 150 models takes 15 seconds a time, and
loading the content in all languages longer.

They lie in var/ under digests of what they are made of, so that a changed one is made anew.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings

FOLDER = settings.VAR_DIR / "test-databases"
CODE = ("core", "search", "translating", "offers", "concept", "news", "ki_site")


def fill(database: str, *, content: bool = False) -> sqlite3.Connection:
    """Copy the migrated database to a path or SQLite URI; in memory it lives as long as the connection.

    `content`: with the real content in the languages of the tests.
    """
    target = sqlite3.connect(database, uri=database.startswith("file:"))
    source = sqlite3.connect(_loaded() if content else _migrated())
    source.backup(target)
    source.close()
    return target


def _migrated() -> Path:
    return _made("migrated", settings.BASE_DIR.glob("[!.v]*/**/migrations/*.py"), _migrate)


def _loaded() -> Path:
    """Depends on all code of the site, since models and the search index decide what the load makes."""
    code = (path for folder in CODE for path in (settings.BASE_DIR / folder).rglob("*.py"))
    return _made("loaded", [*code, *(settings.BASE_DIR / "content").rglob("*.yaml")], _load)


def _made(name: str, parts: Iterable[Path], make: Callable[[Path], None]) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path: Path = FOLDER / f"{name}-{_digest(parts)}.sqlite3"
    with (FOLDER / f"{name}.lock").open("w") as lock:  # one worker makes it, the others wait
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = path.with_suffix(f".{os.getpid()}")
            make(unfinished)
            for old in FOLDER.glob(f"{name}-*.sqlite3"):
                old.unlink(missing_ok=True)
            unfinished.replace(path)
    return path


def _migrate(path: Path) -> None:
    _manage(path, "migrate", "--no-input", "--skip-checks", "--verbosity=0")


def _load(path: Path) -> None:
    fill(str(path)).close()
    _manage(path, "load_content", "--verbosity=0")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _manage(path: Path, *arguments: str) -> None:
    languages = ",".join(code for code, _name in settings.LANGUAGES)
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{path}", "LANGUAGES": languages}
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, env=environ, check=True)


def _digest(parts: Iterable[Path]) -> str:
    """Of the pinned packages and these files."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(parts):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
