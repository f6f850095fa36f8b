"""When an event takes place: its one date or its series, with what was cancelled, moved or added.

Everything is wall time in Leverkusen (Europe/Berlin): a series at 18:00 stays at 18:00 over a clock change.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from dateutil.rrule import rrule, rrulestr
from django.utils.translation import gettext as _

from core.content.dates import Precision
from offers.opening.clock import end_instant, start_instant

# The parts of RFC 5545 that editors need; the rest (by hour, by second …) makes no sense for dates.
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_ONE_DAY = dt.timedelta(days=1)


class Series(Protocol):
    """What an event says about its dates; `news.models.Event` is one, and anything with these names.

    `exceptions.all()` are objects with the fields of an EventException.
    """

    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date | None: ...
    @property
    def starts_at(self) -> dt.time | None: ...
    @property
    def ends_at(self) -> dt.time | None: ...
    @property
    def date_precision(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def is_cancelled(self) -> bool: ...
    @property
    def exceptions(self) -> Any: ...


@dataclass(frozen=True)
class Occurrence:
    """One date on which `event` takes place, or would have: `is_cancelled` ones are shown as such."""

    event: Any  # the Series
    day: dt.date
    last_day: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    is_cancelled: bool
    moved_from: dt.date | None = None
    exception: Any = None  # the EventException that changed this date

    @property
    def starts(self) -> dt.datetime:
        """UTC; the beginning of the day where no time is known."""
        return start_instant(self.day, self.starts_at or dt.time.min)

    @property
    def ends(self) -> dt.datetime:
        """UTC; the end of the last day where no time is known."""
        if self.ends_at is None:
            return start_instant(self.last_day + _ONE_DAY, dt.time.min)
        return end_instant(self.end_day, self.ends_at)

    @property
    def end_day(self) -> dt.date:
        """The day on which it really ends: the one after `last_day` when it goes past midnight."""
        past_midnight = (
            self.last_day == self.day
            and self.starts_at is not None
            and self.ends_at is not None
            and self.ends_at <= self.starts_at
        )
        return self.last_day + _ONE_DAY if past_midnight else self.last_day


def rule_error(rule: str, first_day: dt.date | None = None) -> str:
    """What is wrong with a recurrence rule and how to mend it, in the active language; "" when it is right.

    With `first_day` also whether the series starts on a date of its own rule: calendars count the first day
    in any case, so the two would show different dates.
    """
    parts = [part.partition("=") for part in rule.split(";")]
    names = [name for name, _equals, _value in parts]
    values = {name: value for name, _equals, value in parts}
    if values.get("FREQ") not in _FREQUENCIES:
        return _("Say how often it repeats: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    if unknown := [name for name in names if name not in _PARTS]:
        return _("“%(part)s” is not possible in this rule.") % {"part": unknown[0]}
    if len(set(names)) < len(names):
        return _("Each part of the rule may stand in it only once.")
    if "COUNT" in values and "UNTIL" in values:
        return _("Give either the number of dates (COUNT) or the last day (UNTIL), not both.")
    if "UNTIL" in values and not re.fullmatch(r"\d{8}", values["UNTIL"]):
        return _("Write the last day as year, month, day. Example: UNTIL=20261231.")
    if any(values.get(name) == "0" for name in ("INTERVAL", "COUNT")):
        return _("INTERVAL and COUNT must be at least 1.")
    try:
        dates = _rrule(rule, first_day or dt.date(2000, 1, 1))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return _("The rule cannot be read. Example: FREQ=MONTHLY;BYDAY=3TH for every third Thursday.")
    if first_day and next(iter(dates), None) != _midnight(first_day):
        return _("The first day is not a date of this rule. Choose the day on which the series begins.")
    return ""


def occurrences(event: Series, first: dt.date, last: dt.date) -> list[Occurrence]:
    """All dates of `event` that touch a day from `first` to `last`, in order; cancelled ones are marked.

    No query when `exceptions` is prefetched, else one. An event of which only the month, the season or the
    year is known is one occurrence that lasts the whole of it.
    """
    if event.date_precision != Precision.DAY:
        end = period_end(event.starts_on, event.date_precision)
        whole = Occurrence(event, event.starts_on, end, None, None, event.is_cancelled)
        return [whole] if whole.day <= last and whole.last_day >= first else []
    length = (event.ends_on or event.starts_on) - event.starts_on
    changes = {change.date: change for change in event.exceptions.all()}
    # A moved date may come from outside the range into it, so the changed ones are always looked at.
    days = {*_days(event, first - length - _ONE_DAY, last), *_own_days(event, changes)}
    found = [_occurrence(event, day, length, changes.get(day)) for day in days]
    return sorted(
        (one for one in found if one.day <= last and one.end_day >= first),
        key=lambda one: (one.day, one.starts_at or dt.time.min),
    )


def is_date_of(event: Series, day: dt.date) -> bool:
    """Whether the event or its series, before any exception, has this date."""
    return day in _days(event, day, day)


def period_end(day: dt.date, precision: str) -> dt.date:
    """The last day of the month, season or year that `day` stands for; winter ends in February."""
    if precision == Precision.DAY:
        return day
    if precision == Precision.YEAR:
        return dt.date(day.year, 12, 31)
    months_left = 0 if precision == Precision.MONTH else 2 - day.month % 12 % 3
    month = day.month + months_left
    following = dt.date(day.year + month // 12, month % 12 + 1, 1)
    return following - _ONE_DAY


def _own_days(event: Series, changes: dict[dt.date, Any]) -> Iterator[dt.date]:
    """The dates of exceptions that mean something: extra ones, and those that are dates of the series."""
    for day, change in changes.items():
        if change.kind == change.Kind.EXTRA or is_date_of(event, day):
            yield day


def _days(event: Series, first: dt.date, last: dt.date) -> set[dt.date]:
    """The dates of the series itself. The first day always counts, as RFC 5545 says."""
    days = {event.starts_on} if first <= event.starts_on <= last else set()
    if event.rule:
        dates = _rrule(event.rule, event.starts_on)
        days |= {one.date() for one in dates.between(_midnight(first), _midnight(last), inc=True)}
    return days


def _occurrence(event: Series, day: dt.date, length: dt.timedelta, change: Any) -> Occurrence:
    starts_at, ends_at, moved_from = event.starts_at, event.ends_at, None
    cancelled = event.is_cancelled
    if change is not None:
        if change.starts_at:
            starts_at, ends_at = change.starts_at, change.ends_at
        if change.kind == change.Kind.MOVED and change.new_date:
            moved_from, day = day, change.new_date
        cancelled = cancelled or change.kind == change.Kind.CANCELLED
    return Occurrence(event, day, day + length, starts_at, ends_at, cancelled, moved_from, change)


def _rrule(rule: str, first_day: dt.date) -> rrule:
    dates = rrulestr(rule, dtstart=_midnight(first_day))
    if not isinstance(dates, rrule):
        raise TypeError(rule)
    return dates


def _midnight(day: dt.date) -> dt.datetime:
    # Dates only: the time of day never takes part, so these datetimes need no zone.
    return dt.datetime.combine(day, dt.time.min)
