"""When the next value of an indicator and the next report on a measure are to be expected.

Pure: dates in, dates out; `todo` asks the database.
"""

import calendar
from datetime import date

from dateutil.relativedelta import relativedelta

from concept.models import Indicator, Measure

# Due since ever: nothing is there yet.
NEVER = date(1970, 1, 1)

_MONTHS = {
    Indicator.Rhythm.MONTHLY: 1,
    Indicator.Rhythm.QUARTERLY: 3,
    Indicator.Rhythm.YEARLY: 12,
    Indicator.Rhythm.FIVE_YEARS: 60,
}
_YEARS = {Measure.Rhythm.YEARLY: 1, Measure.Rhythm.TWO_YEARS: 2}
# What was done in a year is told by the end of the next one's first quarter.
_REPORT_MONTH, _REPORT_DAY = 3, 31
_FINISHED = {Measure.Progress.COMPLETED, Measure.Progress.STOPPED}


def next_period_end(rhythm: str, last: date) -> date | None:
    """The key date, or last day, of the period after `last`; None where there is no rhythm."""
    months = _MONTHS.get(Indicator.Rhythm(rhythm))
    return None if months is None else _later(last, months)


def value_due(rhythm: str, last: date | None, lag: int) -> date | None:
    """From which day on the next value is missing: `lag` months after the end of its period.

    `last` is the date of the newest value; None: there is none yet, so it is due (`NEVER`). Returns None for
    an irregular rhythm, which cannot be late.
    """
    if Indicator.Rhythm(rhythm) not in _MONTHS:
        return None
    end = next_period_end(rhythm, last) if last else None
    return _later(end, lag) if end else NEVER


def report_due(
    rhythm: str, progress: str, last_year: int | None, starts_on: date | None, ends_on: date | None
) -> date | None:
    """From which day on the next report on a measure is missing: 31 March after the year it is about.

    None where none is expected: what is only planned, what has ended and told about its last year.

    Example: a yearly measure was last reported on for 2024, so the report on 2025 is due on 31 March 2026. If
    it ends on 30 June 2025, that day stays; once the report on 2025 is there, none is expected any more.
    """
    step = _YEARS.get(Measure.Rhythm(rhythm))
    if step is None or progress == Measure.Progress.PLANNED:
        return None
    if last_year is None and starts_on is None:
        return None if progress in _FINISHED else NEVER
    first = starts_on.year if starts_on else 0
    year = first + step - 1 if last_year is None else last_year + step
    if ends_on and (last_year or 0) < ends_on.year:
        year = min(year, ends_on.year)
    elif ends_on or (progress in _FINISHED and last_year is not None):
        return None
    return date(year + 1, _REPORT_MONTH, _REPORT_DAY)


def _later(day: date, months: int) -> date:
    """The last day of a month stays the last: half a year after 31 December is 30 June, not before."""
    moved = day + relativedelta(months=months)
    if day.day == calendar.monthrange(day.year, day.month)[1]:
        return moved + relativedelta(day=31)
    return moved
