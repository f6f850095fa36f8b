"""LIKE and the order of names on SQLite know the letters that people write."""

import re
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core import sqlite
from core.sqlite import folded, like, name_key


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [
        ("%überblick%", "Ein Überblick", True),
        ("%AUSLÄNDERBEHÖRDE%", "Ausländerbehörde", True),
        ("%STRASSE%", "Hauptstraße", True),
        ("%straße%", "HAUPTSTRASSE", True),
        (unicodedata.normalize("NFD", "%für%"), "Für alle", True),
        ("%für%", unicodedata.normalize("NFD", "Für alle"), True),
        ("%и%", "ПОМОЩЬ И СОВЕТ", True),
        ("a_c", "ABC", True),
        ("a_c", "abbc", False),
        ("%a\\%b%", "xa%by", True),
        ("%a\\%b%", "xaxby", False),
        ("%a\\_b%", "xa_by", True),
        ("a%", "a\nb", True),
        ("%1%", 1.5, True),
    ],
)
def test_like(pattern: str, value: str, fits: bool) -> None:
    assert like(pattern, value, "\\") is fits


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(max_size=5))
def test_what_stands_in_a_text_is_found_in_it(text: str, around: str) -> None:
    escaped = re.sub(r"([\\%_])", r"\\\1", text)

    assert like(f"%{escaped}%", f"{text} {around}", "\\") or folded(text) not in folded(f"{text} {around}")


def test_nothing_is_like_nothing() -> None:
    assert (like(None, "a"), like("a", None), name_key(None)) == (None, None, None)


def test_names_are_sorted_as_german_lists_are() -> None:
    names = ["wupsi", "Ärzte", "pronova", "Arbeiterwohlfahrt", "Oper", "Übergang"]

    assert sorted(names, key=name_key)[:3] == ["Arbeiterwohlfahrt", "Ärzte", "Oper"]
    assert name_key("Straße") == name_key("STRASSE")


if connection.vendor == "sqlite":

    @pytest.mark.django_db
    def test_every_connection_has_it() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'Ü' LIKE 'ü', 'a' LIKE 'b' ESCAPE '!', name_key('Ä')")
            assert cursor.fetchone() == (1, 0, "a")


def test_write_of_little_worth_waits_for_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(tmp_path / "db")) as other, closing(sqlite3.connect(tmp_path / "db")) as own:
        own.execute("PRAGMA busy_timeout = 60000")
        other.execute("BEGIN IMMEDIATE")
        django = SimpleNamespace(vendor="sqlite", connection=own, ensure_connection=lambda: None)
        monkeypatch.setattr(sqlite, "_connection", django)

        with pytest.raises(sqlite3.OperationalError, match="locked"), sqlite.without_waiting():
            own.execute("BEGIN IMMEDIATE")

        assert own.execute("PRAGMA busy_timeout").fetchone() == (60000,)
