"""Recurrence rules: the same days as another reader of RFC 5545 finds, within bounds, and quickly."""

import datetime as dt
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from django.utils import translation
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from news.rules import RuleError, parse
from tests.news.rule_texts import STARTS, rule_texts

END = dt.date(2029, 12, 31)


def days(text: str, start: str, first: str, last: str) -> list[str]:
    limits = (dt.date.fromisoformat(day) for day in (start, first, last))
    return [day.isoformat() for day in parse(text).days(*limits)]


@settings(deadline=None, max_examples=50)
@given(rule_texts(), STARTS)
def test_rule_names_the_days_that_dateutil_finds(text: str, start: dt.date) -> None:
    own = list(parse(text).days(start, dt.date(2019, 1, 1), END))
    assume(len(own) > 3)  # dateutil looks for the next one until the year 9999
    bounded = text if "UNTIL" in text or "COUNT" in text else f"{text};UNTIL={END:%Y%m%d}"
    other = rrulestr(bounded, dtstart=dt.datetime.combine(start, dt.time.min))
    assert own == list(takewhile(lambda day: day <= END, (one.date() for one in other)))


@settings(deadline=None, max_examples=50)
@given(rule_texts(), STARTS, st.dates(dt.date(2020, 1, 1), dt.date(2027, 1, 1)), st.integers(0, 900))
def test_range_shows_a_part_of_the_whole(text: str, start: dt.date, first: dt.date, length: int) -> None:
    rule, last = parse(text), first + dt.timedelta(days=length)
    whole = rule.days(start, dt.date(2019, 1, 1), dt.date(2030, 1, 1))
    assert list(rule.days(start, first, last)) == [day for day in whole if first <= day <= last]


@pytest.mark.parametrize(
    ("text", "start", "first", "last", "expected"),
    [
        ("FREQ=YEARLY", "2024-02-29", "2024-01-01", "2033-01-01", ["2024-02-29", "2028-02-29", "2032-02-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-12-31", "2026-12-01", "2027-05-01",
         ["2026-12-31", "2027-01-31", "2027-03-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-12-31", "2026-12-01", "2027-03-01",
         ["2026-12-31", "2027-01-31", "2027-02-28"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-30", "2026-01-01", "2026-03-31",
         ["2026-01-30", "2026-02-27", "2026-03-31"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "2026-11-01", "2026-11-01", "2026-11-30",
         ["2026-11-01", "2026-11-02", "2026-11-15", "2026-11-16", "2026-11-29", "2026-11-30"]),
        ("FREQ=DAILY;COUNT=3;INTERVAL=10", "2026-01-01", "2026-01-05", "2027-01-01",
         ["2026-01-11", "2026-01-21"]),
        ("FREQ=DAILY", "9999-12-30", "9999-12-01", "9999-12-31", ["9999-12-30", "9999-12-31"]),
        ("FREQ=WEEKLY", "9999-12-31", "9999-12-01", "9999-12-31", ["9999-12-31"]),
        ("FREQ=WEEKLY;WKST=SU", "0001-01-01", "0001-01-01", "0001-01-08", ["0001-01-01", "0001-01-08"]),
    ],
)  # fmt: skip
def test_days_of_rules_that_are_easily_got_wrong(
    text: str, start: str, first: str, last: str, expected: list[str]
) -> None:
    assert days(text, start, first, last) == expected


@pytest.mark.parametrize(
    "text", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5"]
)
def test_rule_without_any_date_looks_no_further_than_the_range(text: str) -> None:
    assert days(text, "2026-01-01", "2026-01-01", "2036-01-01") == []


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;INTERVAL=99999999999",
        "FREQ=DAILY;INTERVAL=100",
        "FREQ=DAILY;INTERVAL=00",
        "FREQ=DAILY;COUNT=1000",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=MONTHLY;BYDAY=53MO",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=TU,1MO",
        "FREQ=MONTHLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=DAILY;BYSETPOS=366",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=WEEKLY;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=١٥",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;UNTIL=20260230",
        "FREQ=DAILY;WKST=XX",
        "FREQ=DAILY;",
        "FREQ=DAILY\nDTSTART=20260101",
    ],
)
def test_rule_beyond_the_bounds_is_refused_with_a_reason(text: str) -> None:
    with translation.override("en"), pytest.raises(RuleError, match=r"\w+ \w+"):
        parse(text)
