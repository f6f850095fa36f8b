"""An indicator with its values as visitors may see them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from concept.figures.numbers import number_text, value_text
from concept.figures.suppression import as_public
from concept.figures.takeaways import comparable, takeaway
from concept.models import Indicator, IndicatorValue

__all__ = ["Figure", "figure", "number_text", "takeaway", "value_text"]


@dataclass(frozen=True)
class Told:
    value: IndicatorValue
    words: str


@dataclass(frozen=True)
class Figure:
    """`values` are all of them, those of groups too; `points` those of the whole that make one series; the
    oldest first.
    """

    indicator: Indicator
    values: list[IndicatorValue]
    points: list[IndicatorValue]

    @cached_property
    def latest(self) -> IndicatorValue | None:
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def latest_text(self) -> str:
        return value_text(self.latest, self.indicator) if self.latest else ""

    @property
    def told(self) -> list["Told"]:
        """The points of the series in words, the latest first."""
        return [Told(point, value_text(point, self.indicator)) for point in reversed(self.points)]

    @cached_property
    def takeaway(self) -> str:
        return takeaway(self.points, self.indicator)

    @cached_property
    def change(self) -> str:
        """ "up", "down", "same" from the value before to the latest; "" where they cannot be compared."""
        before, latest = comparable(self.points), self.latest
        if before is None or latest is None or before.value is None or latest.value is None:
            return ""
        if latest.value == before.value:
            return "same"
        return "up" if latest.value > before.value else "down"


def figure(indicator: Indicator, values: Iterable[IndicatorValue]) -> Figure:
    """`values` in any order, those of groups among them; small ones are hidden from here on."""
    ordered = sorted(as_public(indicator, values), key=lambda one: (one.date, one.period, one.group_id or 0))
    return Figure(indicator, ordered, series([one for one in ordered if one.group_id is None]))


def series(points: list[IndicatorValue]) -> list[IndicatorValue]:
    """Those that belong into one line: quarters, or else years and key dates, whichever are more."""
    numbers = Counter(point.period == IndicatorValue.Period.QUARTER for point in points)
    if len(numbers) < 2:
        return points
    quarterly = numbers[True] > numbers[False]
    return [point for point in points if (point.period == IndicatorValue.Period.QUARTER) is quarterly]
