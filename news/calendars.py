"""Events as calendar files (RFC 5545), for one's own calendar or to subscribe to."""

import datetime as dt
from collections.abc import Callable, Iterable

import icalendar

from core.content.dates import Precision
from news.models import Event, EventException
from news.recurrence import Occurrence, is_date_of, occurrences
from offers.opening.clock import BERLIN, start_instant

PRODUCT = "-//Kommunales Integrationszentrum//Website//DE"
_ONE_DAY = dt.timedelta(days=1)

Absolute = Callable[[str], str]


def calendar(events: Iterable[Event], name: str, absolute: Absolute) -> icalendar.Calendar:
    """A calendar of events with `exceptions` and `place` fetched, and `changed_at` (see `with_change`).

    `absolute` makes a path an address. Events of which the day is not known cannot stand in a calendar.
    """
    result = icalendar.Calendar()
    result.add("prodid", PRODUCT)
    result.add("version", "2.0")
    result.add("x-wr-calname", name)
    result.add("x-wr-timezone", BERLIN.key)
    for event in events:
        if event.date_precision == Precision.DAY:
            for component in components(event, absolute):
                result.add_component(component)
    result.add_missing_timezones()
    return result


def components(event: Event, absolute: Absolute) -> list[icalendar.Event]:
    """The event itself, then one component for each date of the series that has other times."""
    changes = {change.date: change for change in event.exceptions.all()}
    first = _first(event)
    main = _component(first, absolute)
    overrides = []
    if event.rule:
        main.add("rrule", _rrule(event))
    for one in _changed(event, changes):
        change = changes[one.moved_from or one.day]
        if not event.rule and change.date == event.starts_on:
            continue  # the one date itself: it is `first` already
        planned = _planned(event, change.date)
        if one.is_cancelled and not event.is_cancelled:
            main.add("exdate", _moment(planned.day, planned.starts_at))
            continue
        if not is_date_of(event, change.date):
            main.add("rdate", _moment(one.day, one.starts_at))
            planned = one
        if _span(one) != _span(first, one.day) or one.moved_from or planned.starts_at != one.starts_at:
            override = _component(one, absolute)
            override.add("recurrence-id", _moment(planned.day, planned.starts_at))
            overrides.append(override)
    return [main, *overrides]


def _first(event: Event) -> Occurrence:
    """The planned first date of a series; of a single event the date as it stands after any change."""
    if event.rule:
        return _planned(event, event.starts_on)
    found = occurrences(event, dt.date.min + 400 * _ONE_DAY, dt.date.max - 400 * _ONE_DAY)
    return next(one for one in found if (one.moved_from or one.day) == event.starts_on)


def _planned(event: Event, day: dt.date) -> Occurrence:
    """The date as the series has it, before any exception."""
    length = (event.ends_on or event.starts_on) - event.starts_on
    return Occurrence(event, day, day + length, event.starts_at, event.ends_at, event.is_cancelled)


def _changed(event: Event, changes: dict[dt.date, EventException]) -> list[Occurrence]:
    days = {day for change in changes.values() for day in (change.date, change.new_date) if day}
    if not days:
        return []
    found = occurrences(event, min(days), max(days))
    return [one for one in found if one.exception is not None]


def _component(one: Occurrence, absolute: Absolute) -> icalendar.Event:
    event = one.event
    page = absolute(event.get_absolute_url())
    result = icalendar.Event()
    # The key never changes, the address part may: a calendar must find the same event again.
    result.add("uid", f"event-{event.pk}@{page.split('/')[2].split(':')[0]}")
    result.add("dtstamp", _changed_at(event))
    result.add("summary", event.text.title)
    for name, value in zip(("dtstart", "dtend"), _span(one), strict=True):
        if value is not None:
            result.add(name, value)
    result.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    result.add("description", _description(event, page))
    if location := _location(event):
        result.add("location", location)
    result.add("url", page)
    return result


def _span(one: Occurrence, day: dt.date | None = None) -> tuple[dt.date, dt.date | None]:
    """Start and end for the calendar, `day` in place of the first day; whole days end before `dtend`."""
    shift = (day or one.day) - one.day
    start = _moment(one.day + shift, one.starts_at)
    if one.starts_at is None:
        return start, one.last_day + shift + _ONE_DAY
    return start, _moment(one.end_day + shift, one.ends_at) if one.ends_at else None


def _moment(day: dt.date, time: dt.time | None) -> dt.date:
    return day if time is None else dt.datetime.combine(day, time, BERLIN)


def _rrule(event: Event) -> icalendar.vRecur:
    rule = icalendar.vRecur.from_ical(event.rule)
    if event.starts_at and "UNTIL" in rule:
        # Where the start has a time zone, RFC 5545 wants UNTIL in UTC.
        rule["UNTIL"] = [start_instant(day, event.starts_at) for day in rule["UNTIL"]]
    return rule


def _changed_at(event: Event) -> dt.datetime:
    moment = getattr(event, "changed_at", None) or event.published_from
    return moment or start_instant(event.starts_on, dt.time.min)


def _description(event: Event, page: str) -> str:
    parts = [event.text.teaser, event.text.how_to_register, event.text.cancelled_note, event.online_url, page]
    return "\n\n".join(part for part in parts if part)


def _location(event: Event) -> str:
    parts = [event.text.place_note]
    if event.place and event.place.is_visible:
        parts = [event.place.text.name, event.place.address_line, *parts]
    return ", ".join(part for part in parts if part)
