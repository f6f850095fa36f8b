"""Whether what was typed asks for help at once, and which number fits; the words stand in distress.yaml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

from search.folding import fold
from search.parsing import LONGEST_TEXT, MOST_WORDS

WORDS = Path(__file__).with_name("distress.yaml")
# A shorter word with a slip in it may be another one: "Gehalt" is no "Gewalt".
SHORTEST_WITH_SLIP = 8
# Who answers. Where lines of several kinds fit as well as each other, the first of these counts.
LABELS: dict[str, Promise] = {
    "children": _("For children and young people: free, anonymous"),
    "violence": _("Violence against women: free, anonymous, day and night, in many languages"),
    "poison": _("Poisoning: doctors answer day and night"),
    "doctor": _("Doctor on call, when practices are closed: free, day and night"),
    "talk": _("Somebody to talk to, in German: free, anonymous, day and night"),
    "parents": _("For parents: free"),
    "rescue": _("Ambulance and fire brigade, when life is in danger: free, day and night"),
    "police": _("Police, in danger: free, day and night"),
}
_ORDER = {kind: place for place, kind in enumerate(LABELS)}
_WORD = re.compile(r"\w+")
# "б'є" is one word, "m'a" are two.
_IN_CYRILLIC = re.compile(r"(?<=[\u0400-\u04ff])'(?=[\u0400-\u04ff])")
# The Persian sign of the present tense is written apart, with a non-joiner, or not.
_PERSIAN_PRESENT = re.compile(r"\b(ن?مي)[-\s]+(?=\w)")
# What Arabic writes before a word without a space: "and", "in", "for", the article.
_ARABIC_BEFORE = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|[وفبلك])(?=[\u0600-\u06ff]{3})")


@dataclass(frozen=True)
class Distress:
    """One kind of need: who answers, and the number as people write it."""

    kind: str
    number: str

    @property
    def label(self) -> Promise:
        return LABELS[self.kind]

    @property
    def may_be_in_danger(self) -> bool:
        """Whether the police belong beside the number: it advises, and does not come."""
        return self.kind in {"violence", "children"}


@dataclass(frozen=True)
class _Line:
    kind: str
    # Each place takes any of its words.
    places: tuple[frozenset[str], ...]
    is_whole: bool

    def fits(self, words: set[str], number: int) -> bool:
        """Whether it is in a query of `number` words, of which the table has these."""
        return all(words & place for place in self.places) and (
            not self.is_whole or number == len(self.places)
        )


@dataclass(frozen=True)
class _Table:
    """The lines of one language, and all words in them."""

    language: str
    lines: tuple[_Line, ...]
    words: frozenset[str]
    beginnings: tuple[str, ...]
    # Long words by their first letter.
    long: dict[str, list[str]]
    calm: frozenset[str]


def distress(text: str) -> Distress | None:
    """The kind of need that the words of a query show best, None for all other queries.

    Asks no database; about a millisecond, ten for the longest query.
    """
    numbers, tables = _tables()
    found = [_found(text[:LONGEST_TEXT], table) for table in tables]
    is_calm = any(words & table.calm for table, (words, _number) in zip(tables, found, strict=True))
    fitting = [
        line
        for table, (words, number) in zip(tables, found, strict=True)
        for line in (table.lines if words else ())
        if line.fits(words, number) and (len(line.places) > 1 or line.is_whole or not is_calm)
    ]
    if not fitting:
        return None
    kind = min(fitting, key=lambda line: (-len(line.places), _ORDER[line.kind])).kind
    return Distress(kind, numbers[kind])


def _found(text: str, table: _Table) -> tuple[set[str], int]:
    """The words of the table that were typed, and how many words were typed."""
    typed = _split(text, table.language)[:MOST_WORDS]
    return set().union(*(_meant(word, table) for word in typed)), len(typed)


def _split(text: str, language: str) -> list[str]:
    folded = _IN_CYRILLIC.sub("", fold(text, language))
    return _WORD.findall(_PERSIAN_PRESENT.sub(r"\1", folded) if language == "fa" else folded)


def _meant(word: str, table: _Table) -> set[str]:
    """The words of the table that a typed word stands for."""
    forms = {word, _ARABIC_BEFORE.sub("", word)} if table.language == "ar" else {word}
    found = {form for form in forms if form in table.words}
    found.update(start for start in table.beginnings for form in forms if form.startswith(start[:-1]))
    if not found and len(word) >= SHORTEST_WITH_SLIP:
        near = table.long.get(word[0], ())
        found.update(other for other in near if OSA.distance(word, other, score_cutoff=1) == 1)
    return found


@cache
def _tables() -> tuple[dict[str, str], list[_Table]]:
    data = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return data["numbers"], [_table(language, kinds) for language, kinds in data["languages"].items()]


def _table(language: str, kinds: dict[str, Any]) -> _Table:
    groups = {name: _words(words.split(), language) for name, words in kinds.get("groups", {}).items()}
    calm = _words(kinds.get("calm", "").split(), language)
    lines = []
    for kind in LABELS:
        for line in kinds.get(kind, "").splitlines():
            places = [place for part in line.split() for place in _places(part, groups, language)]
            lines.append(_Line(kind, tuple(places), line.startswith("=")))
    words = frozenset(word for line in lines for place in line.places for word in place) | calm
    beginnings = tuple(word for word in words if word.endswith("*"))
    long: dict[str, list[str]] = {}
    for word in words.difference(beginnings):
        if len(word) >= SHORTEST_WITH_SLIP:
            long.setdefault(word[0], []).append(word)
    return _Table(language, tuple(lines), words.difference(beginnings), beginnings, long, calm)


def _places(part: str, groups: dict[str, frozenset[str]], language: str) -> list[frozenset[str]]:
    """Those of one part of a line: a group, or each word in it."""
    if part in groups:
        return [groups[part]]
    return [_words([word + "*" * part.endswith("*")], language) for word in _split(part, language)]


def _words(written: list[str], language: str) -> frozenset[str]:
    return frozenset(
        "".join(_split(word, language)) + ("*" if word.endswith("*") else "") for word in written
    )
