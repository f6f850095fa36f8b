"""Structured data (schema.org) about organisations, places, hours and offers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby, takewhile
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core.phones import dialled
from offers import opening
from offers.models import Contact, Offer, Organisation, Place, YesNo

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS_AHEAD = 60
_CLOSED = ("00:00", "00:00")
_ORDINARY_MONDAY = date(2026, 6, 8)  # no clock changes in its week

_WOMEN = {"@type": "PeopleAudience", "suggestedGender": "female"}
_FREE = {"@type": "Offer", "price": 0, "priceCurrency": "EUR"}

Times = tuple[str, str]


def address(place: Place) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            "postalCode": place.postal_code,
            "addressLocality": place.city,
            "addressCountry": "DE",
        }
    )


def hours(schedule: opening.Schedule, now: datetime) -> dict[str, Any]:
    """The weekly hours that hold on most of the next days, and each day that differs, for two months.

    Whoever reads both has the right hours of every one of these days: holidays, closures, seasons that begin
    and n-th weekdays are days that differ. Hours that end on a known day are limited to it. Nothing for hours
    that nobody has confirmed: machines do not read the hint to ask first. A single day that is not confirmed
    lies between two limits.
    """
    today = timezone.localdate(now)
    coming = [opening.day(schedule, today + timedelta(days=number)) for number in range(DAYS_AHEAD)]
    told = list(takewhile(lambda day: day.known or day.asked, coming))
    known = [day for day in told if day.known]
    if len(known) < 7:
        return {}
    week = _usual_week(schedule, [day.date for day in known])
    regular = [
        _specification(times, dayOfWeek=f"https://schema.org/{_DAYS[weekday]}", **limits)
        for limits in _limits(told, is_open_end=len(told) == len(coming))
        for weekday in range(7)
        for times in week[weekday]
    ]
    special = [
        _specification(times, validFrom=day.date.isoformat(), validThrough=day.date.isoformat())
        for day in known
        if _times(day) != week[day.date.weekday()]
        for times in _times(day) or [_CLOSED]
    ]
    return _without_empty({"openingHoursSpecification": regular, "specialOpeningHoursSpecification": special})


def _limits(told: list[opening.Day], *, is_open_end: bool) -> Iterator[dict[str, str]]:
    """The first and the last day of each run of known days, where it does not begin today or goes on."""
    runs = [list(days) for known, days in groupby(told, key=lambda day: day.known) if known]
    for run in runs:
        limits = {} if run[0] is told[0] else {"validFrom": run[0].date.isoformat()}
        if not (run[-1] is told[-1] and is_open_end):
            limits["validThrough"] = run[-1].date.isoformat()
        yield limits


def _usual_week(schedule: opening.Schedule, dates: list[date]) -> list[list[Times]]:
    """For each weekday the times that the set of hours gives which holds on most of these dates."""
    sets = Counter(found for day in dates if (found := schedule.hours_on(day)))
    if not sets:
        return [[] for _weekday in _DAYS]
    [(most, _number)] = sets.most_common(1)
    every_week = tuple(rule for rule in most.rules if rule.nth is None)
    usual = opening.Schedule((opening.Hours(every_week, closed_on_holidays=False),))
    return [_times(day) for day in opening.week(usual, _ORDINARY_MONDAY)]


def _times(day: opening.Day) -> list[Times]:
    """When it opens and closes; schema.org has no 24:00, and takes 00:00 to 00:00 for closed."""
    times = [(f"{span.start:%H:%M}", f"{span.end:%H:%M}") for span in day.intervals]
    return [(opens, "23:59" if (opens, closes) == _CLOSED else closes) for opens, closes in times]


def _specification(times: Times, **more: str) -> dict[str, str]:
    return {"@type": "OpeningHoursSpecification", "opens": times[0], "closes": times[1], **more}


def organisation(obj: Organisation, request: HttpRequest) -> dict[str, Any]:
    kinds = {"city": "GovernmentOrganization", "authority": "GovernmentOrganization"}
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": kinds.get(obj.kind, "Organization"),
            "name": obj.text.name,
            "description": obj.text.summary,
            "url": request.build_absolute_uri(obj.get_absolute_url()),
            "sameAs": obj.website,
            "telephone": dialled(obj.phone),
            "email": obj.email,
            "address": address(obj.place) if obj.place else None,
        }
    )


def office(
    contact: Contact, schedule: opening.Schedule | None, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    """The house itself as a GovernmentOffice with its hours and exceptions."""
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": contact.organisation.text.name,
        "url": request.build_absolute_uri("/"),
        "telephone": dialled(contact.phone),
        "email": contact.email,
        "address": address(contact.place) if contact.place else None,
    }
    return _without_empty(data | (hours(schedule, now) if schedule else {}))


def offer(obj: Offer, request: HttpRequest) -> dict[str, Any]:
    """An offer as a GovernmentService of its provider."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "name": obj.text.title,
            "description": obj.text.summary,
            "url": request.build_absolute_uri(obj.get_absolute_url()),
            "serviceType": obj.get_kind_display(),
            "provider": {"@type": "Organization", "name": obj.provider.text.name},
            "areaServed": {"@type": "City", "name": "Leverkusen"},
            "offers": _FREE if obj.cost == Offer.Cost.FREE else None,
            "audience": _WOMEN if obj.women_only == YesNo.YES else None,
            "availableLanguage": [language.code for language in obj.links.languages],
            "availableChannel": [
                {
                    "@type": "ServiceChannel",
                    "serviceLocation": {
                        "@type": "Place",
                        "name": place.text.name,
                        "address": address(place),
                    },
                }
                for place in obj.links.places
            ],
        }
    )


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}
