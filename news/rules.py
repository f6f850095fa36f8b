"""Recurrence rules (RFC 5545): what may stand in one, and the days that it names.

Days only: the time of day never takes part. A rule looks at no period outside the range it is asked for, so
that one without any date costs no more than others.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_ORDINAL = dt.date.max.toordinal()
_DAY = rf"(?:{'|'.join(_DAYS)})"
_MONTH_DAY = r"[+-]?(?:3[01]|[12]\d|0?[1-9])"
# The parts that editors need, within bounds; the rest (by hour, by second …) makes no sense for dates.
_VALUES = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"\d?[1-9]|[1-9]0",
    "COUNT": r"\d{0,2}[1-9]|\d?[1-9]0|[1-9]00",
    "UNTIL": r"\d{8}",
    "BYDAY": rf"(?:[+-]?[1-5])?{_DAY}(?:,(?:[+-]?[1-5])?{_DAY})*",
    "BYMONTHDAY": rf"{_MONTH_DAY}(?:,{_MONTH_DAY})*",
    "BYMONTH": r"(?:1[0-2]|0?[1-9])(?:,(?:1[0-2]|0?[1-9]))*",
    "BYSETPOS": rf"{_MONTH_DAY}(?:,{_MONTH_DAY})*",
    "WKST": _DAY,
}


class RuleError(ValueError):
    """A rule that does not hold; the text says why and how to mend it, in the active language."""


@dataclass(frozen=True)
class Rule:
    """A rule within bounds; `weekdays` are pairs of the ordinal (None: each) and the day (0 is Monday)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: dt.date | None = None
    weekdays: tuple[tuple[int | None, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def has_end(self) -> bool:
        return self.count is not None or self.until is not None

    def days(self, start: dt.date, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        """The days from `first` to `last`, in order, of a series that begins on `start`.

        Costs some microseconds for each day of the range; with COUNT for each day since `start`.
        """
        rule = _with_first_day(self, start)
        last = min(last, self.until or last)
        number = 0
        for period in _periods(rule, start, start if self.count else max(start, first), last):
            for day in _chosen(rule, period):
                if day > last or number == self.count:
                    return
                if day < start:
                    continue
                number += 1
                if day >= first:
                    yield day


def _with_first_day(rule: Rule, start: dt.date) -> Rule:
    """The rule with all that it leaves to the first day."""
    if rule.weekdays or rule.month_days:
        return rule
    if rule.frequency == "WEEKLY":
        return replace(rule, weekdays=((None, start.weekday()),))
    if rule.frequency == "MONTHLY":
        return replace(rule, month_days=(start.day,))
    if rule.frequency == "YEARLY":
        return replace(rule, month_days=(start.day,), months=rule.months or (start.month,))
    return rule


def _periods(rule: Rule, start: dt.date, first: dt.date, last: dt.date) -> Iterator[list[dt.date]]:
    """The days of every `interval`-th day, week, month or year, from that of `first` to that of `last`."""
    origin = _number(rule, start)
    skipped = -(-(_number(rule, first) - origin) // rule.interval)
    for number in range(origin + skipped * rule.interval, _number(rule, last) + 1, rule.interval):
        begin, end = _limits(rule, number)
        yield [dt.date.fromordinal(day) for day in range(max(begin, 1), min(end, _LAST_ORDINAL) + 1)]


def _number(rule: Rule, day: dt.date) -> int:
    """The period of a day, counted from the beginning of the calendar."""
    if rule.frequency == "DAILY":
        return day.toordinal()
    if rule.frequency == "WEEKLY":
        return (day.toordinal() - 1 - rule.week_start) // 7
    return day.year * 12 + day.month - 1 if rule.frequency == "MONTHLY" else day.year


def _limits(rule: Rule, number: int) -> tuple[int, int]:
    """First and last day of a period, as ordinals; those of a week may lie outside of the calendar."""
    if rule.frequency == "DAILY":
        return number, number
    if rule.frequency == "WEEKLY":
        return number * 7 + 1 + rule.week_start, number * 7 + 7 + rule.week_start
    if rule.frequency == "YEARLY":
        return dt.date(number, 1, 1).toordinal(), dt.date(number, 12, 31).toordinal()
    year, month = number // 12, number % 12 + 1
    begin = dt.date(year, month, 1).toordinal()
    return begin, begin + calendar.monthrange(year, month)[1] - 1


def _chosen(rule: Rule, period: list[dt.date]) -> list[dt.date]:
    days = [day for day in period if _fits(rule, day)]
    if not rule.positions:
        return days
    return sorted({days[place - (place > 0)] for place in rule.positions if abs(place) <= len(days)})


def _fits(rule: Rule, day: dt.date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    if rule.month_days and not {day.day, day.day - length - 1} & set(rule.month_days):
        return False
    if not rule.weekdays:
        return True
    place = day.day
    if rule.frequency == "YEARLY" and not rule.months:
        place, length = day.timetuple().tm_yday, 365 + calendar.isleap(day.year)
    ordinals = {None, (place - 1) // 7 + 1, -((length - place) // 7 + 1)}
    return any(weekday == day.weekday() and nth in ordinals for nth, weekday in rule.weekdays)


@lru_cache(maxsize=1024)
def parse(text: str) -> Rule:
    """The rule that the text stands for; raises RuleError for what is wrong or beyond the bounds."""
    parts = [part.partition("=") for part in text.split(";")]
    values = {name: value for name, _equals, value in parts}
    if not re.fullmatch(_VALUES["FREQ"], values.get("FREQ", "")):
        raise RuleError(_("Say how often it repeats: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."))
    if unknown := [name for name in values if name not in _VALUES]:
        raise RuleError(_("“%(part)s” is not possible in this rule.") % {"part": unknown[0]})
    if len(values) < len(parts):
        raise RuleError(_("Each part of the rule may stand in it only once."))
    if "COUNT" in values and "UNTIL" in values:
        raise RuleError(_("Give either the number of dates (COUNT) or the last day (UNTIL), not both."))
    for name, value in values.items():
        if not re.fullmatch(_VALUES[name], value, re.ASCII):
            raise RuleError(_complaint(name))
    if misplaced := _misplaced(values):
        raise RuleError(_("“%(part)s” is not possible in this rule.") % {"part": misplaced})
    return _rule(values)


def _complaint(name: str) -> str:
    if name == "UNTIL":
        return _("Write the last day as year, month, day. Example: UNTIL=20261231.")
    if name in ("INTERVAL", "COUNT"):
        return _("INTERVAL may be 1 to 99, COUNT 1 to 999.")
    return _("The rule cannot be read. Example: FREQ=MONTHLY;BYDAY=3TH for every third Thursday.")


def _misplaced(values: dict[str, str]) -> str:
    """The part that has no meaning beside the others; calendar programs differ in what they make of it."""
    if values["FREQ"] == "WEEKLY" and "BYMONTHDAY" in values:
        return "BYMONTHDAY"
    ordinals = {bool(re.search(r"\d", day)) for day in _listed(values, "BYDAY")}
    if len(ordinals) > 1 or (True in ordinals and values["FREQ"] in ("DAILY", "WEEKLY")):
        return "BYDAY=" + values["BYDAY"]
    if "BYSETPOS" in values and (
        values["FREQ"] in ("DAILY", "WEEKLY") or not {"BYDAY", "BYMONTHDAY"} & values.keys()
    ):
        return "BYSETPOS"
    return ""


def _rule(values: dict[str, str]) -> Rule:
    try:
        until = dt.date.fromisoformat(values["UNTIL"]) if "UNTIL" in values else None
    except ValueError:
        raise RuleError(_complaint("UNTIL")) from None
    weekdays = [(day[:-2], _DAYS.index(day[-2:])) for day in _listed(values, "BYDAY")]
    return Rule(
        frequency=values["FREQ"],
        interval=int(values.get("INTERVAL", 1)),
        count=int(values["COUNT"]) if "COUNT" in values else None,
        until=until,
        weekdays=tuple((int(nth) if nth else None, day) for nth, day in weekdays),
        month_days=tuple(int(day) for day in _listed(values, "BYMONTHDAY")),
        months=tuple(int(month) for month in _listed(values, "BYMONTH")),
        positions=tuple(int(place) for place in _listed(values, "BYSETPOS")),
        week_start=_DAYS.index(values.get("WKST", "MO")),
    )


def _listed(values: dict[str, str], name: str) -> list[str]:
    return values[name].split(",") if name in values else []
