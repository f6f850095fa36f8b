"""Opening hours in words; English is the language of the source."""

import datetime as dt

import pytest
from django.utils import translation

from offers.opening import (
    BERLIN,
    Closing,
    Hours,
    Mode,
    Replacement,
    Rule,
    Schedule,
    day,
    describe,
    describe_next,
    format_day,
    format_line,
    reason_text,
    state,
    summary,
)

NINE, NOON, ONE, FOUR = dt.time(9), dt.time(12), dt.time(13), dt.time(16)
MONDAY = dt.date(2026, 6, 1)  # Thursday of this week is Fronleichnam


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def office(*modes_by_weekday, closings=(), closed_on_holidays=True) -> Schedule:
    entered = tuple(
        Rule(weekday, NINE, FOUR, mode) for weekday, mode in enumerate(modes_by_weekday) if mode is not None
    )
    return Schedule((Hours(entered, closed_on_holidays=closed_on_holidays),), tuple(closings))


def say(schedule: Schedule, now: str) -> str:
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    return describe(state(schedule, moment), moment)


WALK_IN, APPOINTMENT, PHONE = (office(*[mode] * 5) for mode in Mode)


@pytest.mark.parametrize(
    ("schedule", "now", "words"),
    [
        (WALK_IN, "2026-06-01 10:00", "Open until 16:00"),
        (APPOINTMENT, "2026-06-01 10:00", "Open until 16:00, by appointment"),
        (PHONE, "2026-06-01 10:00", "Reachable by phone until 16:00"),
        (WALK_IN, "2026-06-01 08:00", "Opens today at 9:00"),
        (WALK_IN, "2026-06-01 17:00", "Opens tomorrow at 9:00"),
        (WALK_IN, "2026-06-05 17:00", "Opens on Monday at 9:00"),
        (APPOINTMENT, "2026-06-05 17:00", "Opens on Monday at 9:00, by appointment"),
        (PHONE, "2026-06-01 08:00", "Phone hours begin today at 9:00"),
        (PHONE, "2026-06-01 17:00", "Phone hours begin tomorrow at 9:00"),
        (PHONE, "2026-06-05 17:00", "Phone hours begin on Monday at 9:00"),
        (office(Mode.WALK_IN), "2026-06-01 17:00", "Opens on Monday, 8 June, at 9:00"),
        (office(Mode.PHONE), "2026-06-01 17:00", "Phone hours begin on Monday, 8 June, at 9:00"),
        (WALK_IN, "2026-06-04 10:00", "Closed today: Corpus Christi"),
        (Schedule(()), "2026-06-01 10:00", ""),
    ],
)
def test_words_for_a_moment(schedule, now, words):
    assert say(schedule, now) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-06-01 08:00", "Opens today at 13:00"),
        ("2026-06-01 14:00", "Open until 16:00"),
        ("2026-06-01 17:00", "Opens tomorrow at 9:00"),
        ("2026-06-02 08:00", "Closed today: Umzug"),
    ],
)
def test_words_during_a_closure_with_replacement_hours_and_one_without(now, words):
    tuesday = dt.date(2026, 6, 2)
    closings = [Closing(MONDAY, MONDAY, "Umzug", 2, (Replacement(ONE, FOUR, Mode.WALK_IN),))]
    if "06-02" in now:
        closings.append(Closing(tuesday, tuesday, "Umzug", 2))
    assert say(office(*[Mode.WALK_IN] * 5, closings=closings), now) == words


def test_days_with_a_name_stand_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        assert reason_text("Heiligabend") == "Christmas Eve"
        assert reason_text("Silvester") == "New Year’s Eve"
        assert reason_text("Betriebsausflug") == "Betriebsausflug"
    with translation.override("de"):
        assert reason_text("Heiligabend") == "Heiligabend"


def test_next_opening_can_be_said_beside_the_reason():
    moment = dt.datetime(2026, 4, 6, 10, tzinfo=BERLIN)  # Easter Monday
    assert describe_next(state(WALK_IN, moment), moment) == "Opens tomorrow at 9:00"


def test_closed_with_no_reason_and_no_next():
    closed = Closing(MONDAY, dt.date(2030, 1, 1), "", 2)
    assert say(office(*[Mode.WALK_IN] * 5, closings=[closed]), "2026-06-01 10:00") == "Closed now"


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.WALK_IN, "Open now"),
        (Mode.APPOINTMENT, "Open now, by appointment"),
        (Mode.PHONE, "Reachable by phone"),
    ],
)
def test_around_the_clock_names_no_end(mode, words):
    rules = tuple(Rule(weekday, dt.time.min, dt.time.min, mode) for weekday in range(7))
    assert say(Schedule((Hours(rules, closed_on_holidays=False),)), "2026-06-01 10:00") == words


def test_end_more_than_a_day_ahead_is_not_told_as_a_time_of_today():
    weekend = tuple(Rule(weekday, dt.time.min, dt.time.min, Mode.WALK_IN) for weekday in (4, 5, 6))
    schedule = Schedule((Hours(weekend),))
    assert say(schedule, "2026-06-12 10:00") == "Open now"
    assert say(schedule, "2026-06-14 00:30") == "Open until 24:00"


@pytest.mark.parametrize(
    ("closes", "now", "words"),
    [
        (dt.time.min, "2026-06-01 23:00", "Open until 24:00"),
        (dt.time(2), "2026-06-01 23:00", "Open until 2:00"),
        (dt.time(2), "2026-06-02 01:00", "Open until 2:00"),
    ],
)
def test_end_at_or_past_midnight(closes, now, words):
    assert say(Schedule((Hours((Rule(0, dt.time(20), closes, Mode.WALK_IN),)),)), now) == words


def lines(*rules) -> list[tuple[str, str]]:
    return [format_line(line) for line in summary(rules)]


def test_lines_name_neighbouring_days_and_the_mode():
    office_rules = [Rule(weekday, NINE, FOUR, Mode.APPOINTMENT) for weekday in range(4)]
    assert lines(*office_rules, Rule(4, NINE, dt.time(12, 30), Mode.PHONE)) == [
        ("Mon–Thu", "9:00–16:00, by appointment"),
        ("Fri", "9:00–12:30, by phone"),
    ]


def test_line_with_several_intervals_modes_and_a_note():
    rules = [
        Rule(0, NINE, NOON, Mode.WALK_IN, note="Arabic"),
        Rule(0, ONE, FOUR, Mode.WALK_IN, note="Arabic"),
        Rule(0, dt.time(17), dt.time(18), Mode.WALK_IN, note="Arabic"),
        Rule(0, dt.time(20), dt.time.min, Mode.APPOINTMENT, note="Arabic"),
    ]
    assert lines(*rules) == [
        (
            "Mon",
            "9:00–12:00, 13:00–16:00 and 17:00–18:00; 20:00–24:00, by appointment (Arabic)",
        )
    ]


@pytest.mark.parametrize(
    ("nth", "words"),
    [
        (1, "every first Thu of the month"),
        (2, "every second Thu of the month"),
        (3, "every third Thu of the month"),
        (4, "every fourth Thu of the month"),
        (5, "every fifth Thu of the month"),
        (-1, "every last Thu of the month"),
    ],
)
def test_line_of_an_nth_weekday(nth, words):
    assert lines(Rule(3, NINE, NOON, Mode.WALK_IN, nth)) == [(words, "9:00–12:00")]


@pytest.mark.parametrize(
    ("schedule", "date", "words"),
    [
        (APPOINTMENT, MONDAY, "9:00–16:00, by appointment"),
        (APPOINTMENT, dt.date(2026, 6, 4), "closed all day"),
        (Schedule(()), MONDAY, ""),
        (
            Schedule(
                (Hours((Rule(0, NINE, NOON, Mode.WALK_IN, note="Arabic"), Rule(0, ONE, FOUR, Mode.WALK_IN))),)
            ),
            MONDAY,
            "9:00–12:00 and 13:00–16:00 (Arabic)",
        ),
    ],
)
def test_words_for_a_date(schedule, date, words):
    assert format_day(day(schedule, date)) == words
