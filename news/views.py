"""The public pages of posts and events, their feed and their calendars."""

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concept.models import ActionField, Report
from core.content.dates import Precision
from core.memory.expiry import until
from core.memory.parameters import understands
from core.views import visible_or_404
from news import jsonld
from news.calendars import calendar
from news.feeds import posts_feed
from news.models import Event, EventException, Post
from news.upcoming import for_lists, last_date, next_dates, true_until, upcoming
from offers.calendar_files import calendar_response
from offers.models import Document, Offer, Organisation

PER_PAGE = 20
FEED_LENGTH = 30


@require_safe
@understands("page")
def post_list(request: HttpRequest) -> HttpResponse:
    posts = Post.objects.published().translated("author").select_related("author")
    events = upcoming(limit=3)
    until(request, true_until(events))
    context = {
        "page": Paginator(posts, PER_PAGE).get_page(request.GET.get("page")),
        "events": events,
        "crumbs": [(_("News"), None)],
    }
    return render(request, "news/list.html", context)


@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    posts = Post.objects.translated("author").select_related("author")
    found = visible_or_404(request, posts, slug=slug)
    context = {
        "post": found,
        "related": SimpleLazyObject(lambda: _with_related(found)),  # the template keeps what it makes of it
        "article": jsonld.news_article(found, request.build_absolute_uri),
        "crumbs": [(_("News"), reverse("news:list")), (found.text.title, None)],
    }
    return render(request, "news/post.html", context)


def _with_related(post: Post) -> Post:
    """The post with its published documents, action fields and reports; three queries."""
    lookups = (
        Prefetch("documents", Document.objects.published().translated()),
        Prefetch("fields", ActionField.objects.published().translated()),
        Prefetch("reports", Report.objects.published().translated()),
    )
    prefetch_related_objects([post], *lookups)
    return post


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    result = posts_feed(
        Post.objects.published().translated("author").select_related("author").with_change()[:FEED_LENGTH],
        title=render_to_string("news/_feed_title.txt", request=request).strip(),
        author=render_to_string("news/_feed_author.txt", request=request).strip(),
        language=get_language() or "",
        page=reverse("news:list"),
        address=reverse("news:feed"),
        absolute=request.build_absolute_uri,
    )
    return HttpResponse(result.writeString("utf-8"), content_type=result.content_type)


@require_safe
@understands("page")
def event_list(request: HttpRequest) -> HttpResponse:
    coming = upcoming()
    until(request, true_until(coming))
    over = Event.objects.published().exclude(pk__in=[one.event.pk for one in coming])
    pages = Paginator(for_lists(over.order_by("-starts_on", "-pk")), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "coming": coming,
        "page": page,
        "over": [last_date(event) for event in page.object_list],
        "crumbs": [(_("Events"), None)],
    }
    return render(request, "news/events.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = visible_or_404(request, _event_page(), slug=slug)
    dates = next_dates(found, timezone.now(), limit=8)
    if dates:
        until(request, dates[0].ends)
    shown = next((date for date in dates if not date.is_cancelled), dates[0] if dates else last_date(found))
    context = {
        "event": found,
        "shown": shown,
        "off": dates[0] if dates and dates[0].is_cancelled else None,
        "dates": dates,
        "data": jsonld.event(shown, request.build_absolute_uri),
        "crumbs": [(_("Events"), reverse("news:events")), (found.text.title, None)],
    }
    return render(request, "news/event.html", context)


def _event_page() -> QuerySet[Event]:
    """Five queries: the event with place and organiser, its exceptions, partners, offers and fields."""
    return (
        Event.objects.translated("place", "organiser")
        .select_related("place", "organiser")
        .prefetch_related(
            Prefetch("exceptions", EventException.objects.translated()),
            Prefetch("partners", Organisation.objects.published().translated()),
            Prefetch("offers", Offer.objects.published().translated()),
            Prefetch("fields", ActionField.objects.published().translated()),
        )
    )


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    events = Event.objects.filter(date_precision=Precision.DAY).with_change()
    found = visible_or_404(request, for_lists(events), slug=slug)
    return _calendar_response(request, [found], found.text.title, f"{slug}.ics")


@require_safe
def all_events_calendar(request: HttpRequest) -> HttpResponse:
    events = for_lists(Event.objects.published().with_change())
    name = render_to_string("news/_calendar_title.txt", request=request).strip()
    return _calendar_response(request, events, name, "termine.ics")


def _calendar_response(
    request: HttpRequest, events: QuerySet[Event] | list[Event], name: str, filename: str
) -> HttpResponse:
    return calendar_response(calendar(events, name, request.build_absolute_uri), filename)
