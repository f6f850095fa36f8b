"""One search: what the address asks for, what fits, and what each change would give."""

import copy
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import cached_property, reduce
from itertools import islice
from operator import and_, or_
from typing import Any, ClassVar, Generic, TypeVar

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from core.memory.validity import KeptWhileTrue
from search import postings
from search import query as search
from search.expansion import Group
from search.finder.bits import joined, positions
from search.finder.options import Choice, FilterGroup, Removal
from search.finder.shelves import Shelves

# What every finder understands in its address, besides its filters.
PARAMETERS = ("q", "sort", "page")
# Longer texts are no search; the field of the form takes no more.
LONGEST_TEXT = 200

Held = TypeVar("Held", bound=Shelves)
Entry = TypeVar("Entry")

_entries: KeptWhileTrue[Any] = KeptWhileTrue("entries of finders", megabytes=8)
# The entries with a very frequent word, for the words that were asked for last, as bits of a number.
_with_words: KeptWhileTrue[int] = KeptWhileTrue("entries with a word", megabytes=2, in_languages=False)


class Results(ABC, Generic[Held, Entry]):
    """The answer to one address of a finder; unknown values are left out and named in `unknown`.

    Costs no query without words, else those of `search.find`.
    """

    # As in the registration for the search, and the name of the URL of the list.
    kind: ClassVar[str]
    url_name: ClassVar[str]
    # The names of the filters in the address, in the order of the form, with what they are called.
    legends: ClassVar[Mapping[str, Any]]
    # Of these filters an entry needs all values that are chosen, of the others one.
    all_of: ClassVar[frozenset[str]] = frozenset()
    page_size: ClassVar[int] = 20
    # The first one is meant where the address names none.
    sorts: ClassVar[tuple[str, ...]]

    def __init__(self, params: QueryDict, shelves: Held, now: datetime) -> None:
        self.shelves = shelves
        self.text = " ".join(params.get("q", "").replace("\x00", " ").split())[:LONGEST_TEXT]
        self.sort = params.get("sort", "") if params.get("sort") in self.sorts else self.sorts[0]
        self.ranking = search.find(self.text, _language(), [self.kind], at=now) if self.text else None
        self.asked: dict[str, list[str]] = {}
        self.unknown: list[str] = []
        for name in self.legends:
            values = list(dict.fromkeys(value for value in params.getlist(name) if value))
            options = self.labels(name) if values else {}
            if fitting := [value for value in values if value in options]:
                self.asked[name] = fitting
            self.unknown += [value for value in values if value not in options]

    # --- What each kind says -----------------------------------------------------------------------

    @abstractmethod
    def labels(self, name: str) -> Mapping[str, str]:
        """All values of a filter in order, with their names in the active language."""

    @abstractmethod
    def fetch(self, keys: list[int]) -> Collection[Entry]:
        """The entries with these primary keys in any order."""

    @property
    @abstractmethod
    def orders(self) -> list[tuple[str, str]]:
        """The orders to choose from and what they are called; "" stands for the first of `sorts`."""

    @property
    def order_text(self) -> str:
        """How the results are ordered, if not as usual: "by name"."""
        return dict(self.orders).get(self.sort, "")

    @property
    @abstractmethod
    def noun(self) -> str:
        """What the numbers beside the options count, for screen readers: "offers:"."""

    @abstractmethod
    def counted(self, number: int) -> str:
        """ "3 offers"."""

    @abstractmethod
    def to_show(self, number: int) -> str:
        """ "Show 3 offers": what the button below the filters does."""

    @property
    @abstractmethod
    def nothing(self) -> str:
        """What is said when nothing fits."""

    @abstractmethod
    def without_choice(self, label: str, number: int) -> str:
        """How many fit without a chosen option."""

    @abstractmethod
    def without_words(self, number: int) -> str:
        """How many fit without the words."""

    def values(self, name: str) -> Mapping[str, int]:
        return self.shelves.values.get(name, {})

    # --- The entries -------------------------------------------------------------------------------

    def __len__(self) -> int:
        return self.bits.bit_count()

    count = __len__

    def __getitem__(self, part: slice) -> list[int]:
        """The primary keys of a part of the result in its order, for a paginator."""
        keys = self.shelves.keys
        return [keys[place] for place in islice(self.ordered(), part.start, part.stop, part.step)]

    def entries(self, keys: list[int]) -> list[Entry]:
        """Copies of these entries in this order; one query (two in another language than German).

        None for those that this process has shown since the last change.
        """

        def fetch(missing: list[tuple[str, int]]) -> dict[tuple[str, int], Any]:
            rows: Collection[Any] = self.fetch([key for _kind, key in missing])
            return {(self.kind, row.pk): row for row in rows}

        asked = [(self.kind, key) for key in keys]
        found = _entries.made_of_all(asked, fetch)
        return [copy.copy(found[key]) for key in asked if key in found]

    # --- What fits ---------------------------------------------------------------------------------

    @cached_property
    def base(self) -> int:
        """What the words find; everything without words, and nothing where only other words were found."""
        if self.ranking is None:
            return self.shelves.everything
        if self.ranking.is_corrected:
            return 0
        if self.ranking.is_cut:
            return reduce(and_, map(self._with_word, self.ranking.groups), self.shelves.everything)
        return self.shelves.bits_of(self.ranking.ids(self.kind))

    def _with_word(self, group: Group) -> int:
        """All entries that answer a typed word, be it by all parts of a compound."""
        bits = self._with_any(group.words)
        return bits | reduce(and_, map(self._with_any, group.parts)) if group.parts else bits

    def _with_any(self, words: Collection[int]) -> int:
        """All entries that have one of these words; one query the first time."""
        key = self.kind, frozenset(words)
        return _with_words.made(key, lambda: self.shelves.bits_of(postings.objects_with(words, self.kind)))

    @cached_property
    def chosen_bits(self) -> dict[str, int]:
        """For each filter that is used: the entries that the chosen values leave."""
        return {name: self._having(name, values) for name, values in self.asked.items()}

    def _having(self, name: str, values: list[str]) -> int:
        known = self.values(name)
        sets = [known.get(value, 0) for value in values]
        return reduce(and_ if name in self.all_of else or_, sets)

    def without(self, name: str) -> int:
        """What fits everything but one filter."""
        return reduce(and_, (bits for other, bits in self.chosen_bits.items() if other != name), self.base)

    @cached_property
    def bits(self) -> int:
        return reduce(and_, self.chosen_bits.values(), self.base)

    @property
    def count_without_text(self) -> int:
        """How many entries the filters alone would give."""
        return reduce(and_, self.chosen_bits.values(), self.shelves.everything).bit_count()

    # --- In which order ----------------------------------------------------------------------------

    def ordered(self) -> Iterator[int]:
        """The places of all that fits, one after the other: a page takes no more of them than it shows."""
        if self.sort == "name":
            return self.by_name()
        return self.by_rank() if self.ranking is not None else positions(self.bits)

    def by_name(self) -> Iterator[int]:
        return self.in_order(self.shelves.by_title(_language()))

    def in_order(self, places: Collection[int]) -> Iterator[int]:
        """Those of `places` that fit."""
        fits = self.bits.to_bytes(len(self.shelves.keys) // 8 + 1, "little")
        return (place for place in places if fits[place >> 3] >> (place & 7) & 1)

    def by_rank(self) -> Iterator[int]:
        """What fits the words best first."""
        ids = self.ranking.ids(self.kind) if self.ranking else []
        ranked = [self.shelves.places[key] for key in ids if key in self.shelves.places]
        yield from (place for place in ranked if self.bits >> place & 1)
        yield from positions(self.bits & ~joined(ranked))

    # --- The filters -------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> list[FilterGroup]:
        """All filters with all options that any entry has; those that would give nothing now stay, too."""
        return [self._group(name) for name in self.legends]

    def _group(self, name: str) -> FilterGroup:
        # What a further value would leave: of all that fits, or of what fits the other filters.
        others = self.bits if name in self.all_of else self.without(name)
        known, asked = self.values(name), self.asked.get(name, [])
        return FilterGroup(
            name,
            str(self.legends[name]),
            [
                Choice(name, value, label, (others & known.get(value, 0)).bit_count(), value in asked)
                for value, label in self.labels(name).items()
                if known.get(value) or value in asked
            ],
        )

    @cached_property
    def chosen(self) -> list[Choice]:
        return [choice for group in self.groups for choice in group.chosen]

    @property
    def counted_text(self) -> str:
        return self.counted(len(self))

    @property
    def show_text(self) -> str:
        return self.to_show(len(self))

    # --- Addresses ---------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        """The list without any choice."""
        return reverse(self.url_name)

    def query(self, without: Choice | None = None, **changes: Any) -> str:
        """The address of this search with changes, without empty parts: "?topic=deutsch&sort=name"."""
        params = QueryDict(mutable=True)
        for name, value in (("q", self.text), ("sort", "" if self.sort == self.sorts[0] else self.sort)):
            if value := changes.pop(name, value):
                params[name] = value
        for name in self.legends:
            values = [
                value
                for value in self.asked.get(name, [])
                if without is None or (name, value) != (without.group, without.value)
            ]
            if values:
                params.setlist(name, values)
        for name, value in changes.items():
            if value:
                params[name] = str(value)
        return f"?{params.urlencode()}" if params else ""

    @property
    def query_without_text(self) -> str:
        return self.query(q="")

    @property
    def words_without_text(self) -> str:
        return self.without_words(self.count_without_text)

    @property
    def query_with_correction(self) -> str:
        return self.query(q=self.ranking.correction if self.ranking else "")

    def removals(self) -> list[Removal]:
        """Each chosen option with what there would be without it."""
        found = []
        for choice in self.chosen:
            rest = [value for value in self.asked[choice.group] if value != choice.value]
            bits = self.without(choice.group)
            if rest:
                bits &= self._having(choice.group, rest)
            number = bits.bit_count()
            words = self.without_choice(choice.words, number)
            found.append(Removal(choice, self.query(without=choice), number, words))
        return found


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE
