"""The home page."""

import copy

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concept.models import ActionField
from core.memory import expiry
from core.memory.validity import KeptWhileTrue
from ki_site.portal.frame import Frame
from news.models import Post
from news.upcoming import upcoming
from offers import cards, jsonld
from offers.models import Offer, Topic

POSTS = 3
EVENTS = 3

_service_points: KeptWhileTrue[list[Offer]] = KeptWhileTrue("service point", megabytes=None)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Welcome, today's state, tiles by need, the Service-Point, events, posts and the concept."""
    frame = Frame(request)
    now = timezone.now()
    service_point = _service_point()
    if service_point:
        cards.prepare(request, [service_point], now)
    events = upcoming(now, EVENTS)
    for event in events:
        expiry.until(request, event.next.ends)
    schedule = frame.opening.schedule if frame.opening else None
    context = {
        "frame": frame,
        # Called by the template when it makes the part that shows them.
        "topics": lambda: Topic.objects.filter(on_home=True).translated(),
        "service_point": service_point,
        "upcoming": events,
        "posts": lambda: Post.objects.published().translated()[:POSTS],
        "fields": lambda: ActionField.objects.published().translated(),
        "json_ld": jsonld.office(frame.contact, schedule, request, now) if frame.contact else None,
    }
    return render(request, "portal/home.html", context)


def _service_point() -> Offer | None:
    """A copy of the offer that is the Service-Point; one query after a change, else none."""

    def fetch() -> list[Offer]:
        return list(Offer.objects.published().filter(is_service_point=True).translated()[:1])

    found = _service_points.made("", fetch)
    return copy.copy(found[0]) if found else None
