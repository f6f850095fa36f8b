"""The result of the finder to take along: as a sheet to print, as a table, as a calendar."""

from datetime import UTC, date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Event, vText

from core.content.dates import iso_date
from core.control_signs import without_control_signs
from core.memory import expiry
from core.memory.parameters import understands
from core.spreadsheets import csv_response
from offers import cards, opening
from offers.calendar_files import calendar_response, new_calendar
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
            iso_date(offer.checked_on, offer.checked_precision),
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
    """The consultation hours of the result for four weeks as a calendar; without those not confirmed.

    Where there are none, a page that says so: an empty file would help nobody.
    """
    now = timezone.now()
    first = timezone.localdate(now)
    calendar = new_calendar(_("Consultation hours"))
    offers = _found(request, now)
    entries = [entry for offer in offers for entry in _entries(request, offer, first, now)]
    if not entries:
        context = {"crumbs": [(_("hours as a calendar file"), None)], "offers": offers}
        return render(request, "offers/no_hours.html", context, status=404)
    for entry in entries:
        calendar.add_component(entry)
    return calendar_response(calendar, "sprechzeiten.ics")


def _entries(request: HttpRequest, offer: Offer, first: date, now: datetime) -> list[Event]:
    main = main_opening(offer.openings)
    if main is None or not all(rules.confirmed for rules in main.schedule.hours):
        return []
    last = first + timedelta(days=CALENDAR_DAYS)
    entries = [_entry(request, offer, span, now) for span in opening.intervals(main.schedule, first, last)]
    for day in opening.exceptions(main.schedule, first, last):
        for span in day.usual:
            entry = _entry(request, offer, span, now)
            entry["summary"] = vText(_("%(title)s (not confirmed yet)") % {"title": entry["summary"]})
            entry.add("status", "TENTATIVE")
            entries.append(entry)
    return entries


def _entry(request: HttpRequest, offer: Offer, span: opening.Interval, now: datetime) -> Event:
    entry = Event()
    # The key never changes, the address part may: a calendar must find the same entry again.
    host = request.get_host().partition(":")[0]
    entry.add("uid", f"offer-{offer.pk}-{span.start.astimezone(UTC):%Y%m%dT%H%MZ}@{host}")
    entry.add("dtstamp", now)
    entry.add("dtstart", span.start)
    entry.add("dtend", span.end)
    by_appointment = span.mode == opening.Mode.APPOINTMENT
    title = without_control_signs(offer.text.title)
    entry.add("summary", _("%(title)s (by appointment)") % {"title": title} if by_appointment else title)
    if offer.links.places:
        entry.add("location", without_control_signs(offer.links.places[0].address_line))
    entry.add("url", request.build_absolute_uri(offer.get_absolute_url()))
    return entry
