"""Today's state of offers, contact points and places, ready for cards and boxes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from ki_site.core import expiry
from offers import opening
from offers.models import Offer
from offers.schedules import Opening, Owner, main_opening, openings


def attach(request: HttpRequest, owners: Sequence[Owner], now: datetime | None = None) -> None:
    """Give each owner (all of one kind) what its card shows; the cost is that of `openings`.

    Sets `openings`, `state`, `state_status`, `state_words`, `hours_lines`, on offers also `quarter_names`,
    and tells the page until when it stays true.
    """
    now = now or timezone.now()
    found = openings(owners)
    for owner in owners:
        owner.openings = found.get(owner.pk, [])  # type: ignore[union-attr]
        main = main_opening(owner.openings)  # type: ignore[union-attr]
        _show(request, owner, main, now)
        if isinstance(owner, Offer):
            quarters = (place.quarter for place in owner.places.all())
            owner.quarter_names = sorted({quarter.name for quarter in quarters if quarter})  # type: ignore[attr-defined]


def _show(request: HttpRequest, owner: Owner, main: Opening | None, now: datetime) -> None:
    owner.hours_lines = main.lines if main else []  # type: ignore[union-attr]
    if main is None:
        owner.state, owner.state_status, owner.state_words = None, opening.Status.UNKNOWN, ""  # type: ignore[union-attr]
        return
    state = opening.state(main.schedule, now)
    owner.state = state  # type: ignore[union-attr]
    owner.state_status = state.status  # type: ignore[union-attr]
    owner.state_words = opening.describe(state, now)  # type: ignore[union-attr]
    expiry.until(request, state.changes_at)


class DayRow:
    """One line of a table of hours."""

    def __init__(self, day: opening.Day, today: bool) -> None:
        self.day = day
        self.times = opening.format_day(day)
        self.is_today = today


def week_rows(schedule: opening.Schedule, now: datetime) -> list[DayRow]:
    """The seven days from today on, so that the first line is the one people look for."""
    today = timezone.localdate(now)
    days = (opening.day(schedule, today + timedelta(days=number)) for number in range(7))
    return [DayRow(day, day.date == today) for day in days]


def exception_rows(schedule: opening.Schedule, now: datetime, days: int = 60) -> list[DayRow]:
    """The days of the next weeks on which a closure or a holiday changes the ordinary hours."""
    today = timezone.localdate(now)
    found = opening.exceptions(schedule, today, today + timedelta(days=days))
    return [DayRow(day, day.date == today) for day in found]
