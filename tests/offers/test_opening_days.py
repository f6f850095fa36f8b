"""Which hours hold on a date."""

import datetime as dt

import pytest

from offers.opening import (
    Closing,
    Hours,
    Mode,
    Replacement,
    Rule,
    Schedule,
    day,
    exceptions,
    holiday_name,
    intervals,
    week,
)

NINE, TEN, NOON, ONE, FOUR = dt.time(9), dt.time(10), dt.time(12), dt.time(13), dt.time(16)
MONDAY = dt.date(2026, 6, 1)  # Thursday of this week is Fronleichnam
FRIDAY = dt.date(2026, 6, 5)
FRONLEICHNAM = dt.date(2026, 6, 4)
HOUSE = Hours(tuple(Rule(number, NINE, FOUR, Mode.APPOINTMENT) for number in range(5)))


def clock(times) -> list[tuple[str, str, str]]:
    return [(f"{span.start:%H:%M}", f"{span.end:%H:%M}", span.mode.value) for span in times]


def closing(starts, ends, reason, level, *replacements):
    return Closing(starts, ends, reason, level, tuple(Replacement(*entry) for entry in replacements))


def test_day_by_appointment_only():
    found = day(Schedule((HOUSE,)), MONDAY)
    assert clock(found.intervals) == [("09:00", "16:00", "appointment")]
    assert (found.date, found.reason, found.exceptional, found.known) == (MONDAY, "", False, True)


def test_several_intervals_of_a_day_come_sorted_with_their_notes():
    rules = (
        Rule(0, ONE, FOUR, Mode.WALK_IN, note="bring your papers"),
        Rule(0, NINE, NOON, Mode.PHONE),
    )
    times = day(Schedule((Hours(rules),)), MONDAY).intervals
    assert clock(times) == [("09:00", "12:00", "phone"), ("13:00", "16:00", "walk_in")]
    assert [span.note for span in times] == ["", "bring your papers"]


def test_overlap_of_one_mode_is_merged_with_both_notes():
    rules = (
        Rule(0, NINE, NOON, Mode.WALK_IN, note="Kurdish"),
        Rule(0, TEN, ONE, Mode.WALK_IN, note="Arabic"),
        Rule(0, NINE, NOON, Mode.WALK_IN, note="Kurdish"),
    )
    (span,) = day(Schedule((Hours(rules),)), MONDAY).intervals
    assert clock([span]) == [("09:00", "13:00", "walk_in")]
    assert span.note == "Kurdish; Arabic"


def test_hours_within_longer_ones_of_the_same_mode_shorten_nothing():
    rules = (Rule(0, NINE, FOUR, Mode.WALK_IN), Rule(0, TEN, NOON, Mode.WALK_IN))
    assert clock(day(Schedule((Hours(rules),)), MONDAY).intervals) == [("09:00", "16:00", "walk_in")]


def test_hours_that_only_touch_stay_two_whatever_else_overlaps():
    rules = (
        Rule(0, NINE, NOON, Mode.WALK_IN),
        Rule(0, NOON, ONE, Mode.WALK_IN),
        Rule(0, TEN, ONE, Mode.PHONE),
    )
    assert clock(day(Schedule((Hours(rules),)), MONDAY).intervals) == [
        ("09:00", "12:00", "walk_in"),
        ("12:00", "13:00", "walk_in"),
    ]


def test_overlap_of_modes_goes_to_walk_in_then_appointment_then_phone():
    rules = (
        Rule(0, dt.time(8), dt.time(18), Mode.PHONE),
        Rule(0, NINE, FOUR, Mode.APPOINTMENT),
        Rule(0, TEN, NOON, Mode.WALK_IN),
    )
    assert clock(day(Schedule((Hours(rules),)), MONDAY).intervals) == [
        ("08:00", "09:00", "phone"),
        ("09:00", "10:00", "appointment"),
        ("10:00", "12:00", "walk_in"),
        ("12:00", "16:00", "appointment"),
        ("16:00", "18:00", "phone"),
    ]


@pytest.mark.parametrize(
    ("nth", "days_of_thursdays"),
    [
        (1, [1, 3]),
        (2, [8, 10]),
        (4, [22, 24]),
        (5, [29]),
        (-1, [29, 24]),
        (None, [1, 8, 15, 22, 29, 3, 10, 17, 24]),
    ],
)
def test_nth_weekday_in_october_with_five_thursdays_and_a_december_that_ends_on_one(nth, days_of_thursdays):
    # December's fifth Thursday is New Year's Eve; leaving it out keeps the second month at four.
    eve = dt.date(2026, 12, 24)
    rules = (Rule(3, NINE, NOON, Mode.WALK_IN, nth),)
    schedule = Schedule((Hours(rules),), (Closing(eve, eve, "", 2, as_usual=True),))
    found = intervals(schedule, dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    found += intervals(schedule, dt.date(2026, 12, 1), dt.date(2026, 12, 30))
    if nth == -1:
        found += intervals(schedule, dt.date(2027, 1, 28), dt.date(2027, 1, 28))
        days_of_thursdays = [29, 28]
    assert [span.start.day for span in found] == days_of_thursdays


def test_last_weekday_in_february_of_four_weeks():
    schedule = Schedule((Hours((Rule(0, NINE, NOON, Mode.WALK_IN, -1),)),))
    found = intervals(schedule, dt.date(2027, 2, 1), dt.date(2027, 2, 28))
    assert [span.start.date() for span in found] == [dt.date(2027, 2, 22)]


SUMMER = Hours(
    (Rule(0, NINE, NOON, Mode.WALK_IN),), valid_from=dt.date(2026, 6, 1), valid_until=dt.date(2026, 8, 31)
)
JULY = Hours(
    (Rule(0, TEN, ONE, Mode.WALK_IN),), valid_from=dt.date(2026, 7, 1), valid_until=dt.date(2026, 7, 31)
)
UNTIL_MAY = Hours((Rule(0, TEN, FOUR, Mode.PHONE),), valid_until=dt.date(2026, 5, 31))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (dt.date(2026, 5, 18), [("10:00", "16:00", "phone")]),
        (dt.date(2026, 6, 1), [("09:00", "12:00", "walk_in")]),
        (dt.date(2026, 7, 6), [("10:00", "13:00", "walk_in")]),
        (dt.date(2026, 8, 31), [("09:00", "12:00", "walk_in")]),
        (dt.date(2026, 9, 7), [("09:00", "16:00", "appointment")]),
    ],
)
def test_season_that_began_last_wins_over_other_seasons_and_the_base(date, expected):
    assert clock(day(Schedule((HOUSE, JULY, SUMMER, UNTIL_MAY)), date).intervals) == expected


def test_season_without_a_rule_for_the_weekday_is_closed_not_the_base():
    found = day(Schedule((HOUSE, SUMMER)), dt.date(2026, 6, 2))
    assert (found.intervals, found.known, found.exceptional) == ((), True, False)


@pytest.mark.parametrize(
    ("date", "name"),
    [
        (FRONLEICHNAM, "Fronleichnam"),
        (dt.date(2027, 11, 1), "Allerheiligen"),
        (dt.date(2026, 10, 3), "Tag der Deutschen Einheit"),
        (dt.date(2026, 12, 26), "Zweiter Weihnachtstag"),
        (dt.date(2026, 1, 6), ""),  # Heilige Drei Könige and Mariä Himmelfahrt are not holidays in NRW
        (dt.date(2026, 8, 15), ""),
        (dt.date(2026, 6, 3), ""),
    ],
)
def test_holidays_of_north_rhine_westphalia_in_german(date, name):
    assert holiday_name(date) == name


def test_holiday_closes():
    found = day(Schedule((HOUSE,)), FRONLEICHNAM)
    assert (found.intervals, found.reason, found.exceptional, found.known) == ((), "Fronleichnam", True, True)


def test_holiday_changes_nothing_where_one_opens_on_holidays():
    found = day(Schedule((Hours(HOUSE.rules, closed_on_holidays=False),)), FRONLEICHNAM)
    assert clock(found.intervals) == [("09:00", "16:00", "appointment")]
    assert (found.reason, found.exceptional) == ("", False)


def test_holiday_on_a_day_without_hours_is_named_but_no_exception():
    sunday = dt.date(2026, 11, 1)
    found = day(Schedule((HOUSE,)), sunday)
    assert (found.reason, found.exceptional) == ("Allerheiligen", False)
    assert exceptions(Schedule((HOUSE,)), sunday, sunday) == []


OWN = closing(MONDAY, FRIDAY, "own", 0, (TEN, NOON, Mode.WALK_IN))
OWN_LATER = closing(FRONLEICHNAM, FRIDAY, "own later", 0, (NINE, TEN, Mode.WALK_IN))
PLACE = closing(MONDAY, FRIDAY, "place", 1)
PLACE_OPEN = closing(MONDAY, FRIDAY, "place open", 1, (ONE, FOUR, Mode.PHONE))
HOUSE_CLOSED = closing(MONDAY, FRIDAY, "house", 2)
HOUSE_LATER = closing(FRONLEICHNAM, FRIDAY, "house later", 2)
SEASON = Hours((Rule(3, ONE, FOUR, Mode.WALK_IN),), valid_from=MONDAY)
SEASON_ON_HOLIDAYS = Hours(SEASON.rules, valid_from=MONDAY, closed_on_holidays=False)


@pytest.mark.parametrize(
    ("hours", "closings", "reason", "expected"),
    [
        ((HOUSE, SEASON), (HOUSE_CLOSED, PLACE, OWN), "own", [("10:00", "12:00", "walk_in")]),
        ((HOUSE, SEASON), (OWN, OWN_LATER), "own later", [("09:00", "10:00", "walk_in")]),
        ((HOUSE, SEASON), (OWN_LATER, OWN), "own later", [("09:00", "10:00", "walk_in")]),
        ((HOUSE, SEASON), (HOUSE_CLOSED, PLACE_OPEN), "place open", [("13:00", "16:00", "phone")]),
        ((HOUSE, SEASON), (PLACE, HOUSE_LATER), "place", []),
        ((HOUSE, SEASON_ON_HOLIDAYS), (HOUSE_CLOSED,), "house", []),
        ((HOUSE, SEASON), (), "Fronleichnam", []),
        ((HOUSE, SEASON_ON_HOLIDAYS), (), "", [("13:00", "16:00", "walk_in")]),
        ((HOUSE,), (), "Fronleichnam", []),
        ((), (), "", None),
        ((), (OWN,), "own", [("10:00", "12:00", "walk_in")]),
        ((), (HOUSE_CLOSED,), "house", []),
        ((Hours(HOUSE.rules, confirmed=False),), (), "", None),
        ((Hours(HOUSE.rules, confirmed=False),), (PLACE,), "place", []),
        ((Hours(()),), (), "", None),
        ((HOUSE, Hours(HOUSE.rules, valid_from=MONDAY, confirmed=False)), (), "", None),
        ((Hours(HOUSE.rules, valid_until=MONDAY),), (), "", None),
    ],
)
def test_precedence_on_a_holiday(hours, closings, reason, expected):
    """`expected` None is an unknown day."""
    found = day(Schedule(hours, closings), FRONLEICHNAM)
    assert found.reason == reason
    assert found.known == (expected is not None)
    assert clock(found.intervals) == (expected or [])


@pytest.mark.parametrize(("date", "reason"), [(dt.date(2026, 6, 1), ""), (dt.date(2026, 6, 2), "trip")])
def test_first_and_last_day_of_a_closure_belong_to_it(date, reason):
    trip = closing(dt.date(2026, 6, 2), dt.date(2026, 6, 2), "trip", 2)
    assert day(Schedule((HOUSE,), (trip,)), date).reason == reason


def test_of_two_closures_that_start_together_the_one_that_ends_first_wins():
    whole, part = closing(MONDAY, FRIDAY, "whole week", 2), closing(MONDAY, MONDAY, "Monday", 2)
    assert day(Schedule((HOUSE,), (whole, part)), MONDAY).reason == "Monday"


def test_exceptions_are_the_days_that_a_closure_or_holiday_really_changes():
    closings = (
        closing(FRIDAY, dt.date(2026, 6, 7), "move", 2),  # Friday to Sunday
        closing(MONDAY, MONDAY, "same as ever", 0, (NINE, FOUR, Mode.APPOINTMENT)),
        closing(dt.date(2026, 6, 2), dt.date(2026, 6, 2), "short", 1, (NINE, NOON, Mode.APPOINTMENT)),
    )
    schedule = Schedule((HOUSE,), closings)
    found = exceptions(schedule, MONDAY, dt.date(2026, 6, 7))
    assert [(one.date.day, one.reason, clock(one.intervals)) for one in found] == [
        (2, "short", [("09:00", "12:00", "appointment")]),
        (4, "Fronleichnam", []),
        (5, "move", []),
    ]


@pytest.mark.parametrize(("mode", "exceptional"), [(Mode.APPOINTMENT, False), (Mode.WALK_IN, True)])
def test_replacement_differs_by_its_mode_but_not_for_want_of_a_note(mode, exceptional):
    usual = Hours((Rule(0, NINE, FOUR, Mode.APPOINTMENT, note="ring the bell"),))
    replaced = closing(MONDAY, MONDAY, "move", 1, (NINE, FOUR, mode))
    assert day(Schedule((usual,), (replaced,)), MONDAY).exceptional is exceptional


@pytest.mark.parametrize("hours", [(), (Hours(()),), (Hours(HOUSE.rules, confirmed=False),)])
def test_closure_of_an_unknown_day_is_an_exception(hours):
    trip = closing(MONDAY, MONDAY, "trip", 2)
    assert [exception.reason for exception in exceptions(Schedule(hours, (trip,)), MONDAY, FRIDAY)] == [
        "trip"
    ]


def test_week_has_seven_days_from_monday():
    bridge_day = Closing(FRIDAY, FRIDAY, "", 2, as_usual=True)
    found = week(Schedule((HOUSE,), (bridge_day,)), MONDAY)
    assert [one.date.day for one in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [len(one.intervals) for one in found] == [1, 1, 1, 0, 1, 0, 0]


NIGHT = Hours((Rule(5, dt.time(20), dt.time(2), Mode.WALK_IN),))
SATURDAY, SUNDAY = dt.date(2026, 6, 6), dt.date(2026, 6, 7)


def test_hours_past_midnight_belong_to_the_day_on_which_they_start():
    schedule = Schedule((NIGHT,))
    (span,) = day(schedule, SATURDAY).intervals
    assert (span.start.isoformat(), span.end.isoformat()) == (
        "2026-06-06T20:00:00+02:00",
        "2026-06-07T02:00:00+02:00",
    )
    assert day(schedule, SUNDAY).intervals == ()
    assert intervals(schedule, SUNDAY, SUNDAY) == []


@pytest.mark.parametrize(("closed", "expected"), [(SATURDAY, []), (SUNDAY, [("20:00", "02:00", "walk_in")])])
def test_closure_removes_a_night_that_starts_on_its_day_and_leaves_the_night_before(closed, expected):
    schedule = Schedule((NIGHT,), (closing(closed, closed, "closed", 2),))
    assert clock(intervals(schedule, SATURDAY, SUNDAY)) == expected


def test_closing_at_midnight_is_the_end_of_the_day():
    (span,) = day(Schedule((Hours((Rule(0, FOUR, dt.time.min, Mode.WALK_IN),)),)), MONDAY).intervals
    assert span.end.isoformat() == "2026-06-02T00:00:00+02:00"


def test_equal_times_are_a_full_day():
    around = Hours((Rule(0, dt.time.min, dt.time.min, Mode.PHONE),))
    (span,) = day(Schedule((around,)), MONDAY).intervals
    assert span.end - span.start == dt.timedelta(hours=24)


@pytest.mark.parametrize(
    ("sunday_mode", "expected"),
    [
        (Mode.WALK_IN, [("20:00", "04:00", "walk_in")]),
        (Mode.APPOINTMENT, [("20:00", "02:00", "walk_in"), ("02:00", "04:00", "appointment")]),
    ],
)
def test_night_that_runs_into_the_next_days_hours(sunday_mode, expected):
    hours = Hours((*NIGHT.rules, Rule(6, dt.time.min, dt.time(4), sunday_mode)))
    assert clock(intervals(Schedule((hours,)), SATURDAY, SUNDAY)) == expected
