"""What every calendar file (RFC 5545) of the site has in common."""

from django.http import HttpResponse
from icalendar import Calendar, Component

from offers.opening.clock import BERLIN

PRODUCT = "-//Kommunales Integrationszentrum//Website//DE"

# With the rules of today's law: programs read a list of all changes of the clock in different ways.
_ZONE = f"""BEGIN:VTIMEZONE
TZID:{BERLIN.key}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def new_calendar(name: str) -> Calendar:
    """A calendar without entries yet, but with the time zone that they name: so it is never empty."""
    result = Calendar()
    result.add("prodid", PRODUCT)
    result.add("version", "2.0")
    result.add("x-wr-calname", name)
    result.add("x-wr-timezone", BERLIN.key)
    result.add_component(Component.from_ical(_ZONE))
    return result


def calendar_response(calendar: Calendar, filename: str) -> HttpResponse:
    """The calendar as a file to save; `filename` in plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)
