"""The translated content files write numbers, dates and marks as their language does, not as German does."""

import re
from pathlib import Path

import pytest
from django.conf import settings

_DOTTED_THOUSANDS = r"(?<![\d.])\d{1,3}\.\d{3}(?![\d.])"
_DOTTED_DATE = r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}"
_DECIMAL_COMMA = r"\d,\d{1,2}(?!\d)"
_LATIN_MARK = r"[\u0620-\u06ff][,;?]"
_NOT_GERMAN = {
    "en": [_DOTTED_THOUSANDS, _DOTTED_DATE, _DECIMAL_COMMA],
    # A space before these marks, which does not break.
    "fr": [_DOTTED_THOUSANDS, _DOTTED_DATE, r"« | »| [?!;:]|(?<=[^\W\d])[?!](?!\w)"],
    "ar": [_DOTTED_THOUSANDS, _DOTTED_DATE, _DECIMAL_COMMA, _LATIN_MARK],
    "fa": [_DOTTED_THOUSANDS, _DOTTED_DATE, _DECIMAL_COMMA, _LATIN_MARK],
    "pl": [_DOTTED_THOUSANDS],
    "uk": [_DOTTED_THOUSANDS],
    "ru": [_DOTTED_THOUSANDS],
}
# Addresses, tags and German terms stand as they are.
_NO_WORDS = re.compile(r"<[^>]*>|\[\[[^\]]*\]\]|https?://\S+|&\w+;")


@pytest.mark.parametrize("language", _NOT_GERMAN)
def test_content_has_the_numbers_and_marks_of_its_language(language: str) -> None:
    wrong = re.compile("|".join(_NOT_GERMAN[language]))
    found = [
        f"{path.name}:{number}: {line[max(0, mistake.start() - 30) : mistake.end() + 10]}"
        for path in sorted((Path(settings.CONTENT_DIR) / language).glob("*.yaml"))
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (line := _NO_WORDS.sub("", raw)) and (mistake := wrong.search(line))
    ]
    assert found == []
