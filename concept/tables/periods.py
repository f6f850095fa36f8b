"""Periods as editors write them: "2024", "2. Quartal 2024", "31.12.2024"."""

import re
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from concept.due.rhythm import next_period_end
from concept.models import Indicator, IndicatorValue

Period = IndicatorValue.Period

_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(?:q\s*)?([1-4])\s*(?:\.?\s*quartal|\.?\s*qu?\.?|/)?\s*(\d{4})")
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
FIRST_YEAR, LAST_YEAR = 1950, 2100


class PeriodError(ValueError):
    """What cannot be read; the text says how to write it."""


def read(text: str) -> tuple[str, date]:
    """The kind of period and its last day (or key date). Raises PeriodError."""
    plain = re.sub(r"\s+", " ", text.strip().lower())
    found: tuple[str, date] | None = None
    try:
        if match := _YEAR.fullmatch(plain):
            found = Period.YEAR, date(int(match[1]), 12, 31)
        elif match := _DAY.fullmatch(plain):
            found = Period.DAY, date(int(match[3]), int(match[2]), int(match[1]))
        elif match := _QUARTER.fullmatch(plain):
            first = date(int(match[2]), 3 * int(match[1]) - 2, 1)
            found = Period.QUARTER, first + relativedelta(months=2, day=31)
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found[1].year <= LAST_YEAR:
        raise PeriodError(
            _("“%(text)s” is no period. Examples: 2024, 2. Quartal 2024, 31.12.2024.") % {"text": text}
        )
    return found


def write(period: str, day: date) -> str:
    if period == Period.YEAR:
        return str(day.year)
    if period == Period.QUARTER:
        return f"{(day.month + 2) // 3}. Quartal {day.year}"
    return f"{day:%d.%m.%Y}"


def expected(indicator: Indicator, last: tuple[str, date] | None, today: date) -> str:
    """The period that comes next, if it is over; "" where nobody can tell."""
    if last is None:
        return ""
    end = next_period_end(indicator.rhythm, last[1])
    return write(last[0], end) if end and end <= today else ""
