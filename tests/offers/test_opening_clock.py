"""The days on which the clock changes: 29 March 2026 (02:00 to 03:00), 25 October 2026 (03:00 to 02:00)."""

import datetime as dt

import pytest

from offers.opening import BERLIN, Hours, Mode, Rule, Schedule, Status, day, state

SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


def sunday(opens: dt.time, closes: dt.time) -> Schedule:
    return Schedule((Hours((Rule(6, opens, closes, Mode.WALK_IN),)),))


@pytest.mark.parametrize(
    ("date", "opens", "closes", "start", "end", "hours"),
    [
        # across the change
        (SPRING, dt.time(1), dt.time(4), "01:00:00+01:00", "04:00:00+02:00", 2),
        (AUTUMN, dt.time(1), dt.time(4), "01:00:00+02:00", "04:00:00+01:00", 4),
        # a skipped time moves forward to 03:00
        (SPRING, dt.time(2), dt.time(5), "03:00:00+02:00", "05:00:00+02:00", 2),
        (SPRING, dt.time(2, 30), dt.time(5), "03:00:00+02:00", "05:00:00+02:00", 2),
        (SPRING, dt.time(1), dt.time(2, 30), "01:00:00+01:00", "03:00:00+02:00", 1),
        (SPRING, dt.time(2, 30), dt.time(3, 15), "03:00:00+02:00", "03:15:00+02:00", 0.25),
        # a time that comes twice: the first for the start, the second for the end
        (AUTUMN, dt.time(2, 30), dt.time(5), "02:30:00+02:00", "05:00:00+01:00", 3.5),
        (AUTUMN, dt.time(1), dt.time(2, 30), "01:00:00+02:00", "02:30:00+01:00", 2.5),
        (AUTUMN, dt.time(2, 15), dt.time(2, 45), "02:15:00+02:00", "02:45:00+01:00", 1.5),
        # whole days
        (SPRING, dt.time.min, dt.time.min, "00:00:00+01:00", "00:00:00+02:00", 23),
        (AUTUMN, dt.time.min, dt.time.min, "00:00:00+02:00", "00:00:00+01:00", 25),
    ],
)
def test_interval_on_the_day_of_a_change(date, opens, closes, start, end, hours):
    (span,) = day(sunday(opens, closes), date).intervals
    assert span.start.tzinfo is BERLIN
    assert span.start.isoformat().partition("T")[2] == start
    assert span.end.isoformat().partition("T")[2] == end
    assert span.end.astimezone(dt.UTC) - span.start.astimezone(dt.UTC) == dt.timedelta(hours=hours)


def test_hours_inside_the_gap_do_not_exist():
    assert day(sunday(dt.time(2, 15), dt.time(2, 45)), SPRING).intervals == ()


def test_night_into_the_day_of_a_change():
    saturday = Schedule((Hours((Rule(5, dt.time(22), dt.time(3), Mode.WALK_IN),)),))
    (spring,) = day(saturday, SPRING - dt.timedelta(days=1)).intervals
    (autumn,) = day(saturday, AUTUMN - dt.timedelta(days=1)).intervals
    assert spring.end.isoformat() == "2026-03-29T03:00:00+02:00"
    assert autumn.end.isoformat() == "2026-10-25T03:00:00+01:00"


@pytest.mark.parametrize(
    ("utc_hour", "utc_minute", "status"),
    [
        (0, 29, Status.CLOSED),  # 02:29 summer time
        (0, 30, Status.OPEN),  # 02:30 for the first time
        (1, 0, Status.OPEN),  # 02:00 for the second time
        (1, 44, Status.OPEN),
        (1, 45, Status.CLOSED),  # 02:45 for the second time
    ],
)
def test_state_during_the_hour_that_comes_twice(utc_hour, utc_minute, status):
    now = dt.datetime(2026, 10, 25, utc_hour, utc_minute, tzinfo=dt.UTC)
    assert state(sunday(dt.time(2, 30), dt.time(2, 45)), now).status is status


def test_state_is_the_same_for_a_moment_given_in_any_zone():
    schedule = sunday(dt.time(2, 30), dt.time(2, 45))
    now = dt.datetime(2026, 10, 25, 1, 10, tzinfo=dt.UTC)
    assert state(schedule, now.astimezone(BERLIN)) == state(schedule, now)


@pytest.mark.parametrize(("date", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_changes_at_the_midnight_that_ends_the_day_of_a_change(date, hours):
    midnight = dt.datetime.combine(date, dt.time.min, BERLIN)
    closed = Schedule((Hours((Rule(2, dt.time(9), dt.time(12), Mode.WALK_IN),)),))
    changes_at = state(closed, midnight).changes_at
    assert changes_at - midnight == dt.timedelta(hours=hours)
