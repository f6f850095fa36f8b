"""The editors' synonyms, in memory under the content version."""

from collections import defaultdict

from core.content import version
from search.models import Synonym
from search.tokens import stem_of, tokens

# The stems of what people type → the words that the site uses for it.
Table = dict[tuple[str, ...], list[str]]

_kept: tuple[str, dict[str, Table]] | None = None


def table(language: str) -> Table:
    """The synonyms of one language; one query after each change of content, else none."""
    global _kept
    token = version.current()
    if _kept is None or _kept[0] != token:
        _kept = (token, _load())
    return _kept[1].get(language, {})


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


def forget() -> None:
    """Drop what is kept in memory (between tests)."""
    global _kept
    _kept = None
