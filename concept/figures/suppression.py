"""Which values nobody outside the house may see, because they count fewer people than may be told apart.

`as_public` is the one place that decides. Pages, charts, downloads and reports take their values from it (by
`concept.figures.figures`); the admin shows what is stored.

A value is small when it is a number above zero and below the indicator's smallest group, and either belongs
to a group or counts people. Where the total would give small values away, further groups of the same
dimension and date are hidden with them. Not covered: sums over time (a quarter out of its year) and shares,
of which nobody can tell how many people stand behind them; staff can mark such values as missing.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from concept.models import Indicator, IndicatorValue

_Place = tuple[str, object]  # period and date


def as_public(indicator: Indicator, values: Iterable[IndicatorValue]) -> list[IndicatorValue]:
    """The same values in the same order, with copies without number in place of those to be hidden.

    A hidden small value has the `hidden_below` of its indicator ("less than 5"); one that is hidden to
    protect another one has 0. Never save the copies. Their `group` should be loaded.
    """
    ordered = [_without_small_past(value, indicator) for value in values]
    small = {id(one) for one in ordered if _is_small(one, indicator)}
    if not small:
        return ordered
    others = _protecting(indicator, ordered, small)
    below = dict.fromkeys(small, indicator.smallest_group) | dict.fromkeys(others, 0)
    return [_hidden(one, below[id(one)]) if id(one) in below else one for one in ordered]


def _is_small(value: IndicatorValue, indicator: Indicator) -> bool:
    return _may_not_be_told(value.value, value, indicator)


def _may_not_be_told(number: Decimal | None, value: IndicatorValue, indicator: Indicator) -> bool:
    if indicator.unit != Indicator.Unit.COUNT or number is None:
        return False
    of_people = value.group_id is not None or indicator.population != Indicator.Population.NONE
    return of_people and 0 < number < indicator.smallest_group


def _without_small_past(value: IndicatorValue, indicator: Indicator) -> IndicatorValue:
    """The value, or a copy that does not tell the small one that stood there before a correction."""
    if not _may_not_be_told(value.previous_value, value, indicator):
        return value
    one = copy.copy(value)
    one.previous_value, one.correction_reason = None, ""
    return one


def _hidden(value: IndicatorValue, below: int) -> IndicatorValue:
    """Without the words that could tell the number."""
    one = copy.copy(value)
    one.value = one.previous_value = None
    one.qualifier = IndicatorValue.Qualifier.EXACT
    one.missing = IndicatorValue.Missing.SUPPRESSED
    one.hidden_below = below
    one.note = one.correction_reason = ""
    one.__dict__["prefetched_texts"] = []
    one.__dict__.pop("_texts", None)
    return one


def _protecting(indicator: Indicator, values: list[IndicatorValue], small: set[int]) -> set[int]:
    """The values to hide beside the small ones; where even that gives these away, they are among them."""
    totals: dict[_Place, Decimal] = {}
    parts: dict[_Place, dict[str, list[IndicatorValue]]] = defaultdict(lambda: defaultdict(list))
    for one in values:
        if one.value is None:
            continue
        if one.group is not None:
            parts[one.period, one.date][one.group.dimension].append(one)
        elif id(one) not in small:
            totals[one.period, one.date] = one.value
    hidden: set[int] = set()
    for place, dimensions in parts.items():
        whole = [group for group in dimensions.values() if not any(id(one) in small for one in group)]
        implied = max((_sum(group) for group in whole), default=None)
        total = totals.get(place, implied)
        for group in dimensions.values():
            if total is not None and group not in whole:
                hidden |= _beside(group, small, indicator.smallest_group, total)
    return hidden


def _beside(group: list[IndicatorValue], small: set[int], threshold: int, total: Decimal) -> set[int]:
    """As few further values of one dimension as it takes, the smallest first, so that what is left of the
    total allows every number below the threshold for each small value.

    Example with the threshold 5: of a total of 20 the groups have 3, 6 and 11. Hiding the 3 alone tells it:
    20 − 6 − 11. With the 6 hidden, too, a reader knows that both together are 9, the small one 1 to 4 and
    the other at least 5: 1 + 8, 2 + 7, 3 + 6 and 4 + 5 all fit, so nothing is told. The 11 stays.
    """
    number = sum(1 for one in group if id(one) in small)
    kept = sorted((one for one in group if id(one) not in small), key=lambda one: one.value or 0)
    rest = total - _sum(kept)
    most = threshold - 1
    # Something else is left that is not told, or the small ones hide each other.
    if rest > number * most or most + number - 1 <= rest <= 1 + (number - 1) * most:
        return set()
    chosen: list[IndicatorValue] = []
    for one in kept:
        if not one.value:
            continue
        chosen.append(one)
        rest += one.value
        # A reader knows that each small value is at least 1 and each other hidden one at least the threshold.
        if rest >= most + number - 1 + len(chosen) * threshold:
            return {id(one) for one in chosen}
    # Nothing is large enough: no number of this dimension is told, nor which of them are small.
    return {id(one) for one in group}


def _sum(values: Iterable[IndicatorValue]) -> Decimal:
    return sum((value.value or Decimal(0) for value in values), Decimal(0))
