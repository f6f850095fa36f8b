"""Numbers in words: with their unit and as exactly as they are known, in the active language."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from concept.models import Indicator, IndicatorValue

Unit = Indicator.Unit
Qualifier = IndicatorValue.Qualifier


def plain_text(number: Decimal, indicator: Indicator) -> str:
    """ "28.000" or "43,5": the number alone, in the format of the active language."""
    return _grouped(_rounded(number, indicator), indicator.decimals)


def _rounded(number: Decimal, indicator: Indicator) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)


def _grouped(number: Decimal, decimals: int = 0) -> str:
    """With the signs of the active language; Polish does not group four digits."""
    is_long = abs(number) >= int(get_format("GROUPED_FROM"))
    return number_format(number, decimals, use_l10n=True, force_grouping=is_long)


def number_text(number: Decimal, indicator: Indicator) -> str:
    """ "43,5 %", "28.000", "12 Monate": with the unit, in the format of the active language."""
    text = plain_text(number, indicator)
    # A no-break space keeps number and unit together.
    match indicator.unit:
        case Unit.PERCENT:
            return _percent(text)
        case Unit.EURO:
            return str(get_format("EURO")).format(text)
        case Unit.POINTS | Unit.MONTHS | Unit.WEEKS:
            return _counted(Unit(indicator.unit), number, indicator)
        case Unit.AREA:
            return f"{text}\u00a0m²"
    return text


def _percent(text: str) -> str:
    """ "43,5 %", "%43,5", "43.5%": the sign where the active language has it."""
    return str(get_format("PERCENT")).format(text)


def _counted(unit: Indicator.Unit, number: Decimal, indicator: Indicator) -> str:
    """With the noun in the form of the number as shown: "1 miesiąc", "2 miesiące", "1,5 miesiąca"."""
    shown = plain_text(number, indicator)
    whole = int(_rounded(abs(number), indicator))
    if indicator.decimals:
        words = {
            Unit.POINTS: npgettext(
                "with decimals", "%(number)s percentage points", "%(number)s percentage points", whole
            ),
            Unit.MONTHS: npgettext("with decimals", "%(number)s months", "%(number)s months", whole),
            Unit.WEEKS: npgettext("with decimals", "%(number)s weeks", "%(number)s weeks", whole),
        }
    else:
        words = {
            Unit.POINTS: ngettext("%(number)s percentage point", "%(number)s percentage points", whole),
            Unit.MONTHS: ngettext("%(number)s month", "%(number)s months", whole),
            Unit.WEEKS: ngettext("%(number)s week", "%(number)s weeks", whole),
        }
    return words[unit] % {"number": shown}


def missing_text(value: IndicatorValue) -> str:
    """Why there is no number: "less than 5", "not collected"."""
    if value.hidden_below:
        return _("less than %(number)s") % {"number": value.hidden_below}
    return str(value.get_missing_display())


def value_text(value: IndicatorValue, indicator: Indicator) -> str:
    """As exactly as it is known: "470", "rund 28.000", "über 43 %"; the reason where the value is missing."""
    if value.value is None:
        return missing_text(value)
    return _qualified(value, number_text(value.value, indicator))


def short_text(value: IndicatorValue, indicator: Indicator) -> str:
    """For charts: without a unit that takes more than a sign; `value` has a number."""
    number = value.value or Decimal(0)
    if indicator.unit in (Unit.PERCENT, Unit.EURO):
        return _qualified(value, number_text(number, indicator))
    return _qualified(value, plain_text(number, indicator))


def _qualified(value: IndicatorValue, text: str) -> str:
    match value.qualifier:
        case Qualifier.ABOUT:
            return _("about %(number)s") % {"number": text}
        case Qualifier.OVER:
            return _("more than %(number)s") % {"number": text}
        case Qualifier.UNDER:
            return _("less than %(number)s") % {"number": text}
    return text


def difference_text(old: Decimal, new: Decimal, indicator: Indicator) -> str:
    """In percentage points for shares, else in percent of the old value; the plain number from zero on."""
    if indicator.unit in (Unit.PERCENT, Unit.POINTS):
        return _counted(Unit.POINTS, abs(new - old), indicator)
    if old == 0:
        return number_text(abs(new), indicator)
    share = (abs(new - old) * 100 / abs(old)).quantize(Decimal(1))
    return _percent(_grouped(share)) if share else _("hardly")
