"""What holds at one moment: open or not, until when, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .asked import Asked
from .clock import BERLIN, start_instant
from .days import ONE_DAY, plan
from .rules import Mode, Schedule
from .spans import Interval, Span, joined, to_interval

# A month may have no fifth weekday of a kind: the next can be 119 days away.
SEARCH_DAYS = 120
# Whoever is open for longer than this without a break, from the start of today on, has no end worth naming.
LONGEST_STRETCH = dt.timedelta(days=7)


class Status(StrEnum):
    """OPEN is open to all without an appointment; PHONE means that only the telephone is answered."""

    OPEN = "open"
    APPOINTMENT = "appointment"
    PHONE = "phone"
    CLOSED = "closed"
    UNKNOWN = "unknown"


_STATUS_OF = {
    Mode.WALK_IN: Status.OPEN,
    Mode.APPOINTMENT: Status.APPOINTMENT,
    Mode.PHONE: Status.PHONE,
}


@dataclass(frozen=True)
class State:
    """What can be said at one moment; nothing in it changes before `changes_at`.

    `until` (Europe/Berlin): the end of the uninterrupted stretch of this status. None when unknown, when
    nothing follows within the search, or when the stretch ends more than a week after the start of today.
    `next`: the first interval after that stretch, at most 120 days ahead. The search ends at the first
    unknown day: what lies behind it may not be the next.
    `later_today`: `next`, if it starts today.
    `reason`: why today is closed or different, "" once the different hours of today are over.
    `asked`: today is unknown because nobody has confirmed this day that people ask for.
    `changes_at` (UTC): the next start or end of an interval or local midnight, whichever is first.
    """

    status: Status
    until: dt.datetime | None
    next: Interval | None
    later_today: Interval | None
    reason: str
    changes_at: dt.datetime
    asked: Asked | None = None


def state(schedule: Schedule, now: dt.datetime) -> State:
    """State at `now`, which must be aware (ValueError if not). Tens of microseconds, no I/O.

    Example: a Monday with 9:00–12:00 for all and 13:00–16:00 by appointment. At 10:00 it is OPEN until 12:00,
    `next` and `later_today` are 13:00–16:00, and `changes_at` is 12:00. At 12:30 it is CLOSED until 13:00. At
    17:00 it is CLOSED until the first hours of Tuesday, and `changes_at` is midnight, when "today" is another
    day.
    """
    if now.tzinfo is None:
        raise ValueError("state() needs an aware datetime")
    moment = now.astimezone(dt.UTC)
    today = now.astimezone(BERLIN).date()
    decided = plan(schedule, today)
    near = joined(list(plan(schedule, today - ONE_DAY).spans), decided.spans)
    over = bool(decided.spans) and near[-1].end <= moment
    # Once the usual hours are over it is closed, whether or not they held.
    asked_until = decided.usual[-1].end if decided.usual and decided.usual[-1].end > moment else None
    known = decided.known or (decided.asked is not None and asked_until is None)

    current, until, following = _look_ahead(schedule, near, moment, today, known)
    midnight = start_instant(today + ONE_DAY, dt.time.min)
    edges = [
        midnight,
        *([current.end] if current else []),
        *([following.start] if following else []),
        *([asked_until] if asked_until else []),
    ]

    if current:
        status = _STATUS_OF[current.mode]
    else:
        status = Status.CLOSED if known else Status.UNKNOWN
        until = following.start if following else None
    upcoming = to_interval(following) if following else None
    return State(
        status=status,
        until=until.astimezone(BERLIN) if until else None,
        next=upcoming,
        later_today=upcoming if upcoming and upcoming.start.date() == today else None,
        reason="" if over else decided.reason,
        changes_at=min(edges),
        asked=decided.asked if asked_until else None,
    )


def _look_ahead(
    schedule: Schedule,
    near: list[Span],
    moment: dt.datetime,
    today: dt.date,
    known: bool,
) -> tuple[Span | None, dt.datetime | None, Span | None]:
    """The span at `moment`, the end of its stretch, and the first span after that stretch.

    `near` holds the spans of yesterday and today, `known` whether today's are known; more days are planned
    only until the answer is settled.
    """
    spans = near
    current, until, following = _split(spans, moment)
    for number in range(1, SEARCH_DAYS + 1):
        date = today + dt.timedelta(days=number)
        settled = following is not None and following.end <= start_instant(date, dt.time.min)
        if settled or not known:
            break
        if until and until - start_instant(today, dt.time.min) > LONGEST_STRETCH:
            return current, None, None
        coming = plan(schedule, date)
        known = coming.known
        if coming.spans:
            spans = joined(spans, coming.spans)
            current, until, following = _split(spans, moment)
    return current, until, following


def _split(spans: Sequence[Span], moment: dt.datetime) -> tuple[Span | None, dt.datetime | None, Span | None]:
    current: Span | None = None
    until: dt.datetime | None = None
    for span in spans:
        if span.end <= moment:
            continue
        if current is None and span.start <= moment:
            current, until = span, span.end
        elif current and span.start == until and span.mode == current.mode:
            until = span.end
        else:
            return current, until, span
    return current, until, None
