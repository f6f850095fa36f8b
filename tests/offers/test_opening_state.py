"""What is said at a moment: open or not, until when, what is next, when that may change."""

import datetime as dt

import pytest

from offers.opening import BERLIN, Closing, Hours, Mode, Replacement, Rule, Schedule, Status, state

NINE, NOON, ONE, FOUR = dt.time(9), dt.time(12), dt.time(13), dt.time(16)
WEEKDAYS = Hours(tuple(Rule(number, NINE, FOUR, Mode.APPOINTMENT) for number in range(5)))
BRIDGE_DAY = dt.date(2026, 6, 5)
OFFICE = Schedule((WEEKDAYS,), (Closing(BRIDGE_DAY, BRIDGE_DAY, "", 2, as_usual=True),))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def wall(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(BERLIN):%d.%m. %H:%M}" if moment else "none"


@pytest.mark.parametrize(
    ("now", "status", "until", "following", "later_today", "changes_at"),
    [
        # Monday 1 June 2026; Thursday is Fronleichnam
        ("2026-06-01 08:59", "closed", "01.06. 09:00", "01.06. 09:00", True, "01.06. 09:00"),
        ("2026-06-01 09:00", "appointment", "01.06. 16:00", "02.06. 09:00", False, "01.06. 16:00"),
        ("2026-06-01 15:59", "appointment", "01.06. 16:00", "02.06. 09:00", False, "01.06. 16:00"),
        ("2026-06-01 16:00", "closed", "02.06. 09:00", "02.06. 09:00", False, "02.06. 00:00"),
        ("2026-06-03 17:00", "closed", "05.06. 09:00", "05.06. 09:00", False, "04.06. 00:00"),
        ("2026-06-05 16:30", "closed", "08.06. 09:00", "08.06. 09:00", False, "06.06. 00:00"),
    ],
)
def test_state_through_a_week_by_appointment(now, status, until, following, later_today, changes_at):
    found = state(OFFICE, at(now))
    assert found.status == status
    assert wall(found.until) == until
    assert found.next is not None
    assert wall(found.next.start) == following
    assert found.later_today == (found.next if later_today else None)
    assert wall(found.changes_at) == changes_at


def test_chained_closed_days_lead_to_the_next_open_one():
    """Bridge day on Friday, weekend, Allerheiligen on Monday: Tuesday is next."""
    bridge = Closing(dt.date(2027, 10, 29), dt.date(2027, 10, 29), "Brückentag", 2)
    schedule = Schedule((WEEKDAYS,), (bridge,))
    for now in ("2027-10-28 16:00", "2027-10-29 10:00", "2027-10-31 10:00", "2027-11-01 10:00"):
        found = state(schedule, at(now))
        assert (found.status, wall(found.until)) == (Status.CLOSED, "02.11. 09:00")
        assert found.next is not None
        assert wall(found.next.end) == "02.11. 16:00"


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("2027-10-28 10:00", ""),
        ("2027-10-29 10:00", "Brückentag"),
        ("2027-10-30 10:00", ""),
        ("2027-11-01 10:00", "Allerheiligen"),
    ],
)
def test_reason_is_the_reason_of_today(now, reason):
    bridge = Closing(dt.date(2027, 10, 29), dt.date(2027, 10, 29), "Brückentag", 2)
    assert state(Schedule((WEEKDAYS,), (bridge,)), at(now)).reason == reason


@pytest.mark.parametrize(
    ("now", "status", "reason"),
    [
        ("2026-06-01 09:00", "closed", "Umzug"),
        ("2026-06-01 13:00", "phone", "Umzug"),
        ("2026-06-01 16:00", "closed", ""),  # as on any evening
    ],
)
def test_reason_of_replacement_hours_lasts_until_they_are_over(now, status, reason):
    monday = dt.date(2026, 6, 1)
    moving = Closing(monday, monday, "Umzug", 1, (Replacement(ONE, FOUR, Mode.PHONE),))
    found = state(Schedule((WEEKDAYS,), (moving,)), at(now))
    assert (found.status, found.reason) == (status, reason)


def test_modes_in_turn_end_each_stretch_and_touching_hours_of_one_mode_are_one():
    rules = (
        Rule(0, dt.time(8), NINE, Mode.PHONE),
        Rule(0, NINE, NOON, Mode.WALK_IN),
        Rule(0, NOON, ONE, Mode.WALK_IN, note="no cash desk"),
        Rule(0, ONE, FOUR, Mode.APPOINTMENT),
    )
    schedule = Schedule((Hours(rules),))
    seen = [
        (found.status.value, wall(found.until), wall(found.changes_at))
        for found in (state(schedule, at(f"2026-06-01 {hour:02}:30")) for hour in (8, 9, 12, 13))
    ]
    assert seen == [
        ("phone", "01.06. 09:00", "01.06. 09:00"),
        ("open", "01.06. 13:00", "01.06. 12:00"),
        ("open", "01.06. 13:00", "01.06. 13:00"),
        ("appointment", "01.06. 16:00", "01.06. 16:00"),
    ]
    upcoming = state(schedule, at("2026-06-01 09:30")).later_today
    assert upcoming is not None
    assert (wall(upcoming.start), upcoming.mode) == ("01.06. 13:00", Mode.APPOINTMENT)


def test_night_is_open_past_midnight_and_changes_there():
    schedule = Schedule((Hours((Rule(5, dt.time(20), dt.time(2), Mode.WALK_IN),)),))
    evening, night, after = (
        state(schedule, at(now)) for now in ("2026-06-06 23:00", "2026-06-07 01:59", "2026-06-07 02:00")
    )
    assert (evening.status, wall(evening.until), wall(evening.changes_at)) == (
        Status.OPEN,
        "07.06. 02:00",
        "07.06. 00:00",
    )
    assert (night.status, wall(night.until), wall(night.changes_at)) == (
        Status.OPEN,
        "07.06. 02:00",
        "07.06. 02:00",
    )
    assert after.status is Status.CLOSED


def test_last_night_of_a_season_is_open_past_midnight_and_then_unknown():
    saturday = dt.date(2026, 6, 6)
    schedule = Schedule((Hours((Rule(5, dt.time(20), dt.time(2), Mode.WALK_IN),), valid_until=saturday),))
    night, after = (state(schedule, at(now)) for now in ("2026-06-07 01:00", "2026-06-07 02:00"))
    assert (night.status, wall(night.until), night.next) == (Status.OPEN, "07.06. 02:00", None)
    assert (after.status, after.until, after.next) == (Status.UNKNOWN, None, None)


def test_end_at_midnight_runs_on_where_the_next_day_begins_open():
    rules = (Rule(4, FOUR, dt.time.min, Mode.WALK_IN), Rule(5, dt.time.min, NOON, Mode.WALK_IN))
    found = state(Schedule((Hours(rules),)), at("2026-06-12 20:00"))
    assert wall(found.until) == "13.06. 12:00"
    assert found.next is not None
    assert wall(found.next.start) == "19.06. 16:00"


def test_next_night_is_told_with_the_hours_of_the_day_that_it_runs_into():
    rules = (Rule(5, dt.time(20), dt.time(2), Mode.WALK_IN), Rule(6, dt.time(1), dt.time(4), Mode.WALK_IN))
    found = state(Schedule((Hours(rules),)), at("2026-06-06 12:00"))
    assert found.next is not None
    assert (wall(found.next.start), wall(found.next.end)) == ("06.06. 20:00", "07.06. 04:00")


def test_open_around_the_clock_has_no_end():
    rules = tuple(Rule(number, dt.time.min, dt.time.min, Mode.PHONE) for number in range(7))
    found = state(Schedule((Hours(rules, closed_on_holidays=False),)), at("2026-06-01 10:00"))
    assert (found.status, found.until, found.next) == (Status.PHONE, None, None)
    assert wall(found.changes_at) == "02.06. 00:00"


def test_next_fifth_weekday_is_found_119_days_ahead():
    fifth = Schedule((Hours((Rule(2, NINE, NOON, Mode.WALK_IN, 5),)),))
    found = state(fifth, at("2024-01-31 12:00"))
    assert found.next is not None
    assert wall(found.next.start) == "29.05. 09:00"


def test_closed_without_end_has_no_next():
    closed = Closing(dt.date(2026, 1, 1), dt.date(2030, 1, 1), "Umbau", 2)
    found = state(Schedule((WEEKDAYS,), (closed,)), at("2026-06-01 10:00"))
    assert (found.status, found.until, found.next, found.reason) == (Status.CLOSED, None, None, "Umbau")


@pytest.mark.parametrize(
    "hours",
    [
        (),
        (Hours(()),),
        (Hours(WEEKDAYS.rules, confirmed=False),),
        (Hours(WEEKDAYS.rules, valid_until=dt.date(2026, 5, 31)),),
        (Hours(WEEKDAYS.rules, valid_from=dt.date(2026, 6, 2)),),
    ],
)
def test_unknown_hours_claim_nothing(hours):
    found = state(Schedule(hours), at("2026-06-01 10:00"))
    assert (found.status, found.until, found.next, found.later_today, found.reason) == (
        Status.UNKNOWN,
        None,
        None,
        None,
        "",
    )
    assert wall(found.changes_at) == "02.06. 00:00"


def test_next_is_not_claimed_from_behind_an_unknown_day():
    june = Hours(WEEKDAYS.rules, valid_until=dt.date(2026, 6, 1))
    later = Hours(WEEKDAYS.rules, valid_from=dt.date(2026, 6, 10))
    found = state(Schedule((june, later)), at("2026-06-01 17:00"))
    assert (found.status, found.until, found.next) == (Status.CLOSED, None, None)


def test_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"):
        state(OFFICE, at("2026-06-01 10:00").replace(tzinfo=None))


def test_end_of_a_long_stretch_does_not_depend_on_the_hour() -> None:
    day_and_night = Replacement(dt.time.min, dt.time.min, Mode.WALK_IN)
    closing = Closing(dt.date(2027, 12, 1), dt.date(2027, 12, 16), "Fest", 0, (day_and_night,))
    friday = Rule(4, dt.time.min, dt.time(12), Mode.WALK_IN)
    schedule = Schedule((Hours((friday,)),), (closing,))
    ends = {state(schedule, dt.datetime(2027, 12, 10, hour, 30, tzinfo=BERLIN)).until for hour in range(24)}
    assert len(ends) == 1
