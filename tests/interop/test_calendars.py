"""Events and hours over five years: every program finds the dates and moments that the site shows."""

import datetime as dt
import os
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from news.calendars import calendar
from news.models import Event, EventException
from news.recurrence import occurrences, rule_error
from news.repeats import Repeat, rule_for
from news.rules import parse
from offers import opening
from offers.models import HoursRule, HoursSet, Offer
from offers.schedules import openings
from tests.news.rule_texts import STARTS, rule_texts

YEARS = dt.timedelta(days=5 * 365)
patient = settings(
    max_examples=int(os.environ["INTEROP_EXAMPLES"]),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Not in the hour that exists twice: what a program makes of it is not laid down.
times = st.builds(dt.time, st.integers(4, 23), st.sampled_from([0, 30]))
kinds = st.sampled_from(EventException.Kind.values)
ways = st.sampled_from([way for way in Repeat.values if way not in (Repeat.NEVER, Repeat.OWN)])


def series(start: dt.date, rule: str, starts_at: dt.time | None, ends_at: dt.time | None, days: int) -> Event:
    event = Event(
        pk=1,
        slug="termin",
        title="Ein Termin; mit, Zeichen",
        teaser="Erste Zeile\nzweite",
        starts_on=start,
        ends_on=start + dt.timedelta(days=days) if days else None,
        starts_at=starts_at,
        ends_at=ends_at if starts_at else None,
        rule=rule,
    )
    event._prefetched_objects_cache = {"exceptions": EventException.objects.none()}
    return event


def add_changes(event: Event, changes: list[tuple[int, str, int, dt.time | None]]) -> None:
    """Changes to some of its first dates: which one, what, by how many days, to which time."""
    dates = sorted(
        occurrence.day for occurrence in occurrences(event, event.starts_on, event.starts_on + YEARS)
    )[:8]
    rows: dict[dt.date, EventException] = {}
    for place, kind, days, time in changes:
        day = dates[place % len(dates)]
        if kind == EventException.Kind.EXTRA:
            day += dt.timedelta(days=days)
        if day in rows or (kind == EventException.Kind.EXTRA and day in dates):
            continue
        moved = day + dt.timedelta(days=days) if kind == EventException.Kind.MOVED else None
        rows[day] = EventException(
            pk=len(rows) + 1, event=event, kind=kind, date=day, new_date=moved, note="Anders",
            starts_at=time if event.starts_at else None,
        )  # fmt: skip
    exceptions = EventException.objects.none()
    exceptions._result_cache = list(rows.values())
    event._prefetched_objects_cache = {"exceptions": exceptions}


def shown(event: Event) -> list[list[str]]:
    """The dates of five years as the site shows them, like the answers of the readers."""
    found = []
    for occurrence in occurrences(event, event.starts_on, event.starts_on + YEARS):
        if occurrence.is_cancelled or not event.starts_on <= occurrence.day <= event.starts_on + YEARS:
            continue
        if occurrence.starts_at is None:
            found.append(
                [occurrence.day.isoformat(), (occurrence.last_day + dt.timedelta(days=1)).isoformat()]
            )
            continue
        ends = (
            occurrence.ends
            if occurrence.ends_at or occurrence.last_day > occurrence.day
            else occurrence.starts
        )
        found.append([f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (occurrence.starts, ends)])
    return sorted(found)


def read(reader: Any, event: Event, **more: str) -> Any:
    content = calendar([event], "Termine", lambda path: f"https://example.org{path}").to_ical().decode()
    last = event.starts_on + YEARS
    return reader(ics=content, first=event.starts_on.isoformat(), last=last.isoformat(), **more)


changes = st.lists(st.tuples(st.integers(0, 7), kinds, st.integers(1, 3), st.none() | times), max_size=3)


@patient
@given(STARTS, ways, st.none() | STARTS, st.none() | times, st.none() | times, st.integers(0, 2), changes)
def test_series_of_the_form_with_changes_are_read_alike(
    in_python, in_node, start, way, until, starts_at, ends_at, days, changed
) -> None:
    assume((start.month, start.day) != (2, 29) or way != Repeat.YEARLY)  # ical.js goes on with 1 March
    assume(until is None or until >= start)
    rule = rule_for(way, start, until)
    assume(not rule_error(rule, start))
    event = series(start, rule, starts_at, ends_at, days)
    add_changes(event, changed)
    assert read(in_python, event) == shown(event)
    assert read(in_node, event) == shown(event)


@patient
@given(rule_texts(), STARTS, st.none() | times)
def test_rules_of_their_own_are_read_alike(in_python, in_node, rule, start, starts_at) -> None:
    days = list(parse(rule).days(start, start, start + YEARS))
    assume(len(days) > 3 and days[0] == start)  # the form refuses a first day that is no date of the rule
    event = series(start, rule, starts_at, None, 0)
    assert read(in_python, event) == shown(event)
    assert read(in_node, event, engine="rrule") == [day.isoformat() for day in days]


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2029, 2030])
def test_hours_are_read_alike(site: str, in_python, in_node, year: int) -> None:
    offer = Offer.objects.published().filter(hours=None, contacts__hours=None).first()
    assert offer
    hours = HoursSet.objects.create(offer=offer, kind=HoursSet.Kind.CONSULTATION, is_confirmed=True)
    try:
        week_lines = [(0, 9, 12, None), (2, 14, 18, None), (5, 10, 13, 1), (6, 0, 0, 2)]
        for weekday, opens, closes, week in week_lines:
            HoursRule.objects.create(
                hours=hours, weekday=weekday, opens=dt.time(opens), closes=dt.time(closes), week=week
            )
        for month, day in ((1, 1), (3, 20), (10, 10), (12, 10)):
            start = dt.date(year, month, day)
            with time_machine.travel(dt.datetime.combine(start, dt.time(8), dt.UTC), tick=False):
                content = Client().get(f"/de/angebote/sprechzeiten.ics?q={offer.title}").content.decode()
            own = [
                event for event in Calendar.from_ical(content).events if f"offer-{offer.pk}-" in event["UID"]
            ]
            last = start + dt.timedelta(days=28)
            schedule = openings([offer])[offer.pk][0].schedule
            expected = sorted(
                [f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}" for moment in (span.start, span.end)]
                for span in opening.intervals(schedule, start, last)
            )
            # 24 and 31 December are nobody's word yet.
            sure = [event for event in own if event.get("STATUS") != "TENTATIVE"]
            assert len(sure) == len(expected) > 5
            assert {event.start.day for event in own if event not in sure} <= {24, 31}
            limits = {"first": str(start - dt.timedelta(days=1)), "last": str(last + dt.timedelta(days=1))}
            for reader in (in_python, in_node):
                found = reader(ics=content, **limits)
                assert [one for one in expected if one not in found] == []
    finally:
        hours.delete()
