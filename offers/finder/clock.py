"""What is open now, today, in the next days and on a weekday, and what opens next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from offers import opening
from offers.finder.shelves import OfferShelves

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# "In the next seven days" is today and the days up to this one.
WEEK = timedelta(days=6)
_REACHABLE = (opening.Status.OPEN, opening.Status.APPOINTMENT)


@dataclass
class Moment:
    """Offers by what their hours say at one moment; true until `until`."""

    values: dict[str, int]
    # Groups of offers by when they can next be visited, the soonest first.
    by_next: list[tuple[datetime, int]]
    until: datetime | None


_kept: tuple[OfferShelves, Moment] | None = None


def moment(known: OfferShelves, now: datetime) -> Moment:
    """The moment `now` (aware); worked out anew only when something opens, closes, or a day begins."""
    global _kept
    kept = _kept  # another thread may put a new one there
    if kept is None or kept[0] is not known or (kept[1].until and kept[1].until <= now):
        kept = _kept = (known, _work_out(known, now))
    return kept[1]


def _work_out(known: OfferShelves, now: datetime) -> Moment:
    values = dict.fromkeys(("now", "today", "week", *DAYS), 0)
    by_next: list[tuple[datetime, int]] = []
    until = None
    today = timezone.localdate(now)
    for schedule, bits in known.schedules:
        state = opening.state(schedule, now)
        until = min(until, state.changes_at) if until else state.changes_at
        is_open = state.status in _REACHABLE
        if is_open:
            values["now"] |= bits
        if is_open or state.later_today:
            values["today"] |= bits
        if is_open or (state.next and timezone.localdate(state.next.start) <= today + WEEK):
            values["week"] |= bits
        if is_open or state.next:
            by_next.append((now if is_open else state.next.start, bits))  # type: ignore[union-attr]
        hours = schedule.hours_on(today)
        if hours and hours.is_known:
            for weekday in {rule.weekday for rule in hours.rules}:
                values[DAYS[weekday]] |= bits
    by_next.sort(key=lambda row: row[0])
    return Moment(values, by_next, until)
