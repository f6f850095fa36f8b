"""What search engines read about posts and events (schema.org)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from core.content.dates import Precision
from news.models import Event, Post
from news.recurrence import Occurrence
from offers.models import Organisation, Place
from offers.opening.clock import BERLIN

_SCHEMA = "https://schema.org"

Absolute = Callable[[str], str]


def news_article(post: Post, absolute: Absolute) -> dict[str, Any]:
    """A post as NewsArticle; `absolute` makes a path an address."""
    address = absolute(post.get_absolute_url())
    data: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "NewsArticle",
        "headline": post.text.title,
        "description": post.text.teaser,
        "datePublished": _known_part(post.date, post.date_precision),
        "inLanguage": post.text.language_of("title"),
        "mainEntityOfPage": address,
        "url": address,
    }
    if post.image:
        data["image"] = absolute(post.image.wide)
    if author := _organisation(post.author):
        data["author"] = data["publisher"] = author
    return data


def event(one: Occurrence, absolute: Absolute) -> dict[str, Any]:
    """One date of an event as Event; empty when its day is not known."""
    source = one.event
    if source.date_precision != Precision.DAY:
        return {}
    note = one.exception.text.note if one.exception else ""
    data: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": source.text.title,
        "description": f"{source.text.teaser} {note}".strip(),
        "startDate": _moment(one.day, one.starts_at),
        "eventStatus": f"{_SCHEMA}/{_status(one)}",
        "eventAttendanceMode": f"{_SCHEMA}/{_attendance(source)}",
        "inLanguage": source.text.language_of("title"),
        "url": absolute(source.get_absolute_url()),
    }
    if one.ends_at or one.last_day > one.day:
        data["endDate"] = _moment(one.end_day, one.ends_at)
    if _is_rescheduled(one) and not one.is_cancelled:
        data["previousStartDate"] = _moment(one.moved_from or one.day, source.starts_at)
    if locations := _locations(source):
        data["location"] = locations
    if organiser := _organisation(source.organiser):
        data["organizer"] = organiser
    return data


def _known_part(day: dt.date, precision: str) -> str:
    """ISO 8601 with no more than is known: "2024-02-08", "2024-11", "2009"."""
    if precision == Precision.DAY:
        return day.isoformat()
    return f"{day:%Y-%m}" if precision == Precision.MONTH else f"{day:%Y}"


def _moment(day: dt.date, time: dt.time | None) -> str:
    return day.isoformat() if time is None else dt.datetime.combine(day, time, BERLIN).isoformat()


def _status(one: Occurrence) -> str:
    if one.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if _is_rescheduled(one) else "EventScheduled"


def _is_rescheduled(one: Occurrence) -> bool:
    """Whether it begins at another moment than was planned; an additional date was not planned at all."""
    change = one.exception
    if change is None or change.kind == change.Kind.EXTRA:
        return False
    return one.moved_from is not None or one.starts_at != one.event.starts_at


def _attendance(source: Event) -> str:
    if source.online_url:
        return "MixedEventAttendanceMode" if source.place else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def _locations(source: Event) -> list[dict[str, Any]]:
    found = []
    if source.place and source.place.is_visible:
        found.append(_place(source.place))
    if source.online_url:
        found.append({"@type": "VirtualLocation", "url": source.online_url})
    return found


def _place(place: Place) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": place.postal_code,
        "addressLocality": place.city,
        "addressCountry": "DE",
    }
    return {
        "@type": "Place",
        "name": place.text.name,
        "address": {name: value for name, value in address.items() if value},
    }


def _organisation(organisation: Organisation | None) -> dict[str, Any] | None:
    if organisation is None or not organisation.is_visible:
        return None
    return {"@type": "Organization", "name": organisation.text.name}
