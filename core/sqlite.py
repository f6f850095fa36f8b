"""What SQLite does not know about letters, and who waits for its one writer.

Its LIKE takes "Ü" and "ü" for different ones, as it does "é" and an "e" with an accent after it (as some
systems write it), and it sorts "Ä" behind "Z".
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection as _connection

# Milliseconds that a write of little worth waits for the one that holds the database.
IMPATIENT = 100
_GERMAN_ORDER = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def set_up(sender: Any, connection: Any, **kwargs: Any) -> None:
    """For the signal that a connection has been made."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, like, deterministic=True)
        connection.connection.create_function("name_key", 1, name_key, deterministic=True)


@contextmanager
def without_waiting() -> Iterator[None]:
    """A write inside that another one keeps waiting fails at once. On PostgreSQL only its own row could."""
    if _connection.vendor != "sqlite":
        yield
        return
    _connection.ensure_connection()
    raw = _connection.connection
    (patience,) = raw.execute("PRAGMA busy_timeout").fetchone()
    raw.execute(f"PRAGMA busy_timeout = {IMPATIENT}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {patience}")


def folded(text: str) -> str:
    """Without the difference of large and small letters, and with one way to write each."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def like(pattern: Any, value: Any, escape: str = "") -> bool | None:
    """SQL's `value LIKE pattern ESCAPE escape`."""
    if pattern is None or value is None:
        return None
    return _expression(str(pattern), escape).fullmatch(folded(str(value))) is not None


@lru_cache(maxsize=256)
def _expression(pattern: str, escape: str) -> re.Pattern[str]:
    parts: list[str] = []
    signs = iter(folded(pattern))
    for sign in signs:
        if sign == escape:
            parts.append(re.escape(next(signs, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(sign) or re.escape(sign))
    return re.compile("".join(parts), re.DOTALL)


def name_key(name: Any) -> str | None:
    """By what German lists sort: "Ä" like "A", large like small."""
    return None if name is None else folded(str(name)).translate(_GERMAN_ORDER)
