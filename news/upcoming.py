"""What takes place next, and what is over."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils import timezone

from core.content.dates import shifted
from core.memory.validity import KeptWhileTrue
from news.models import Event, EventException, EventQuerySet
from news.recurrence import Occurrence, occurrences, planned
from offers.opening.clock import BERLIN

# How far ahead the next dates are looked for: first a year, then ten for what happens rarely.
_HORIZONS = (dt.timedelta(days=400), dt.timedelta(days=3660))

_perhaps: KeptWhileTrue[list[Event]] = KeptWhileTrue("coming events", megabytes=None)


@dataclass(frozen=True)
class Upcoming:
    """An event with its next date and those after it; any of them may be cancelled."""

    event: Event
    next: Occurrence
    later: list[Occurrence] = field(default_factory=list)

    @property
    def held_next(self) -> Occurrence | None:
        """The first of these dates that is not cancelled."""
        return next((one for one in (self.next, *self.later) if not one.is_cancelled), None)


def for_lists(events: EventQuerySet) -> EventQuerySet:
    """With what a card and the recurrence need: two queries, for other languages one more for each kind."""
    return (
        events.translated("place")
        .select_related("place")
        .prefetch_related(Prefetch("exceptions", EventException.objects.translated()))
    )


def next_dates(event: Event, now: dt.datetime, limit: int = 4) -> list[Occurrence]:
    """The first `limit` dates not over at `now` (aware), in order; no query after `for_lists`."""
    today = now.astimezone(BERLIN).date()
    coming: list[Occurrence] = []
    for horizon in _HORIZONS:
        coming = [
            occurrence for occurrence in occurrences(event, today, today + horizon) if occurrence.ends > now
        ]
        if coming:
            break
    return coming[:limit]


def last_date(event: Event) -> Occurrence:
    """The date to show of an event that has no next one."""
    end = max(timezone.localdate(), event.starts_on)
    found = occurrences(event, shifted(event.starts_on, -_HORIZONS[-1].days), end)
    return found[-1] if found else planned(event, event.starts_on)  # moved far into the future


def upcoming(now: dt.datetime | None = None, limit: int | None = None) -> list[Upcoming]:
    """Published events that are not over, the next one first.

    Two queries, whatever the number; none in a process that has asked on this day since the last change.
    """
    now = now or timezone.now()
    day = now.astimezone(BERLIN).date()
    events = _perhaps.made(day, lambda: list(for_lists(Event.objects.published().perhaps_upcoming(day))))
    dated = ((event, next_dates(event, now)) for event in events)
    found = [Upcoming(event, dates[0], dates[1:]) for event, dates in dated if dates]
    found.sort(key=lambda one: (one.next.starts, one.event.pk))
    return found[:limit]


def true_until(shown: list[Upcoming]) -> dt.datetime | None:
    """Until when a page that shows them is right: the end of the first date that will be over."""
    return min((one.next.ends for one in shown), default=None)
