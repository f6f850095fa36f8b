"""Events as calendar files (RFC 5545), for one's own calendar or to subscribe to."""

import datetime as dt
from collections.abc import Callable, Iterable

import icalendar

from core.content.dates import Precision, shifted
from core.control_signs import without_control_signs
from news.models import Event
from news.recurrence import Occurrence, changed, is_date_of, planned, series_rule
from offers.calendar_files import new_calendar
from offers.opening.clock import BERLIN, end_instant, start_instant

_LAST_SECOND = dt.time(23, 59, 59)
_EARLY = dt.time(2)  # the end of a day in UTC is at most that late on the next day

Absolute = Callable[[str], str]


def calendar(events: Iterable[Event], name: str, absolute: Absolute) -> icalendar.Calendar:
    """A calendar of events with `exceptions` and `place` fetched, and `changed_at` (see `with_change`).

    `absolute` makes a path an address. Events of which the day is not known cannot stand in a calendar.
    """
    result = new_calendar(name)
    for event in events:
        if event.date_precision == Precision.DAY:
            for component in components(event, absolute):
                result.add_component(component)
    return result


def components(event: Event, absolute: Absolute) -> list[icalendar.Event]:
    """The event itself, then one component for each date that differs from it or was added to it.

    An added date is an event of its own (with its own UID): many programs do not read RDATE.
    """
    changes = changed(event)
    single = (one for change, one in changes if not event.rule and change.date == event.starts_on)
    first = next(single, planned(event, event.starts_on))
    main = _component(first, absolute)
    if series_rule(event):
        main.add("rrule", _rrule(event))
    others = []
    for change, one in changes:
        before = planned(event, change.date)
        recurrence = _moment(before.day, before.starts_at)
        if one is first:
            continue
        if not is_date_of(event, change.date):
            others.append(_component(one, absolute, f"-extra-{change.pk}"))
        elif one.is_cancelled and not event.is_cancelled:
            main.add("exdate", recurrence)
        elif _span(one) != _span(before) or change.text.note:
            others.append(_component(one, absolute))
            others[-1].add("recurrence-id", recurrence)
    return [main, *others]


def _component(one: Occurrence, absolute: Absolute, part: str = "") -> icalendar.Event:
    """One date; `part` tells the key of a date that is an event of its own from that of the series."""
    event = one.event
    page = absolute(event.get_absolute_url())
    result = icalendar.Event()
    # The key never changes, the address part may: a calendar must find the same event again.
    result.add("uid", f"event-{event.pk}{part}@{page.split('/')[2].split(':')[0]}")
    result.add("dtstamp", _changed_at(event))
    result.add("summary", without_control_signs(event.text.title))
    for name, value in zip(("dtstart", "dtend"), _span(one), strict=True):
        if value is not None:
            result.add(name, value)
    result.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    result.add("description", without_control_signs(_description(one, page)))
    if location := _location(event):
        result.add("location", without_control_signs(location))
    result.add("url", page)
    return result


def _span(one: Occurrence) -> tuple[dt.date, dt.date | None]:
    """Start and end for the calendar: days without times, also the last one, count to their very end.

    None: an event of a single day of which nobody has said when it ends.
    """
    start = _moment(one.day, one.starts_at)
    if one.ends_at is not None:
        return start, _moment(one.end_day, one.ends_at)
    if one.starts_at is None:
        return start, shifted(one.last_day, 1)
    return start, _moment(shifted(one.last_day, 1), dt.time.min) if one.last_day > one.day else None


def _moment(day: dt.date, time: dt.time | None) -> dt.date:
    return day if time is None else dt.datetime.combine(day, time, BERLIN)


def _rrule(event: Event) -> icalendar.vRecur:
    rule = icalendar.vRecur.from_ical(event.rule)
    if event.starts_at and "UNTIL" in rule:
        rule["UNTIL"] = [_until(day, event.starts_at) for day in rule["UNTIL"]]
    return rule


def _until(day: dt.date, starts_at: dt.time) -> dt.datetime:
    """The end of the last day in UTC, as RFC 5545 wants it where the start has a time zone.

    Some programs compare it with the local time of a date. So it is the end of the day in UTC, too, unless
    that would let in a date early on the next day.
    """
    if starts_at < _EARLY:
        return end_instant(day, _LAST_SECOND)
    return dt.datetime.combine(day, _LAST_SECOND, dt.UTC)


def _changed_at(event: Event) -> dt.datetime:
    moment = getattr(event, "changed_at", None) or event.published_from
    return moment or start_instant(event.starts_on, dt.time.min)


def _description(one: Occurrence, page: str) -> str:
    text = one.event.text
    note = one.exception.text.note if one.exception else ""
    parts = [note, text.teaser, text.how_to_register, text.cancelled_note, one.event.online_url, page]
    return "\n\n".join(part for part in parts if part)


def _location(event: Event) -> str:
    parts = [event.text.place_note]
    if event.place and event.place.is_visible:
        parts = [event.place.text.name, event.place.address_line, *parts]
    return ", ".join(part for part in parts if part)
