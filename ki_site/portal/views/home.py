"""The home page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.memory import expiry
from ki_site.portal.alive import alive
from ki_site.portal.frame import Frame
from news.upcoming import upcoming
from offers import cards, jsonld, weeks
from offers.models import Topic
from offers.opening import Schedule

EVENTS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way to an answer on the first screen; below it only what is alive."""
    frame = Frame(request)
    now = timezone.now()
    known = alive()
    if known.service_point:
        cards.prepare(request, [known.service_point], now)
    events = upcoming(now, EVENTS)
    for event in events:
        expiry.until(request, event.next.ends)
    schedule = frame.opening.schedule if frame.opening else None
    context = {
        "frame": frame,
        # Called by the template when it makes the part that shows them.
        "topics": lambda: Topic.objects.filter(on_home=True).translated(),
        "alive": known,
        "upcoming": events,
        **_hours(schedule, now),
        "json_ld": jsonld.office(frame.contact, schedule, request, now) if frame.contact else None,
        "is_note_short": True,
    }
    return render(request, "portal/home.html", context)


def _hours(schedule: Schedule | None, now: datetime) -> dict[str, Any]:
    """The days of the coming week on which somebody is there or should be, and what differs after it."""
    if schedule is None:
        return {}
    week = weeks.week_rows(schedule, now)
    telling = [
        row for row in week if row.times and (row.day.intervals or row.day.exceptional or row.day.asked)
    ]
    return {
        "week": weeks.runs(telling),
        "exceptions": [
            row for row in weeks.exception_rows(schedule, now) if row.day.date > week[-1].day.date
        ],
    }
