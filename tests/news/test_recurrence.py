"""When events take place: series, exceptions, clock changes, rules that editors get wrong."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.content.dates import Precision
from news.models import Event, EventException
from news.recurrence import Occurrence, occurrences, period_end, rule_error
from news.upcoming import last_date, next_dates
from tests.news.builders import change, event

THIRD_THURSDAYS = "FREQ=MONTHLY;BYDAY=3TH"
YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def days(found: list[Occurrence]) -> list[str]:
    return [one.day.isoformat() for one in found]


@pytest.fixture
def evening(db: None) -> Event:
    return event(
        starts_on=dt.date(2025, 5, 15), starts_at=dt.time(18), ends_at=dt.time(20), rule=THIRD_THURSDAYS
    )


def test_single_event_takes_place_once(db: None) -> None:
    assert days(occurrences(event(starts_on=dt.date(2025, 5, 15)), *YEAR)) == ["2025-05-15"]


def test_series_follows_its_rule_within_the_range(evening: Event) -> None:
    found = occurrences(evening, dt.date(2025, 6, 1), dt.date(2025, 8, 31))
    assert days(found) == ["2025-06-19", "2025-07-17", "2025-08-21"]


def test_series_does_not_begin_before_its_first_day(evening: Event) -> None:
    assert occurrences(evening, dt.date(2025, 1, 1), dt.date(2025, 5, 14)) == []


def test_first_day_counts_even_if_the_rule_leaves_it_out(db: None) -> None:
    friday = event(starts_on=dt.date(2025, 5, 16), rule=THIRD_THURSDAYS)
    assert days(occurrences(friday, dt.date(2025, 5, 1), dt.date(2025, 6, 30))) == [
        "2025-05-16",
        "2025-06-19",
    ]


def test_series_ends_with_its_last_day(db: None) -> None:
    weekly = event(starts_on=dt.date(2025, 5, 5), rule="FREQ=WEEKLY;UNTIL=20250519")
    assert days(occurrences(weekly, *YEAR)) == ["2025-05-05", "2025-05-12", "2025-05-19"]


def test_cancelled_date_stays_and_is_marked(evening: Event) -> None:
    change(evening, "2025-06-19", "cancelled", note="Feiertag")
    found = occurrences(evening, dt.date(2025, 5, 1), dt.date(2025, 7, 31))
    assert [(one.day.month, one.is_cancelled) for one in found] == [(5, False), (6, True), (7, False)]
    assert found[1].exception.note == "Feiertag"


def test_moved_date_appears_only_on_its_new_day(evening: Event) -> None:
    change(evening, "2025-06-19", "moved", new_date=dt.date(2025, 6, 26), starts_at=dt.time(17))
    [moved] = occurrences(evening, dt.date(2025, 6, 1), dt.date(2025, 6, 30))
    assert (moved.day, moved.moved_from) == (dt.date(2025, 6, 26), dt.date(2025, 6, 19))
    assert (moved.starts_at, moved.ends_at) == (dt.time(17), None)


def test_date_that_stays_on_its_day_is_not_called_moved(evening: Event) -> None:
    change(evening, "2025-06-19", "moved", new_date=dt.date(2025, 6, 19), note="Saal 3")
    [found] = occurrences(evening, dt.date(2025, 6, 1), dt.date(2025, 6, 30))
    assert (found.moved_from, found.exception.note) == (None, "Saal 3")


def test_date_moved_from_outside_into_the_range_is_found(evening: Event) -> None:
    change(evening, "2025-06-19", "moved", new_date=dt.date(2025, 7, 3))
    assert days(occurrences(evening, dt.date(2025, 7, 1), dt.date(2025, 7, 10))) == ["2025-07-03"]
    assert occurrences(evening, dt.date(2025, 6, 1), dt.date(2025, 6, 30)) == []


def test_extra_date_joins_the_series_in_order(evening: Event) -> None:
    change(evening, "2025-06-05", "extra")
    found = occurrences(evening, dt.date(2025, 5, 1), dt.date(2025, 6, 30))
    assert days(found) == ["2025-05-15", "2025-06-05", "2025-06-19"]


def test_exception_for_a_day_that_is_no_date_changes_nothing(evening: Event) -> None:
    change(evening, "2025-06-18", "cancelled")
    found = occurrences(evening, dt.date(2025, 6, 1), dt.date(2025, 6, 30))
    assert [(one.day.day, one.is_cancelled) for one in found] == [(19, False)]


def test_cancelled_event_cancels_every_date(db: None) -> None:
    gone = event(rule="FREQ=DAILY;COUNT=2", is_cancelled=True)
    assert [occurrence.is_cancelled for occurrence in occurrences(gone, *YEAR)] == [True, True]


def test_event_of_several_days_touches_the_range_from_before(db: None) -> None:
    weeks = event(starts_on=dt.date(2025, 3, 17), ends_on=dt.date(2025, 3, 30))
    [found] = occurrences(weeks, dt.date(2025, 3, 30), dt.date(2025, 4, 30))
    assert (found.day, found.last_day) == (dt.date(2025, 3, 17), dt.date(2025, 3, 30))
    assert occurrences(weeks, dt.date(2025, 3, 31), dt.date(2025, 4, 30)) == []


def test_evening_past_midnight_touches_the_next_day(db: None) -> None:
    party = event(starts_on=dt.date(2025, 5, 15), starts_at=dt.time(22), ends_at=dt.time(1))
    [found] = occurrences(party, dt.date(2025, 5, 16), dt.date(2025, 5, 16))
    assert found.ends == dt.datetime(2025, 5, 15, 23, tzinfo=dt.UTC)


@pytest.mark.parametrize(("day", "hour"), [("2025-03-29", 17), ("2025-03-30", 16), ("2025-10-26", 17)])
def test_series_keeps_its_wall_time_over_a_clock_change(db: None, day: str, hour: int) -> None:
    daily = event(starts_on=dt.date(2025, 3, 1), starts_at=dt.time(18), rule="FREQ=DAILY")
    date = dt.date.fromisoformat(day)
    [found] = occurrences(daily, date, date)
    assert found.starts == dt.datetime.combine(date, dt.time(hour), dt.UTC)


def test_whole_day_ends_at_midnight_in_leverkusen(db: None) -> None:
    [found] = occurrences(event(starts_on=dt.date(2025, 7, 1)), *YEAR)
    assert found.starts == dt.datetime(2025, 6, 30, 22, tzinfo=dt.UTC)
    assert found.ends == dt.datetime(2025, 7, 1, 22, tzinfo=dt.UTC)


def test_event_known_to_the_season_lasts_the_whole_of_it(db: None) -> None:
    autumn = event(starts_on=dt.date(2023, 10, 1), date_precision=Precision.SEASON)
    [found] = occurrences(autumn, dt.date(2023, 11, 30), dt.date(2024, 1, 1))
    assert found.last_day == dt.date(2023, 11, 30)
    assert occurrences(autumn, dt.date(2023, 12, 1), dt.date(2024, 1, 1)) == []


@pytest.mark.parametrize(
    ("day", "precision", "end"),
    [
        ("2024-02-10", Precision.DAY, "2024-02-10"),
        ("2024-02-10", Precision.MONTH, "2024-02-29"),
        ("2024-12-01", Precision.MONTH, "2024-12-31"),
        ("2024-12-01", Precision.SEASON, "2025-02-28"),
        ("2024-02-10", Precision.SEASON, "2024-02-29"),
        ("2024-03-10", Precision.SEASON, "2024-05-31"),
        ("2024-02-10", Precision.YEAR, "2024-12-31"),
    ],
)
def test_period_ends_with_its_last_day(day: str, precision: Precision, end: str) -> None:
    assert period_end(dt.date.fromisoformat(day), precision) == dt.date.fromisoformat(end)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=6",
        "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20261231",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=3MO",
    ],
)
def test_rule_that_is_right_has_no_error(rule: str) -> None:
    assert rule_error(rule) == ""


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ("", "Say how often it repeats: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."),
        ("jeden dritten Donnerstag", "Say how often it repeats: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."),
        ("FREQ=HOURLY", "Say how often it repeats: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."),
        ("FREQ=DAILY;BYHOUR=9", "“BYHOUR” is not possible in this rule."),
        ("FREQ=DAILY;COUNT=2;COUNT=3", "Each part of the rule may stand in it only once."),
        (
            "FREQ=DAILY;COUNT=2;UNTIL=20261231",
            "Give either the number of dates (COUNT) or the last day (UNTIL), not both.",
        ),
        (
            "FREQ=DAILY;UNTIL=31.12.2026",
            "Write the last day as year, month, day. Example: UNTIL=20261231.",
        ),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL may be 1 to 99, COUNT 1 to 999."),
        (
            "FREQ=MONTHLY;BYDAY=3XX",
            "The rule cannot be read. Example: FREQ=MONTHLY;BYDAY=3TH for every third Thursday.",
        ),
        (
            "FREQ=DAILY;UNTIL=20261399",
            "Write the last day as year, month, day. Example: UNTIL=20261231.",
        ),
    ],
)
def test_rule_that_is_wrong_says_how_to_mend_it(rule: str, error: str) -> None:
    with translation.override("en"):
        assert rule_error(rule) == error


def test_rule_that_does_not_fit_the_first_day_is_refused() -> None:
    assert rule_error(THIRD_THURSDAYS, dt.date(2025, 5, 15)) == ""
    with translation.override("en"):
        assert rule_error(THIRD_THURSDAYS, dt.date(2025, 5, 16)).startswith("The first day is not a date")


@given(st.text(alphabet="FREQ=DAILYWKMONTHCUBS;0123456789-,+TH ", max_size=40))
def test_any_text_as_rule_is_judged_without_a_crash(rule: str) -> None:
    assert isinstance(rule_error(rule, dt.date(2025, 5, 15)), str)


@given(
    st.sampled_from(["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=TU,SA", THIRD_THURSDAYS]),
    st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
    st.integers(0, 100),
)
def test_two_ranges_side_by_side_find_what_one_range_finds(rule: str, middle: dt.date, span: int) -> None:
    series = Event(pk=1, starts_on=dt.date(2025, 1, 2), rule=rule)
    series._prefetched_objects_cache = {"exceptions": EventException.objects.none()}
    first, last = middle - dt.timedelta(days=span), middle + dt.timedelta(days=span)
    halves = occurrences(series, first, middle) + occurrences(series, middle + dt.timedelta(days=1), last)
    assert halves == occurrences(series, first, last)


def test_series_without_a_known_first_day_is_refused(db: None) -> None:
    vague = event(date_precision=Precision.MONTH)
    vague.rule = "FREQ=DAILY"
    with pytest.raises(ValidationError) as caught:
        vague.clean()
    assert list(caught.value.message_dict) == ["rule"]


def test_exception_must_name_a_date_of_the_series(evening: Event) -> None:
    right = EventException(event=evening, date=dt.date(2025, 6, 19), kind="cancelled")
    right.clean()
    wrong = EventException(event=evening, date=dt.date(2025, 6, 20), kind="cancelled")
    with pytest.raises(ValidationError) as caught:
        wrong.clean()
    assert list(caught.value.message_dict) == ["date"]


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
@pytest.mark.parametrize("precision", Precision.values)
@pytest.mark.parametrize("rule", ["", "FREQ=WEEKLY", "FREQ=YEARLY;INTERVAL=99"])
def test_days_at_the_ends_of_the_calendar_are_no_error(day: dt.date, precision: str, rule: str) -> None:
    far = Event(pk=1, starts_on=day, starts_at=dt.time(22), ends_at=dt.time(1), rule=rule)
    far.date_precision = precision
    far._prefetched_objects_cache = {"exceptions": EventException.objects.none()}
    [one] = occurrences(far, day, day)
    assert {one.starts.tzinfo, one.ends.tzinfo} == {dt.UTC}
    assert last_date(far).day >= day
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert all(one.ends > now for one in next_dates(far, now))
