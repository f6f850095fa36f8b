"""One search: what the address asks for, what fits, and what each change would give."""

import copy
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, reduce
from itertools import islice
from operator import and_, or_
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import translation

from ki_site.core.epoch import Memory
from ki_site.search import postings
from ki_site.search import query as search
from offers.finder.bits import joined, positions
from offers.finder.clock import Moment, moment
from offers.finder.options import NAMES, Choice, FilterGroup, labels
from offers.finder.shelves import Shelves, shelves
from offers.models import Offer, OfferQuerySet

SORTS = ("relevance", "name", "next")
# Longer texts are no search; the field of the form takes no more.
LONGEST_TEXT = 200

_kept: Memory[Offer] = Memory(2000)
# The offers with a very frequent word, for the words that were asked for last.
_with_words: Memory[int] = Memory(200)


@dataclass
class Finding:
    """The answer to one address of the finder."""

    shelves: Shelves
    moment: Moment
    text: str
    ranking: search.Ranking | None
    asked: dict[str, list[str]]
    sort: str
    unknown: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return self.bits.bit_count()

    count = __len__

    def __getitem__(self, part: slice) -> list[int]:
        """The primary keys of a part of the result in its order, for a paginator."""
        keys = self.shelves.keys
        return [keys[place] for place in islice(self._ordered(), part.start, part.stop, part.step)]

    def offers(self, keys: list[int]) -> list[Offer]:
        """Copies of these offers in this order; one query (two in another language than German).

        None for those that this process has shown since the last change.
        """
        found = {key: row for key in keys if (row := _kept.get(key)) is not None}
        if new := [key for key in keys if key not in found]:
            rows: OfferQuerySet = Offer.objects.filter(pk__in=new).translated()
            found |= {row.pk: _kept.put(row.pk, row) for row in rows}
        return [copy.copy(found[key]) for key in keys if key in found]

    # --- What fits ---------------------------------------------------------------------------------

    def values(self, name: str) -> Mapping[str, int]:
        return self.moment.values if name == "when" else self.shelves.values.get(name, {})

    @cached_property
    def base(self) -> int:
        """What the words find; everything without words."""
        if self.ranking is None:
            return self.shelves.everything
        if self.ranking.is_cut:
            sets = (self._with_any(group.words) for group in self.ranking.groups)
            return reduce(and_, sets, self.shelves.everything)
        return self.shelves.bits_of(self.ranking.ids("offer"))

    def _with_any(self, words: Collection[int]) -> int:
        """All offers that have one of these words; one query the first time."""
        key = frozenset(words)
        bits = _with_words.get(key)
        if bits is None:
            bits = _with_words.put(key, self.shelves.bits_of(postings.objects_with(words, "offer")))
        return bits

    @cached_property
    def chosen_bits(self) -> dict[str, int]:
        """For each filter that is used: the offers that have one of the chosen values."""
        return {name: self._any(name, values) for name, values in self.asked.items()}

    def _any(self, name: str, values: list[str]) -> int:
        known = self.values(name)
        return reduce(or_, (known.get(value, 0) for value in values), 0)

    def without(self, name: str) -> int:
        """What fits everything but one filter."""
        return reduce(and_, (bits for other, bits in self.chosen_bits.items() if other != name), self.base)

    @cached_property
    def bits(self) -> int:
        return reduce(and_, self.chosen_bits.values(), self.base)

    @property
    def count_without_text(self) -> int:
        """How many offers the filters alone would give."""
        return reduce(and_, self.chosen_bits.values(), self.shelves.everything).bit_count()

    # --- In which order ------------------------------------------------------------------------------

    def _ordered(self) -> Iterator[int]:
        """The places of all that fits, one after the other: a page takes no more of them than it shows."""
        if self.sort == "name":
            fits = self.bits.to_bytes(len(self.shelves.keys) // 8 + 1, "little")
            titles = self.shelves.by_title(translation.get_language() or settings.LANGUAGE_CODE)
            return (place for place in titles if fits[place >> 3] >> (place & 7) & 1)
        if self.sort == "next":
            return self._by_next()
        if self.ranking is not None:
            return self._by_rank(self.ranking)
        return positions(self.bits)

    def _by_rank(self, ranking: search.Ranking) -> Iterator[int]:
        places = self.shelves.places
        ranked = [places[key] for key in ranking.ids("offer") if key in places]
        yield from (place for place in ranked if self.bits >> place & 1)
        yield from positions(self.bits & ~joined(ranked))

    def _by_next(self) -> Iterator[int]:
        left = self.bits
        for _start, bits in self.moment.by_next:
            yield from positions(left & bits)
            left &= ~bits
        yield from positions(left)

    # --- The filters ---------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> list[FilterGroup]:
        """All filters with all options that any offer has; those that would give nothing now stay, too."""
        return [self._group(name) for name in NAMES]

    def _group(self, name: str) -> FilterGroup:
        others, known, asked = self.without(name), self.values(name), self.asked.get(name, [])
        return FilterGroup(
            name,
            [
                Choice(name, value, label, (others & known.get(value, 0)).bit_count(), value in asked)
                for value, label in labels(name).items()
                if known.get(value) or value in asked
            ],
        )

    @cached_property
    def chosen(self) -> list[Choice]:
        return [choice for group in self.groups for choice in group.chosen]

    def query(self, without: Choice | None = None, **changes: Any) -> str:
        """The address of this search with changes, without empty parts: "?topic=deutsch&sort=name"."""
        params = QueryDict(mutable=True)
        for name, value in (("q", self.text), ("sort", "" if self.sort == SORTS[0] else self.sort)):
            if value := changes.pop(name, value):
                params[name] = value
        for name in NAMES:
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
    def query_with_correction(self) -> str:
        return self.query(q=self.ranking.correction if self.ranking else "")

    def removals(self) -> list[tuple[Choice, str, int]]:
        """Each chosen option with the address without it and how many offers that would give."""
        found = []
        for choice in self.chosen:
            rest = [value for value in self.asked[choice.group] if value != choice.value]
            bits = self.without(choice.group)
            if rest:
                bits &= self._any(choice.group, rest)
            found.append((choice, self.query(without=choice), bits.bit_count()))
        return found


def find_offers(params: QueryDict, now: datetime) -> Finding:
    """What the parameters of an address ask for; unknown values are left out and named in `unknown`.

    Costs no query without words, else those of `search.find`.
    """
    known = shelves()
    text = " ".join(params.get("q", "").replace("\x00", " ").split())[:LONGEST_TEXT]
    language = translation.get_language() or "de"
    finding = Finding(
        shelves=known,
        moment=moment(known, now),
        text=text,
        ranking=search.find(text, language, ["offer"], at=now) if text else None,
        asked={},
        sort=params.get("sort", "") if params.get("sort") in SORTS else SORTS[0],
    )
    for name in NAMES:
        values = list(dict.fromkeys(value for value in params.getlist(name) if value))
        options = labels(name) if values else {}
        if fitting := [value for value in values if value in options]:
            finding.asked[name] = fitting
        finding.unknown += [value for value in values if value not in options]
    return finding
