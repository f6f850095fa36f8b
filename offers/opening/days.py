"""The times of a date, and of several.

On a date the first of these that applies decides alone: a closure (the narrower before the wider), a
public holiday, a day that people ask for and nobody has confirmed, the season, the base. Hours past midnight
belong to the day on which they start: what closes that day removes them whole, and what closes the
following day does not cut them short.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .asked import Asked, asked_day
from .clock import end_instant, start_instant
from .holidays import holiday_name
from .rules import Replacement, Rule, Schedule
from .spans import Interval, Span, disjoint, joined, to_interval

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """One date as a visitor meets it.

    `reason` says why it is closed or different: the reason of the closure, the name of the holiday, or "".
    `exceptional` is true only where a closure or a holiday changes what the rules alone would give, or where
    nobody has confirmed a day that people ask for.
    `known` is false where no confirmed hours cover the date: such a day is never called closed.
    `asked` names a day that is not known because nobody has confirmed it yet; `usual` are the times that the
    rules would give then.
    """

    date: dt.date
    intervals: tuple[Interval, ...]
    reason: str
    exceptional: bool
    known: bool
    asked: Asked | None = None
    usual: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides a date. `overruled`: a closure or a holiday stands in place of the rules."""

    spans: tuple[Span, ...] = ()
    reason: str = ""
    overruled: bool = False
    known: bool = True
    asked: Asked | None = None
    usual: tuple[Span, ...] = ()


def plan(schedule: Schedule, date: dt.date) -> Plan:
    """The hours of one date, without the cost of wall times and of asking what would hold otherwise."""
    closing = schedule.closing_on(date)
    if closing is not None and not closing.as_usual:
        return Plan(_spans(date, closing.replacements), closing.reason, overruled=True)
    hours = schedule.hours_on(date)
    if hours is None or not hours.is_known:
        return Plan(known=False)
    if hours.closed_on_holidays and (name := holiday_name(date)):
        return Plan(reason=name, overruled=True)
    spans = _spans(date, hours.rules_on(date))
    # Who is there on public holidays is there on these days, too.
    if spans and closing is None and hours.closed_on_holidays and (asked := asked_day(date)):
        return Plan(known=False, asked=asked, usual=spans)
    return Plan(spans)


def _is_exceptional(schedule: Schedule, date: dt.date, decided: Plan) -> bool:
    if not decided.overruled:
        return decided.asked is not None
    hours = schedule.hours_on(date)
    if hours is None or not hours.is_known:
        return True
    return _times(decided.spans) != _times(_spans(date, hours.rules_on(date)))


def _spans(date: dt.date, entries: Iterable[Rule | Replacement]) -> tuple[Span, ...]:
    spans = []
    for entry in entries:
        last = date if entry.opens < entry.closes else date + ONE_DAY
        start, end = start_instant(date, entry.opens), end_instant(last, entry.closes)
        if start < end:  # not so for hours that lie wholly inside the gap of a clock change
            note = entry.note if isinstance(entry, Rule) else ""
            spans.append(Span(start, end, entry.mode, note))
    return tuple(disjoint(spans))


def _times(spans: tuple[Span, ...]) -> list[tuple[object, ...]]:
    return [span[:3] for span in spans]


def _dates(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def day(schedule: Schedule, date: dt.date) -> Day:
    """The intervals that start on `date` (one may end on the next), sorted and disjoint."""
    decided = plan(schedule, date)
    times, usual = (tuple(to_interval(span) for span in spans) for spans in (decided.spans, decided.usual))
    exceptional = _is_exceptional(schedule, date, decided)
    return Day(date, times, decided.reason, exceptional, decided.known, decided.asked, usual)


def intervals(schedule: Schedule, first: dt.date, last: dt.date) -> list[Interval]:
    """All that belongs to the days from `first` to `last` (inclusive), sorted and disjoint.

    Where one day's hours run into the next day's, they are merged, or the mode of higher precedence wins.
    """
    spans: list[Span] = []
    for date in _dates(first, last):
        spans = joined(spans, plan(schedule, date).spans)
    return [to_interval(span) for span in spans]


def week(schedule: Schedule, monday: dt.date) -> list[Day]:
    """Seven days from `monday` on."""
    return [day(schedule, date) for date in _dates(monday, monday + 6 * ONE_DAY)]


def exceptions(schedule: Schedule, first: dt.date, last: dt.date) -> list[Day]:
    """The days from `first` to `last` (inclusive) that differ, or of which nobody knows whether they do."""
    return [found for date in _dates(first, last) if (found := day(schedule, date)).exceptional]
