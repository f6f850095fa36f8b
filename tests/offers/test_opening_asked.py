"""Days that people ask for: which they are, and that nothing is sure before somebody has said so."""

import datetime as dt

import pytest
from django.utils import translation

from offers.opening import (
    BERLIN,
    Asked,
    Closing,
    Hours,
    Mode,
    Rule,
    Schedule,
    Status,
    asked_day,
    day,
    describe,
    exceptions,
    format_day,
    state,
)

EVE = dt.date(2026, 12, 24)  # a Thursday
WEEK = tuple(Rule(number, dt.time(9), dt.time(16), Mode.WALK_IN) for number in range(5))
HOUSE = Schedule((Hours(WEEK),))


def at(month: int, date: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, month, date, hour, tzinfo=BERLIN)


def answered(as_usual: bool, level: int = 2) -> Closing:
    return Closing(EVE, EVE, "Heiligabend", level, as_usual=as_usual)


def asked(year: int) -> dict[str, Asked]:
    first = dt.date(year, 1, 1)
    dates = (first + dt.timedelta(days=number) for number in range(366))
    return {f"{one:%d.%m.}": why for one in dates if one.year == year and (why := asked_day(one))}


@pytest.mark.parametrize(
    ("year", "carnival", "bridges", "eves"),
    [
        (2024, "12.02.", ["10.05.", "31.05.", "04.10.", "27.12."], ["24.12.", "31.12."]),
        (2025, "03.03.", ["02.05.", "30.05.", "20.06."], ["24.12.", "31.12."]),
        (2026, "16.02.", ["02.01.", "15.05.", "05.06."], ["24.12.", "31.12."]),
        (2027, "08.02.", ["07.05.", "28.05."], ["24.12.", "31.12."]),
        (2028, "28.02.", ["26.05.", "16.06.", "02.10."], []),
        (2029, "12.02.", ["30.04.", "11.05.", "01.06.", "02.11."], ["24.12.", "31.12."]),
    ],
)
def test_days_of_a_year(year: int, carnival: str, bridges: list[str], eves: list[str]) -> None:
    found = asked(year)
    assert [one for one, why in found.items() if why is Asked.CARNIVAL_MONDAY] == [carnival]
    assert [one for one, why in found.items() if why is Asked.BRIDGE_DAY] == bridges
    assert [one for one, why in found.items() if why in (Asked.CHRISTMAS_EVE, Asked.NEW_YEARS_EVE)] == eves


def test_day_is_not_known_until_somebody_has_confirmed_it() -> None:
    found = day(HOUSE, EVE)
    assert (found.known, found.exceptional, found.intervals) == (False, True, ())
    assert found.asked is Asked.CHRISTMAS_EVE
    with translation.override("de"):
        assert format_day(found) == "noch nicht bestätigt (sonst 9:00–16:00 Uhr)"


@pytest.mark.parametrize("level", [0, 1, 2])
def test_answer_of_any_level_makes_it_known(level: int) -> None:
    usual = day(Schedule(HOUSE.hours, (answered(True, level),)), EVE)
    assert (usual.known, usual.exceptional, usual.asked, len(usual.intervals)) == (True, False, None, 1)
    closed = day(Schedule(HOUSE.hours, (answered(False, level),)), EVE)
    assert (closed.known, closed.exceptional, closed.asked, closed.intervals) == (True, True, None, ())


def test_contact_point_as_usual_stays_open_while_the_house_is_closed() -> None:
    both = Schedule(HOUSE.hours, (answered(False, 2), answered(True, 0)))
    assert len(day(both, EVE).intervals) == 1


def test_as_usual_opens_no_public_holiday() -> None:
    christmas = dt.date(2026, 12, 25)
    closing = Closing(christmas, christmas, "", 2, as_usual=True)
    assert day(Schedule(HOUSE.hours, (closing,)), christmas).intervals == ()


def test_who_has_no_hours_that_day_or_works_on_holidays_is_not_asked() -> None:
    assert day(Schedule((Hours(WEEK[:3]),)), EVE).known
    assert day(Schedule((Hours(WEEK, closed_on_holidays=False),)), EVE).known


def test_state_is_never_sure_on_such_a_day() -> None:
    for hour in (8, 10, 15):
        found = state(HOUSE, at(12, 24, hour))
        assert (found.status, found.until, found.next, found.later_today) == (
            Status.UNKNOWN,
            None,
            None,
            None,
        )
        with translation.override("de"):
            words = describe(found, at(12, 24, hour))
        assert words == "Heiligabend: noch nicht bestätigt, bitte anrufen"
        assert found.changes_at == at(12, 24, 16)


def test_after_the_usual_hours_it_is_closed_whatever_held() -> None:
    found = state(HOUSE, at(12, 24, 16))
    assert (found.status, found.asked) == (Status.CLOSED, None)
    assert found.next is not None
    assert found.next.start == at(12, 28, 9)


def test_evening_before_promises_nothing() -> None:
    found = state(HOUSE, at(12, 23, 18))
    assert (found.status, found.next) == (Status.CLOSED, None)
    sure = state(Schedule(HOUSE.hours, (answered(True),)), at(12, 23, 18))
    assert sure.next is not None
    assert sure.next.start.date() == EVE


def test_they_stand_among_the_days_that_differ() -> None:
    found = exceptions(HOUSE, dt.date(2026, 12, 1), dt.date(2027, 1, 10))
    assert [f"{one.date:%d.%m.}" for one in found] == ["24.12.", "25.12.", "31.12.", "01.01."]
