"""Days that people ask for: working days on which many are closed although the law does not say so.

24 and 31 December, carnival Monday and bridge days. Hours of such a day are not certain until somebody has
said whether it is closed, has other hours, or is as usual (a `Closing`).
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import lru_cache

from dateutil.easter import easter

from .holidays import holiday_name

_SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)


class Asked(StrEnum):
    """Why people ask."""

    CHRISTMAS_EVE = "christmas_eve"
    NEW_YEARS_EVE = "new_years_eve"
    CARNIVAL_MONDAY = "carnival_monday"
    BRIDGE_DAY = "bridge_day"


@lru_cache(maxsize=4096)
def asked_day(date: dt.date) -> Asked | None:
    """Why people ask for this date in North Rhine-Westphalia; None for days on which they need not."""
    if _is_free(date):
        return None
    if (date.month, date.day) == (12, 24):
        return Asked.CHRISTMAS_EVE
    if (date.month, date.day) == (12, 31):
        return Asked.NEW_YEARS_EVE
    if date == carnival_monday(date.year):
        return Asked.CARNIVAL_MONDAY
    # Two weekends are never one day apart, so one of the neighbours is a holiday.
    return Asked.BRIDGE_DAY if _is_free(date - _ONE_DAY) and _is_free(date + _ONE_DAY) else None


def carnival_monday(year: int) -> dt.date:
    """Rosenmontag, two days before Ash Wednesday."""
    return easter(year) - dt.timedelta(days=48)


def _is_free(date: dt.date) -> bool:
    return date.weekday() >= _SATURDAY or bool(holiday_name(date))
