"""Hours as rows of a table: the coming week, and the days that differ."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from offers import opening


class DayRow:
    """One line of a table of hours."""

    def __init__(self, day: opening.Day, today: bool) -> None:
        self.day = day
        self.times = opening.format_day(day)
        self.reason = str(opening.ASKED[day.asked]) if day.asked else opening.reason_text(day.reason)
        self.is_today = today


def week_rows(schedule: opening.Schedule, now: datetime) -> list[DayRow]:
    """The seven days from today on, so that the first line is the one people look for."""
    today = timezone.localdate(now)
    days = (opening.day(schedule, today + timedelta(days=number)) for number in range(7))
    return [DayRow(day, day.date == today) for day in days]


def runs(rows: Iterable[DayRow]) -> list[tuple[DayRow, DayRow]]:
    """The first and the last of days that follow each other and say the same; twice the same day if alone."""
    found: list[tuple[DayRow, DayRow]] = []
    for row in rows:
        first, last = found[-1] if found else (row, row)
        follows = row.day.date - last.day.date == timedelta(days=1)
        if follows and (row.times, row.reason) == (first.times, first.reason):
            found[-1] = (first, row)
        else:
            found.append((row, row))
    return found


def exception_rows(schedule: opening.Schedule, now: datetime, days: int = 60) -> list[DayRow]:
    """The days of the next weeks on which a closure or a holiday changes the ordinary hours."""
    today = timezone.localdate(now)
    found = opening.exceptions(schedule, today, today + timedelta(days=days))
    return [DayRow(day, day.date == today) for day in found]
