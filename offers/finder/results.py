"""The words and orders of offers for `search.finder`, which does the finding."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.finder.clock import moment
from offers.finder.options import LEGENDS, labels
from offers.finder.shelves import OfferShelves, shelves
from offers.models import Offer, OfferQuerySet
from search import finder
from search.finder import Results
from search.finder.bits import positions

PARAMETERS = (*finder.PARAMETERS, *LEGENDS)
# An order by what opens next is offered when it orders something: so many offers have known hours, and at
# least one of so many.
LEAST_WITH_HOURS, ONE_OF = 3, 10


class OfferResults(Results[OfferShelves, Offer]):
    kind = "offer"
    url_name = "offers:list"
    legends = LEGENDS
    sorts = ("relevance", "name", "next")
    all_of = frozenset({"extra"})
    page_size = 16  # a page of twelve screens on a phone

    def __init__(self, params: QueryDict, known: OfferShelves, now: datetime) -> None:
        self.moment = moment(known, now)
        super().__init__(params, known, now)
        if self.sort == "next" and not self.can_order_by_next:
            self.sort = self.sorts[0]

    @property
    def can_order_by_next(self) -> bool:
        with_hours = reduce(or_, (bits for _start, bits in self.moment.by_next), 0).bit_count()
        return with_hours >= max(LEAST_WITH_HOURS, len(self.shelves.keys) / ONE_OF)

    @property
    def have_confirmed_hours(self) -> bool:
        """Whether a calendar of the hours of what fits would hold anything."""
        return any(
            bits & self.bits
            for schedule, bits in self.shelves.schedules
            if all(hours.confirmed for hours in schedule.hours)
        )

    def labels(self, name: str) -> Mapping[str, str]:
        return labels(name)

    def values(self, name: str) -> Mapping[str, int]:
        return self.moment.values if name == "when" else super().values(name)

    def fetch(self, keys: list[int]) -> Collection[Offer]:
        rows: OfferQuerySet = Offer.objects.filter(pk__in=keys)
        return rows.translated()

    def ordered(self) -> Iterator[int]:
        return self._by_next() if self.sort == "next" else super().ordered()

    def _by_next(self) -> Iterator[int]:
        left = self.bits
        for _start, bits in self.moment.by_next:
            yield from positions(left & bits)
            left &= ~bits
        yield from positions(left)

    @property
    def orders(self) -> list[tuple[str, str]]:
        first = _("what fits best first") if self.text else _("what helps most people first")
        found = [("", first), ("name", _("by name"))]
        return [*found, ("next", _("what opens next first"))] if self.can_order_by_next else found

    @property
    def noun(self) -> str:
        return _("offers:")

    @property
    def nothing(self) -> str:
        return _("No offer fits all of that.")

    def counted(self, number: int) -> str:
        return ngettext("%(counter)s offer", "%(counter)s offers", number) % {"counter": number}

    def to_show(self, number: int) -> str:
        return ngettext("Show %(counter)s offer", "Show %(counter)s offers", number) % {"counter": number}

    def without_choice(self, label: str, number: int) -> str:
        words = ngettext(
            "without “%(label)s”: %(number)s offer", "without “%(label)s”: %(number)s offers", number
        )
        return words % {"label": label, "number": number}

    def without_words(self, number: int) -> str:
        words = ngettext(
            "without the words “%(text)s”: %(number)s offer",
            "without the words “%(text)s”: %(number)s offers",
            number,
        )
        return words % {"text": self.text, "number": number}


def offer_results(params: QueryDict, now: datetime) -> OfferResults:
    """What the parameters of an address ask for."""
    return OfferResults(params, shelves(), now)
