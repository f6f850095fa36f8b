"""What comes next."""

import datetime as dt

import pytest

from core.content.dates import Precision
from news.upcoming import true_until, upcoming
from tests.news.builders import change, event

NOON = dt.datetime(2025, 5, 15, 10, tzinfo=dt.UTC)  # 12:00 in Leverkusen


def titles(now: dt.datetime = NOON) -> list[str]:
    return [one.event.title for one in upcoming(now)]


def test_events_come_in_the_order_of_their_next_date(db: None) -> None:
    event(title="später", starts_on=dt.date(2025, 6, 1))
    event(title="Reihe", starts_on=dt.date(2024, 1, 1), rule="FREQ=MONTHLY;BYMONTHDAY=20")
    event(title="heute Abend", starts_on=dt.date(2025, 5, 15), starts_at=dt.time(18))
    assert titles() == ["heute Abend", "Reihe", "später"]


def test_what_is_over_is_not_upcoming(db: None) -> None:
    event(starts_on=dt.date(2025, 5, 14))
    event(starts_on=dt.date(2025, 5, 15), starts_at=dt.time(9), ends_at=dt.time(11, 59))
    event(starts_on=dt.date(2024, 1, 1), rule="FREQ=DAILY;COUNT=5")
    assert titles() == []


def test_what_is_running_is_upcoming(db: None) -> None:
    event(title="Stunde", starts_on=dt.date(2025, 5, 15), starts_at=dt.time(11), ends_at=dt.time(13))
    event(title="Wochen", starts_on=dt.date(2025, 5, 1), ends_on=dt.date(2025, 5, 31))
    event(title="Nacht", starts_on=dt.date(2025, 5, 14), starts_at=dt.time(22), ends_at=dt.time(14))
    event(title="Frühling", starts_on=dt.date(2025, 3, 1), date_precision=Precision.SEASON)
    assert sorted(titles()) == ["Frühling", "Nacht", "Stunde", "Wochen"]


def test_extra_and_moved_dates_bring_an_old_event_back(db: None) -> None:
    change(event(title="zusätzlich", starts_on=dt.date(2024, 1, 1)), "2025-06-01", "extra")
    moved = event(title="verlegt", starts_on=dt.date(2024, 2, 1))
    change(moved, "2024-02-01", "moved", new_date=dt.date(2025, 7, 1))
    assert titles() == ["zusätzlich", "verlegt"]


def test_yearly_series_is_found_beyond_a_year(db: None) -> None:
    event(title="alle drei Jahre", starts_on=dt.date(2024, 3, 1), rule="FREQ=YEARLY;INTERVAL=3")
    [found] = upcoming(NOON)
    assert found.next.day == dt.date(2027, 3, 1)


def test_cancelled_next_date_is_shown_with_the_one_that_takes_place(db: None) -> None:
    change(event(starts_on=dt.date(2025, 5, 1), rule="FREQ=WEEKLY"), "2025-05-22", "cancelled")
    [found] = upcoming(NOON + dt.timedelta(days=1))
    assert (found.next.day.day, found.next.is_cancelled) == (22, True)
    assert found.held_next is not None
    assert found.held_next.day.day == 29


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_hidden_events_are_not_upcoming(db: None, status: str) -> None:
    event(starts_on=dt.date(2025, 6, 1), status=status)
    assert titles() == []


def test_page_is_true_until_the_first_date_is_over(db: None) -> None:
    event(starts_on=dt.date(2025, 5, 15), starts_at=dt.time(18), ends_at=dt.time(20))
    event(starts_on=dt.date(2025, 5, 1), ends_on=dt.date(2025, 5, 15))
    assert true_until(upcoming(NOON)) == dt.datetime(2025, 5, 15, 18, tzinfo=dt.UTC)
    assert true_until([]) is None
