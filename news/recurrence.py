"""When an event takes place: its one date or its series, with what was cancelled, moved or added.

Everything is wall time in Leverkusen (Europe/Berlin): a series at 18:00 stays at 18:00 over a clock change.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from core.content.dates import Precision, period_end, shifted
from news.rules import Rule, RuleError, parse
from offers.opening.clock import end_instant, start_instant


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
            return start_instant(shifted(self.last_day, 1), dt.time.min)
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
        return shifted(self.last_day, 1) if past_midnight else self.last_day


def rule_error(rule: str, first_day: dt.date | None = None) -> str:
    """What is wrong with a recurrence rule and how to mend it, in the active language; "" when it is right.

    With `first_day` also whether the series starts on a date of its own rule: calendars count the first day
    in any case, so the two would show different dates.
    """
    try:
        dates = parse(rule)
    except RuleError as error:
        return str(error)
    if first_day and first_day not in dates.days(first_day, first_day, first_day):
        return _("The first day is not a date of this rule. Choose the day on which the series begins.")
    return ""


def series_rule(event: Series) -> Rule | None:
    """The rule of a series; None for a single event, and for a rule that does not hold (see `rule_error`)."""
    try:
        return parse(event.rule) if event.rule else None
    except RuleError:
        return None


def occurrences(event: Series, first: dt.date, last: dt.date) -> list[Occurrence]:
    """All dates of `event` that touch a day from `first` to `last`, in order; cancelled ones are marked.

    No query when `exceptions` is prefetched, else one. An event of which only the month, the season or the
    year is known is one occurrence that lasts the whole of it.
    """
    if event.date_precision != Precision.DAY:
        end = period_end(event.starts_on, event.date_precision)
        whole = Occurrence(event, event.starts_on, end, None, None, event.is_cancelled)
        return [whole] if whole.day <= last and whole.last_day >= first else []
    changes = {change.date: change for change in event.exceptions.all()}
    # A moved date may come from outside the range into it, so the changed ones are always looked at.
    days = {*_days(event, shifted(first, -_length(event) - 1), last), *_own_days(event, changes)}
    found = [_occurrence(event, day, changes.get(day)) for day in days]
    return sorted(
        (one for one in found if one.day <= last and one.end_day >= first),
        key=lambda one: (one.day, one.starts_at or dt.time.min),
    )


def changed(event: Series) -> list[tuple[Any, Occurrence]]:
    """The exceptions that mean something with the dates they make of it; no query when prefetched."""
    changes = {change.date: change for change in event.exceptions.all()}
    return [(changes[day], _occurrence(event, day, changes[day])) for day in _own_days(event, changes)]


def planned(event: Series, day: dt.date) -> Occurrence:
    """The date as the event or its series has it, before any exception."""
    return _occurrence(event, day, None)


def is_date_of(event: Series, day: dt.date) -> bool:
    """Whether the event or its series, before any exception, has this date."""
    return day in _days(event, day, day)


def _own_days(event: Series, changes: dict[dt.date, Any]) -> Iterator[dt.date]:
    """The dates of exceptions that mean something: extra ones, and those that are dates of the series."""
    for day, change in changes.items():
        if change.kind == change.Kind.EXTRA or is_date_of(event, day):
            yield day


def _days(event: Series, first: dt.date, last: dt.date) -> set[dt.date]:
    """The dates of the series itself. The first day always counts, as RFC 5545 says."""
    days = {event.starts_on} if first <= event.starts_on <= last else set()
    if rule := series_rule(event):
        days.update(rule.days(event.starts_on, first, last))
    return days


def _length(event: Series) -> int:
    """Days from the first to the last of one date."""
    return (event.ends_on - event.starts_on).days if event.ends_on else 0


def _occurrence(event: Series, day: dt.date, change: Any) -> Occurrence:
    starts_at, ends_at, moved_from = event.starts_at, event.ends_at, None
    cancelled = event.is_cancelled
    if change is not None:
        if change.starts_at:
            starts_at, ends_at = change.starts_at, change.ends_at
        if change.kind == change.Kind.MOVED and change.new_date and change.new_date != day:
            moved_from, day = day, change.new_date
        cancelled = cancelled or change.kind == change.Kind.CANCELLED
    last_day = shifted(day, _length(event))
    return Occurrence(event, day, last_day, starts_at, ends_at, cancelled, moved_from, change)
