"""Reads calendar files with recurring-ical-events (the engine of Home Assistant and others).

A request is a line of JSON: {"ics", "first", "last"}; the answer the dates in it as [start, end], in UTC.
"""

import datetime as dt
import json
import sys

import icalendar
import recurring_ical_events


def as_text(moment: dt.date) -> str:
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def read(request: dict[str, str]) -> list[list[str]]:
    calendar = icalendar.Calendar.from_ical(request["ics"])
    first, last = (dt.date.fromisoformat(request[name]) for name in ("first", "last"))
    found = recurring_ical_events.of(calendar).between(first, last + dt.timedelta(days=1))
    return sorted([as_text(one["DTSTART"].dt), as_text(one.get("DTEND", one["DTSTART"]).dt)] for one in found)


for line in sys.stdin:
    sys.stdout.write(json.dumps(read(json.loads(line))) + "\n")
    sys.stdout.flush()
