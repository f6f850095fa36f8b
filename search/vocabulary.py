"""The words of the index in memory, one vocabulary for each language.

A process loads the words of a language once and, after a change of content, only those that have been added:
10,000 words take about 15 milliseconds the first time. What a search costs afterwards
does not depend on how many words there are, except for the looks into compounds and for typos (below a
millisecond and a few milliseconds at 100,000 words).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Max, QuerySet

from core.memory.validity import KeptWhileTrue
from search.models import Word


class Vocabulary:
    """The words of one language. Ids are those of `Word`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.last = 0
        self.ids: dict[str, int] = {}
        self.forms: dict[int, str] = {}
        self.shown: dict[int, str] = {}
        self.by_stem: dict[str, list[int]] = defaultdict(list)
        self.by_length: dict[int, list[str]] = defaultdict(list)
        # What is worked out from these words alone and often asked for.
        self.memory: dict[tuple[str, str], dict[int, float]] = {}
        self._sorted: list[str] = []
        self._joined = "\n"

    def add(self, rows: list[tuple[int, str, str, str]]) -> None:
        """Rows of (id, form, stem, shown)."""
        for pk, form, stem, shown in rows:
            self.ids[form] = pk
            self.forms[pk] = form
            self.shown[pk] = shown
            self.by_stem[stem].append(pk)
            self.by_length[len(form)].append(form)
        self.last = max([self.last, *(row[0] for row in rows)])
        self._sorted = sorted(self.ids)
        self._joined += "\n".join(row[1] for row in rows) + "\n"

    def with_more(self, rows: list[tuple[int, str, str, str]]) -> "Vocabulary":
        """A copy with these words as well: others may be reading this one."""
        more = Vocabulary(self.language)
        more.last, more._joined = self.last, self._joined
        more.ids, more.forms, more.shown = {**self.ids}, {**self.forms}, {**self.shown}
        more.by_stem.update({stem: [*keys] for stem, keys in self.by_stem.items()})
        more.by_length.update({length: [*forms] for length, forms in self.by_length.items()})
        more.add(rows)
        return more

    def __len__(self) -> int:
        return len(self.ids)

    def starting_with(self, start: str, limit: int) -> list[int]:
        """The words with this beginning, in alphabetical order."""
        first = bisect_left(self._sorted, start)
        found = []
        for form in self._sorted[first : first + limit]:
            if not form.startswith(start):
                break
            found.append(self.ids[form])
        return found

    def containing(self, part: str) -> Iterator[tuple[str, int]]:
        """Every place where `part` stands in a word: the word and the offset. One pass over all words."""
        at = self._joined.find(part)
        while at >= 0:
            start = self._joined.rfind("\n", 0, at) + 1
            end = self._joined.find("\n", at)
            yield self._joined[start:end], at - start
            at = self._joined.find(part, at + 1)


def vocabulary(language: str) -> Vocabulary:
    """Today's words of a language: no query while the content is the same, one or two after a change."""
    return _vocabularies.made(language, lambda: _load(language))


def _load(language: str) -> Vocabulary:
    fresh = Vocabulary(language)
    fresh.add(_rows(Word.objects.filter(language=language)))
    return fresh


def _renew(language: str, former: Vocabulary) -> Vocabulary:
    """The former words with those that are new since; all anew where some are gone."""
    words = Word.objects.filter(language=language)
    newest = words.aggregate(last=Max("pk"), number=Count("pk"))
    new = [] if newest["last"] == former.last else _rows(words.filter(pk__gt=former.last))
    if len(former) + len(new) == newest["number"]:
        return former.with_more(new) if new else former
    # Words of a transaction that ended after a later one, or an index that was built anew.
    return _load(language)


_vocabularies: KeptWhileTrue[Vocabulary] = KeptWhileTrue(
    "vocabularies", megabytes=None, renew=_renew, in_languages=False, shared=True
)


def _rows(words: "QuerySet[Word]") -> list[tuple[int, str, str, str]]:
    return list(words.order_by("pk").values_list("pk", "form", "stem", "shown"))
