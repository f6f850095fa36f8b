"""Figures in words: values with their unit and exactness, and the one sentence that a series says."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concept.models import Indicator, IndicatorValue
from concept.suppression import shown

Unit = Indicator.Unit
Qualifier = IndicatorValue.Qualifier


@dataclass(frozen=True)
class Figure:
    """What the page shows of an indicator; `points` are the values of the whole, the oldest first."""

    indicator: Indicator
    values: list[IndicatorValue]
    points: list[IndicatorValue]

    @property
    def latest(self) -> IndicatorValue | None:
        return next((one for one in reversed(self.points) if one.value is not None), None)

    @property
    def latest_text(self) -> str:
        return value_text(self.latest, self.indicator) if self.latest else ""

    @property
    def takeaway(self) -> str:
        return takeaway(self.points, self.indicator)


def figure(indicator: Indicator, values: Iterable[IndicatorValue]) -> Figure:
    """`values` in any order, those of groups among them; small ones are hidden from here on."""
    ordered = sorted(shown(indicator, values), key=lambda one: (one.date, one.period, one.group_id or 0))
    return Figure(indicator, ordered, [one for one in ordered if one.group_id is None])


def plain_text(number: Decimal, indicator: Indicator) -> str:
    """ "28.000" or "43,5": the number alone, in the format of the active language."""
    rounded = number.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)
    return number_format(rounded, indicator.decimals, use_l10n=True, force_grouping=True)


def number_text(number: Decimal, indicator: Indicator) -> str:
    """ "43,5 %", "28.000", "12 Monate": with the unit, in the format of the active language."""
    text = plain_text(number, indicator)
    # A no-break space keeps number and unit together.
    match indicator.unit:
        case Unit.PERCENT:
            return f"{text}\u00a0%"
        case Unit.POINTS:
            return _points(number, text)
        case Unit.EURO:
            return f"{text}\u00a0€"
        case Unit.MONTHS:
            return ngettext("%(number)s month", "%(number)s months", _amount(number)) % {"number": text}
        case Unit.WEEKS:
            return ngettext("%(number)s week", "%(number)s weeks", _amount(number)) % {"number": text}
        case Unit.AREA:
            return f"{text}\u00a0m²"
    return text


def _points(number: Decimal, text: str) -> str:
    words = ngettext("%(number)s percentage point", "%(number)s percentage points", _amount(number))
    return words % {"number": text}


def _amount(number: Decimal) -> int:
    """The number that decides between singular and plural; broken numbers are plural."""
    return int(number) if number == int(number) else 2


def missing_text(value: IndicatorValue) -> str:
    """Why there is no number: "less than 5", "not collected"."""
    if value.hidden_below:
        return _("less than %(number)s") % {"number": value.hidden_below}
    return str(value.get_missing_display())


def value_text(value: IndicatorValue, indicator: Indicator) -> str:
    """As exactly as it is known: "470", "rund 28.000", "über 43 %"; the reason where the value is missing."""
    if value.value is None:
        return missing_text(value)
    text = number_text(value.value, indicator)
    match value.qualifier:
        case Qualifier.ABOUT:
            return _("about %(number)s") % {"number": text}
        case Qualifier.OVER:
            return _("more than %(number)s") % {"number": text}
        case Qualifier.UNDER:
            return _("less than %(number)s") % {"number": text}
    return text


def takeaway(points: list[IndicatorValue], indicator: Indicator) -> str:
    """One sentence about the latest value: "2024: 470, 27 % weniger als 2023"; "" without any value.

    Two values are compared only when both are exact and counted in the same way for the same kind of period.
    """
    known = [one for one in points if one.value is not None]
    if not known:
        return ""
    last = known[-1]
    text = _("%(period)s: %(value)s") % {"period": last.period_text, "value": value_text(last, indicator)}
    before = known[-2] if len(known) > 1 else None
    if before is None or not _comparable(points, before, last):
        return f"{text}."
    return f"{text}, {_comparison(before, last, indicator)}."


def _comparable(points: list[IndicatorValue], before: IndicatorValue, last: IndicatorValue) -> bool:
    exact = before.qualifier == last.qualifier == Qualifier.EXACT
    since = points[points.index(before) + 1 :]
    return exact and before.period == last.period and not any(one.series_break for one in since)


def _comparison(before: IndicatorValue, last: IndicatorValue, indicator: Indicator) -> str:
    old, new = before.value or Decimal(0), last.value or Decimal(0)
    words = {"amount": _difference(old, new, indicator), "before": before.period_text}
    if new == old:
        texts = _("the same as on %(before)s"), _("the same as in %(before)s")
    elif new > old:
        texts = _("%(amount)s more than on %(before)s"), _("%(amount)s more than in %(before)s")
    else:
        texts = _("%(amount)s less than on %(before)s"), _("%(amount)s less than in %(before)s")
    on_a_day = before.period == IndicatorValue.Period.DAY
    return texts[0 if on_a_day else 1] % words


def _difference(old: Decimal, new: Decimal, indicator: Indicator) -> str:
    """In percentage points for shares, else in percent of the old value; the plain number from zero on."""
    if indicator.unit in (Unit.PERCENT, Unit.POINTS):
        text = number_format(abs(new - old), indicator.decimals, use_l10n=True)
        return _points(abs(new - old), text)
    if old == 0:
        return number_text(abs(new), indicator)
    share = (abs(new - old) * 100 / abs(old)).quantize(Decimal(1))
    return f"{share}\u00a0%" if share else _("hardly")
