"""Structured data about hours: what a machine reads in it are the hours that the page shows."""

import datetime as dt
from typing import Any

from hypothesis import given, settings

from offers import jsonld, opening
from offers.opening import Closing, Hours, Mode, Rule, Schedule, Status
from tests.offers.test_opening_properties import moments, schedules

NOW = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)  # a Monday
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def rule(day: int, opens: int, closes: int, nth: int | None = None) -> Rule:
    return Rule(day, dt.time(opens), dt.time(closes % 24), Mode.WALK_IN, nth)


def read(data: dict[str, Any], day: dt.date) -> list[tuple[str, str]] | None:
    """The times of a day as a program reads them; None: nothing is said about that day."""
    iso = day.isoformat()
    special = [
        row
        for row in data.get("specialOpeningHoursSpecification", [])
        if row["validFrom"] <= iso <= row["validThrough"]
    ]
    regular = data.get("openingHoursSpecification", [])
    valid = [row for row in regular if row.get("validFrom", iso) <= iso <= row.get("validThrough", iso)]
    if not special and regular and not valid:
        return None
    weekday = f"https://schema.org/{WEEKDAYS[day.weekday()]}"
    rows = special or [row for row in valid if row["dayOfWeek"] == weekday]
    return sorted(
        (row["opens"], row["closes"]) for row in rows if (row["opens"], row["closes"]) != ("00:00",) * 2
    )


def shown(schedule: Schedule, day: dt.date) -> list[tuple[str, str]]:
    times = [(f"{span.start:%H:%M}", f"{span.end:%H:%M}") for span in opening.day(schedule, day).intervals]
    return sorted(("00:00", "23:59") if time == ("00:00", "00:00") else time for time in times)


@settings(deadline=None, max_examples=60)
@given(schedules, moments)
def test_machine_reads_the_hours_of_each_of_the_next_days(schedule: Schedule, now: dt.datetime) -> None:
    data = jsonld.hours(schedule, now)
    today = now.astimezone(opening.BERLIN).date()
    for number in range(jsonld.DAYS_AHEAD) if data else ():
        day = today + dt.timedelta(days=number)
        found = opening.day(schedule, day)
        if found.asked:
            assert not read(data, day)
            continue
        if not found.known:
            break
        assert read(data, day) == shown(schedule, day), day


def test_season_that_begins_soon_is_read_on_its_days() -> None:
    base = Hours(tuple(rule(day, 9, 12) for day in range(5)))
    winter = Hours((rule(0, 10, 11),), dt.date(2026, 12, 14), dt.date(2027, 1, 8))
    data = jsonld.hours(Schedule((base, winter)), NOW)
    assert read(data, dt.date(2026, 12, 11)) == [("09:00", "12:00")]
    assert read(data, dt.date(2026, 12, 21)) == [("10:00", "11:00")]
    assert read(data, dt.date(2026, 12, 22)) == []
    assert read(data, dt.date(2026, 12, 25)) == []
    assert read(data, dt.date(2027, 1, 11)) == [("09:00", "12:00")]


def test_nth_weekday_is_read_on_its_days_alone() -> None:
    data = jsonld.hours(Schedule((Hours((rule(0, 9, 12), rule(5, 10, 13, 1))),)), NOW)
    saturdays = [dt.date(2026, 12, 5), dt.date(2026, 12, 12), dt.date(2027, 1, 2)]
    assert [read(data, day) for day in saturdays] == [[("10:00", "13:00")], [], [("10:00", "13:00")]]


def test_closure_is_read_as_closed() -> None:
    closed = Closing(dt.date(2026, 12, 7), dt.date(2026, 12, 7), "Ausflug", 0)
    data = jsonld.hours(Schedule((Hours((rule(0, 9, 12),)),), (closed,)), NOW)
    assert read(data, dt.date(2026, 12, 7)) == []
    assert len(data["specialOpeningHoursSpecification"]) == 1


def test_day_and_night_is_not_read_as_closed() -> None:
    every_day = Hours(tuple(rule(day, 0, 24) for day in range(7)), closed_on_holidays=False)
    data = jsonld.hours(Schedule((every_day,)), NOW)
    assert read(data, dt.date(2026, 12, 1)) == [("00:00", "23:59")]
    assert "specialOpeningHoursSpecification" not in data
    assert opening.state(Schedule((every_day,)), NOW).status is Status.OPEN


def test_nothing_is_said_of_days_without_known_hours() -> None:
    ending = Hours((rule(0, 9, 12),), valid_until=dt.date(2026, 12, 20))
    data = jsonld.hours(Schedule((ending,)), NOW)
    assert read(data, dt.date(2026, 12, 14)) == [("09:00", "12:00")]
    assert read(data, dt.date(2026, 12, 21)) is None


def test_nothing_is_said_of_a_day_that_nobody_has_confirmed() -> None:
    house = Hours(tuple(rule(day, 9, 12) for day in range(5)))
    data = jsonld.hours(Schedule((house,)), NOW)
    assert [read(data, dt.date(2026, 12, day)) for day in (23, 24, 25, 28, 31)] == [
        [("09:00", "12:00")], None, [], [("09:00", "12:00")], None,
    ]  # fmt: skip
    assert read(data, dt.date(2027, 1, 4)) == [("09:00", "12:00")]
