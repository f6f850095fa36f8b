"""The result of the finder to take along: as a sheet to print, as a table, as a calendar."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from core.memory import expiry
from core.memory.parameters import understands
from core.spreadsheets import csv_response
from offers import cards, opening
from offers.finder import PARAMETERS, offer_results
from offers.models import Offer
from offers.schedules import main_opening

# A sheet, a table or a calendar of more offers than this is no help to anybody.
MOST = 500
CALENDAR_DAYS = 28


def _found(request: HttpRequest, now: datetime) -> list[Offer]:
    """The offers of the address, ready for display; four queries at most without words."""
    results = offer_results(request.GET, now)
    offers = results.entries(results[:MOST])
    cards.prepare(request, offers, now)
    expiry.until(request, results.moment.until)
    return offers


@require_safe
@understands(*PARAMETERS)
def offer_sheet(request: HttpRequest) -> HttpResponse:
    """The whole result on one page that prints well."""
    now = timezone.now()
    results = offer_results(request.GET, now)
    context = {"offers": _found(request, now), "results": results, "crumbs": [(_("List to print"), None)]}
    return render(request, "offers/sheet.html", context)


@require_safe
@understands(*PARAMETERS)
def offer_table(request: HttpRequest) -> HttpResponse:
    """The whole result as CSV."""
    head = [
        _("Offer"), _("In one sentence"), _("Kind of offer"), _("Organisation"), _("Where"), _("When"),
        _("How to get in"), _("Cost"), _("Phone"), _("Page"), _("Last checked"),
    ]  # fmt: skip
    rows = [
        (
            offer.text.title,
            offer.text.summary,
            offer.get_kind_display(),
            offer.provider.text.name,
            "; ".join(place.address_line or place.text.name for place in offer.links.places),
            "; ".join(" ".join(line) for line in _confirmed_lines(offer)),
            ", ".join(offer.ways_in),
            offer.get_cost_display(),
            next((contact.phone for contact in offer.links.contacts if contact.phone), ""),
            request.build_absolute_uri(offer.get_absolute_url()),
            offer.checked_on.isoformat() if offer.checked_on else "",
        )
        for offer in _found(request, timezone.now())
    ]
    return csv_response("angebote.csv", head, rows)


def _confirmed_lines(offer: Offer) -> list[tuple[str, str]]:
    main = main_opening(offer.openings)
    return main.lines if main and main.current.is_confirmed else []


@require_safe
@understands(*PARAMETERS)
def offer_calendar(request: HttpRequest) -> HttpResponse:
    """The consultation hours of the result for four weeks as a calendar; without those not confirmed."""
    now = timezone.now()
    calendar = Calendar()
    calendar.add("prodid", "-//Kommunales Integrationszentrum//Angebote//DE")
    calendar.add("version", "2.0")
    first = timezone.localdate(now)
    for offer in _found(request, now):
        main = main_opening(offer.openings)
        if main is None:
            continue
        for span in opening.intervals(main.schedule, first, first + timedelta(days=CALENDAR_DAYS)):
            if all(rules.confirmed for rules in main.schedule.hours):
                calendar.add_component(_entry(request, offer, span, now))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="sprechzeiten.ics"'
    return response


def _entry(request: HttpRequest, offer: Offer, span: opening.Interval, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{offer.slug}-{span.start:%Y%m%dT%H%M}@{request.get_host()}")
    entry.add("dtstamp", now)
    entry.add("dtstart", span.start)
    entry.add("dtend", span.end)
    by_appointment = span.mode == opening.Mode.APPOINTMENT
    title = offer.text.title
    entry.add("summary", _("%(title)s (by appointment)") % {"title": title} if by_appointment else title)
    if offer.links.places:
        entry.add("location", offer.links.places[0].address_line)
    entry.add("url", request.build_absolute_uri(offer.get_absolute_url()))
    return entry
