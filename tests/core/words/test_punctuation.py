"""Marks stand between words as the language of the page writes them."""

import re

import pytest
from django.utils import translation

from core.words.punctuation import listed, sign
from dev_tools.environment import ROOT

# What these write is German: the admin, and reports, whose words are frozen with them.
GERMAN = ("admin/", "concept/reports/")
TRANSLATED = re.compile(
    r"\{% ?blocktranslate.*?endblocktranslate ?%\}|\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL
)
BETWEEN_WORDS = re.compile(r"(?:\}\}|%\}|>)[,:;?!]\s.{0,40}", re.DOTALL)


@pytest.mark.parametrize(
    ("language", "found"), [("de", "1, 2: ?"), ("ar", "1، 2: ؟"), ("fr", "1, 2\u00a0: \u202f?")]
)
def test_marks_are_those_of_the_language(language: str, found: str) -> None:
    with translation.override(language):
        assert f"{listed([1, 2])}{sign(':')} {sign('?')}" == found


def test_templates_leave_the_marks_to_the_language() -> None:
    """ "{{ name }}: …" is wrong in French, ", …" in Arabic: `{% sign ":" %}` writes them right."""
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = path.relative_to(ROOT / "templates").as_posix()
        if not name.startswith(GERMAN):
            text = TRANSLATED.sub("", path.read_text(encoding="utf-8"))
            if marks := BETWEEN_WORDS.findall(text):
                found[name] = marks
    assert found == {}
