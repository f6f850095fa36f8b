"""What somebody typed: its words, and which of them belong together."""

import re
from dataclasses import dataclass, field

from search.tokens import in_order, is_stopword, stem_of, tokens

# More is no search; what is longer is cut off.
LONGEST_TEXT, MOST_WORDS = 200, 12
_QUOTED = re.compile(r'["„“”«»]([^"„“”«»]+)["„“”«»]')
_QUOTES = re.compile(r'["„“”«»]')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Spelling:
    """A typed word as one language sees it."""

    language: str
    form: str
    stem: str


@dataclass
class Typed:
    """A typed word: where it stands, how it was written, how the languages of the search see it."""

    start: int
    end: int
    shown: str
    spellings: list[Spelling] = field(default_factory=list)


@dataclass
class Query:
    text: str
    # Without the words that say nothing; all words of the text in order stand in `sequence`.
    words: list[Typed]
    sequence: list[Typed]
    # The phrases in quotes, for each language of the search as they stand in `EntryText.folded`.
    phrases: list[dict[str, str]]


def parse(text: str, languages: list[str], unfinished: bool = False) -> Query:
    """`languages`: that of the page first. Takes any text; the last word may be `unfinished`."""
    text = _CONTROL.sub(" ", text)[:LONGEST_TEXT].strip()
    bare = _QUOTES.sub(" ", text)
    sequence = _words(bare, languages)
    words = [word for word in sequence if not _says_nothing(word) or (unfinished and word is sequence[-1])]
    phrases = [_phrase(match.group(1), languages) for match in _QUOTED.finditer(text)]
    return Query(text, words[:MOST_WORDS], sequence, [phrase for phrase in phrases if phrase])


def _words(text: str, languages: list[str]) -> list[Typed]:
    words: dict[tuple[int, int], Typed] = {}
    for language in languages:
        number, start = 0, -1
        for token in tokens(text, language):
            # A hyphenated word yields its parts and itself at the same place.
            number = number + 1 if token.start == start else 0
            start = token.start
            word = words.setdefault((start, number), Typed(start, token.end, token.shown))
            stem = stem_of(token.form, token.shown, language)
            word.spellings.append(Spelling(language, token.form, stem))
    return _without_wholes([words[place] for place in sorted(words)])


def _without_wholes(words: list[Typed]) -> list[Typed]:
    """A hyphenated word is searched by its parts; each of them may also be met by the word in one."""
    kept: list[Typed] = []
    for number, word in enumerate(words):
        parts = [other for other in words[:number] if other.start == word.start]
        is_last = number + 1 == len(words) or words[number + 1].start != word.start
        if len(parts) > 1 and is_last:
            for part in parts:
                part.spellings += word.spellings
        elif len(parts) == 1 and is_last and len(word.shown) > len(parts[0].shown):
            kept.remove(parts[0])  # "E-Mail": its first part is a single letter
            kept.append(word)
            word.spellings += parts[0].spellings
        else:
            kept.append(word)
    return kept


def _says_nothing(word: Typed) -> bool:
    return any(is_stopword(spelling.form, spelling.language) for spelling in word.spellings)


def _phrase(text: str, languages: list[str]) -> dict[str, str]:
    phrases = {language: in_order(text, language) for language in languages}
    return phrases if any(phrase.strip() for phrase in phrases.values()) else {}
