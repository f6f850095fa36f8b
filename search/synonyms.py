"""The editors' synonyms, kept in memory."""

from collections import defaultdict

from core.memory.validity import KeptWhileTrue
from search.models import Synonym
from search.tokens import stem_of, tokens

# The stems of what people type → the words that the site uses for it.
Table = dict[tuple[str, ...], list[str]]

_kept: KeptWhileTrue[dict[str, Table]] = KeptWhileTrue(
    "synonyms", megabytes=None, in_languages=False, shared=True
)


def table(language: str) -> Table:
    """The synonyms of one language; one query after each change of content, else none."""
    return _kept.made("", _load).get(language, {})


def _load() -> dict[str, Table]:
    tables: dict[str, Table] = defaultdict(lambda: defaultdict(list))
    for row in Synonym.objects.all():
        typed, meant = _lines(row.typed), _lines(row.meant)
        pairs = [(typed, meant), (meant, typed)] if row.both_ways else [(typed, meant)]
        for searched, found in pairs:
            words = [word for word in found if len(word.split()) == 1]
            for line in searched:
                tables[row.language][stems(line, row.language)].extend(words)
    return tables


def stems(line: str, language: str) -> tuple[str, ...]:
    """The key of a word or phrase: the stems of its words in order."""
    return tuple(stem_of(token.form, token.shown, language) for token in tokens(line, language))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
