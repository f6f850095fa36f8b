"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concept.models import ActionField
from ki_site.core import expiry
from ki_site.portal.frame import Frame
from news.models import Post
from news.upcoming import upcoming
from offers import cards, jsonld
from offers.models import Offer, Topic

POSTS = 3
EVENTS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Welcome, today's state, tiles by need, the Service-Point, events, posts and the concept."""
    frame = Frame(request)
    now = timezone.now()
    service_point = Offer.objects.published().filter(is_service_point=True).translated().first()
    if service_point:
        cards.prepare(request, [service_point], now)
    events = upcoming(now, EVENTS)
    for event in events:
        expiry.until(request, event.next.ends)
    schedule = frame.opening.schedule if frame.opening else None
    context = {
        "frame": frame,
        "topics": Topic.objects.filter(on_home=True).translated(),
        "service_point": service_point,
        "upcoming": events,
        "posts": Post.objects.published().translated()[:POSTS],
        "fields": ActionField.objects.published().translated(),
        "json_ld": jsonld.office(frame.contact, schedule, request, now) if frame.contact else None,
    }
    return render(request, "portal/home.html", context)
