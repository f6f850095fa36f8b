"""Builders of posts and events; each gives only what the database insists on."""

import datetime as dt
from itertools import count
from typing import Any

from news.models import Event, EventException, Post
from tests.builders import PUBLISHED

_numbers = count(1)


def post(**fields: Any) -> Post:
    number = next(_numbers)
    values = {
        "slug": f"beitrag-{number}",
        "title": f"Beitrag {number}",
        "teaser": "Was geschehen ist.",
        "date": dt.date(2024, 2, 8),
    }
    return Post.objects.create(**{**values, "status": PUBLISHED, **fields})


def event(**fields: Any) -> Event:
    number = next(_numbers)
    values = {
        "slug": f"termin-{number}",
        "title": f"Termin {number}",
        "teaser": "Worum es geht.",
        "starts_on": dt.date(2025, 5, 15),
    }
    return Event.objects.create(**{**values, "status": PUBLISHED, **fields})


def change(event: Event, day: str, kind: str, **fields: Any) -> EventException:
    return EventException.objects.create(event=event, date=dt.date.fromisoformat(day), kind=kind, **fields)
