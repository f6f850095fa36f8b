"""The quick migration of the tests makes the tables that `migrate` makes."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings


def tables(path: Path, *command: str) -> list[tuple[str, ...]]:
    """What SQLite keeps of the tables, indexes and triggers after this command of Python."""
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{path}"}
    subprocess.run([sys.executable, *command], cwd=settings.BASE_DIR, env=environ, check=True)
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_quick_migration_makes_the_same_tables(tmp_path: Path) -> None:
    quick = tables(tmp_path / "quick.sqlite3", "-m", "tests.migrating")
    plain = tables(tmp_path / "plain.sqlite3", "manage.py", "migrate", "--verbosity=0")

    assert len(plain) > 500
    assert quick == plain
