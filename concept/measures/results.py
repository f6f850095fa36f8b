"""The words and orders of measures for `search.finder`, which does the finding."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concept.measures.options import LEGENDS, labels
from concept.measures.shelves import MeasureShelves, shelves
from concept.models import Measure
from search import finder
from search.finder import Results

PARAMETERS = (*finder.PARAMETERS, *LEGENDS)


class MeasureResults(Results[MeasureShelves, Measure]):
    kind = "measure"
    url_name = "concept:measures"
    legends = LEGENDS
    sorts = ("relevance", "name", "reported", "start")

    def labels(self, name: str) -> Mapping[str, str]:
        return labels(name)

    def fetch(self, keys: list[int]) -> Collection[Measure]:
        return list(Measure.objects.filter(pk__in=keys).translated())

    def ordered(self) -> Iterator[int]:
        if self.sort == "reported":
            return self.in_order(self.shelves.by_report)
        if self.sort == "start":
            return self.in_order(self.shelves.by_start)
        return super().ordered() if self.text else self.by_name()

    @property
    def orders(self) -> list[tuple[str, str]]:
        by_name = [("", _("what fits best first")), ("name", _("by name"))]
        others = [("reported", _("what was reported last first")), ("start", _("what began last first"))]
        return [*(by_name if self.text else [("", _("by name"))]), *others]

    @property
    def noun(self) -> str:
        return _("measures:")

    @property
    def nothing(self) -> str:
        return _("No measure fits all of that.")

    def counted(self, number: int) -> str:
        return ngettext("%(number)s measure", "%(number)s measures", number) % {"number": number}

    def to_show(self, number: int) -> str:
        return ngettext("Show %(number)s measure", "Show %(number)s measures", number) % {"number": number}

    def without_choice(self, label: str, number: int) -> str:
        words = ngettext(
            "without “%(label)s”: %(number)s measure", "without “%(label)s”: %(number)s measures", number
        )
        return words % {"label": label, "number": number}

    def without_words(self, number: int) -> str:
        words = ngettext(
            "without the words “%(text)s”: %(number)s measure",
            "without the words “%(text)s”: %(number)s measures",
            number,
        )
        return words % {"text": self.text, "number": number}


def measure_results(params: QueryDict, now: datetime) -> MeasureResults:
    """What the parameters of an address ask for."""
    return MeasureResults(params, shelves(), now)
