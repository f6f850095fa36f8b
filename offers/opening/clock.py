"""From wall time in Leverkusen to instants.

Instants are UTC inside this package: Python compares and subtracts two datetimes of the same zone by their
wall time, which is wrong by an hour on the two days of a clock change.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
_EARLIEST = dt.date(1, 1, 2)

# A page asks for the same few dates and times again and again: remembering them halves the cost of a state.
_remembered = lru_cache(maxsize=4096)


@_remembered
def start_instant(date: dt.date, time: dt.time) -> dt.datetime:
    """UTC. A time that exists twice is its first, one that the clock skips is the end of the gap."""
    first, second = _both(date, time)
    return _after_gap(first) if second < first else first


@_remembered
def end_instant(date: dt.date, time: dt.time) -> dt.datetime:
    """UTC. A time that exists twice is its second, one that the clock skips is the end of the gap."""
    first, second = _both(date, time)
    return _after_gap(first) if second < first else second


def _both(date: dt.date, time: dt.time) -> tuple[dt.datetime, dt.datetime]:
    # The very first day of the calendar would begin before it in UTC.
    wall = dt.datetime.combine(max(date, _EARLIEST), time, BERLIN)
    return wall.replace(fold=0).astimezone(dt.UTC), wall.replace(fold=1).astimezone(dt.UTC)


def _after_gap(instant: dt.datetime) -> dt.datetime:
    # The gap is one whole hour that begins on the hour (Germany, 02:00). Read with the offset from before the
    # change, a skipped time lies less than an hour behind the change. Stopping at the change itself, not an
    # hour on, keeps the order of times: 02:30 to 03:15 stays a span that ends after it starts.
    return instant.replace(minute=0, second=0, microsecond=0)
