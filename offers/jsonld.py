"""Structured data (schema.org) about organisations, places, hours and offers."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core.templatetags.texts import tel_uri
from offers import opening
from offers.models import Contact, Offer, Organisation, Place

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    """The hours of the next seven days by weekday and, for two months, the days that differ.

    Nothing for hours that nobody has confirmed: machines do not read the hint to ask first.
    """
    today = timezone.localdate(now)
    if not all(opening.day(schedule, today + timedelta(days=n)).known for n in range(7)):
        return {}
    valid = [rows for rows in schedule.hours if rows.covers(today)]
    rules = max(valid, key=lambda rows: rows.is_season).rules if valid else ()
    regular = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{_DAYS[rule.weekday]}",
            "opens": f"{rule.opens:%H:%M}",
            "closes": f"{rule.closes:%H:%M}",
        }
        for rule in rules
        if rule.nth is None
    ]
    special = []
    for day in opening.exceptions(schedule, today, today + timedelta(days=60)):
        spans = [(f"{span.start:%H:%M}", f"{span.end:%H:%M}") for span in day.intervals] or [
            ("00:00", "00:00")
        ]
        special += [
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": day.date.isoformat(),
                "validThrough": day.date.isoformat(),
                "opens": opens,
                "closes": closes,
            }
            for opens, closes in spans
        ]
    return _without_empty({"openingHoursSpecification": regular, "specialOpeningHoursSpecification": special})


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
            "telephone": tel_uri(obj.phone),
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
        "telephone": tel_uri(contact.phone),
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
            "isAccessibleForFree": True if obj.cost == Offer.Cost.FREE else None,
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
