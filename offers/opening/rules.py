"""What an editor enters: weekly rules, seasons, closures. Plain values, without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Mode(StrEnum):
    """How one is received. The order is the precedence where times overlap."""

    WALK_IN = "walk_in"
    APPOINTMENT = "appointment"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Rule:
    """Hours on one weekday, in local wall time.

    `weekday` counts from 0 (Monday). `closes` at or before `opens` means the next day, so 00:00 closes at
    midnight and equal times are a full day. `nth` is 1 to 5, or -1 for the last such weekday of a month;
    None is every week.
    """

    weekday: int
    opens: dt.time
    closes: dt.time
    mode: Mode
    nth: int | None = None
    note: str = ""

    def falls_on(self, date: dt.date) -> bool:
        if date.weekday() != self.weekday:
            return False
        if self.nth is None:
            return True
        if self.nth == -1:
            return (date + dt.timedelta(days=7)).month != date.month
        return (date.day - 1) // 7 + 1 == self.nth


@dataclass(frozen=True)
class Hours:
    """One set of rules, limited to a season (both limits inclusive) or, without limits, the base."""

    rules: tuple[Rule, ...]
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    closed_on_holidays: bool = True
    confirmed: bool = True

    @property
    def is_season(self) -> bool:
        return self.valid_from is not None or self.valid_until is not None

    def covers(self, date: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= date) and (
            self.valid_until is None or date <= self.valid_until
        )

    @property
    def is_known(self) -> bool:
        """Whether a day without a rule may be called closed; otherwise we simply do not know."""
        return self.confirmed and bool(self.rules)

    @cached_property
    def _by_weekday(self) -> tuple[tuple[Rule, ...], ...]:
        return tuple(tuple(rule for rule in self.rules if rule.weekday == number) for number in range(7))

    def rules_on(self, date: dt.date) -> Iterator[Rule]:
        return (rule for rule in self._by_weekday[date.weekday()] if rule.nth is None or rule.falls_on(date))


@dataclass(frozen=True)
class Replacement:
    """Hours in place of the usual ones on every day of a closure; times as in `Rule`."""

    opens: dt.time
    closes: dt.time
    mode: Mode


@dataclass(frozen=True)
class Closing:
    """Days (both inclusive) that are closed, or that have other hours.

    `level` is 0 for the offer or contact itself, 1 for its place, 2 for the house or organisation.
    `as_usual`: somebody has confirmed that these days are as all others; it closes nothing.
    """

    starts: dt.date
    ends: dt.date
    reason: str
    level: int
    replacements: tuple[Replacement, ...] = ()
    as_usual: bool = False


@dataclass(frozen=True)
class Schedule:
    """Everything that decides the times of one owner: its sets of hours, and every closure above it."""

    hours: tuple[Hours, ...]
    closings: tuple[Closing, ...] = ()

    def hours_on(self, date: dt.date) -> Hours | None:
        """The season that began last, else the base, else None. Equal ones: the first in the tuple."""
        valid = [hours for hours in self.hours if hours.covers(date)]
        if len(valid) < 2:
            return valid[0] if valid else None
        return max(valid, key=lambda hours: (hours.is_season, hours.valid_from or dt.date.min))

    def closing_on(self, date: dt.date) -> Closing | None:
        """The narrowest closure of that date; of one level the latest to start, then the first to end."""
        valid = [closing for closing in self.closings if closing.starts <= date <= closing.ends]
        if len(valid) < 2:
            return valid[0] if valid else None
        return min(
            valid,
            key=lambda closing: (
                closing.level,
                -closing.starts.toordinal(),
                closing.ends,
            ),
        )
