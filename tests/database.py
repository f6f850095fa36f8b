"""A migrated SQLite database to copy, since rendering the history of 150 models takes 15 seconds a time.

The copy lies in var/ under a digest of all migrations and pins, so that a changed one makes it anew.
"""

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.conf import settings

FOLDER = settings.VAR_DIR / "test-databases"


def fill(database: str) -> sqlite3.Connection:
    """Copy the migrated database to a path or SQLite URI; in memory it lives as long as the connection."""
    target = sqlite3.connect(database, uri=database.startswith("file:"))
    source = sqlite3.connect(_migrated())
    source.backup(target)
    source.close()
    return target


def _migrated() -> Path:
    path: Path = FOLDER / f"{_digest()}.sqlite3"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        environ = {**os.environ, "DATABASE_URL": f"sqlite:///{unfinished}"}
        command = [sys.executable, "manage.py", "migrate", "--no-input", "--skip-checks", "--verbosity=0"]
        subprocess.run(command, cwd=settings.BASE_DIR, env=environ, check=True)
        for old in FOLDER.glob("*.sqlite3"):
            old.unlink(missing_ok=True)
        unfinished.replace(path)
    return path


def _digest() -> str:
    """Of all that decides what `migrate` builds: the migrations of the house and the pinned packages."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(settings.BASE_DIR.glob("[!.v]*/**/migrations/*.py")):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
