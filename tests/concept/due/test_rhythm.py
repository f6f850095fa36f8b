"""When values and reports are due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concept.due.rhythm import NEVER, next_period_end, report_due, value_due
from concept.models import Indicator, Measure


@pytest.mark.parametrize(
    ("rhythm", "last", "lag", "due"),
    [
        ("monthly", date(2025, 1, 31), 1, date(2025, 3, 31)),
        ("monthly", date(2024, 1, 31), 0, date(2024, 2, 29)),
        ("quarterly", date(2025, 6, 30), 2, date(2025, 11, 30)),
        ("yearly", date(2024, 12, 31), 6, date(2026, 6, 30)),
        ("yearly", date(2024, 2, 29), 0, date(2025, 2, 28)),
        ("yearly", date(2024, 11, 1), 3, date(2026, 2, 1)),
        ("five_years", date(2022, 5, 15), 12, date(2028, 5, 15)),
        ("yearly", None, 6, NEVER),
        ("irregular", date(2020, 1, 1), 6, None),
        ("irregular", None, 6, None),
    ],
)
def test_next_value_is_due_after_its_period_and_the_lag(
    rhythm: str, last: date | None, lag: int, due: date | None
) -> None:
    assert value_due(rhythm, last, lag) == due


@given(
    st.sampled_from(Indicator.Rhythm.values), st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 36)
)
def test_next_value_is_never_due_before_the_last_one(rhythm: str, last: date, lag: int) -> None:
    end, due = next_period_end(rhythm, last), value_due(rhythm, last, lag)

    assert (end is None) == (due is None) == (rhythm == "irregular")
    assert end is None or (due is not None and last < end <= due)


@pytest.mark.parametrize(
    ("rhythm", "progress", "last_year", "starts", "ends", "due"),
    [
        ("yearly", "running", 2024, None, None, date(2026, 3, 31)),
        ("two_years", "running", 2024, None, None, date(2027, 3, 31)),
        ("yearly", "running", None, date(2023, 9, 1), None, date(2024, 3, 31)),
        ("two_years", "running", None, date(2023, 9, 1), None, date(2025, 3, 31)),
        ("yearly", "running", None, None, None, NEVER),
        ("yearly", "unknown", None, None, None, NEVER),
        ("yearly", "planned", None, date(2030, 1, 1), None, None),
        ("none", "running", 2015, None, None, None),
        ("yearly", "completed", 2024, None, None, None),
        ("yearly", "completed", None, None, None, None),
        ("yearly", "completed", 2023, None, date(2024, 6, 30), date(2025, 3, 31)),
        ("yearly", "completed", 2024, None, date(2024, 6, 30), None),
        ("yearly", "running", 2024, None, date(2024, 6, 30), None),
        ("two_years", "running", 2023, None, date(2024, 6, 30), date(2025, 3, 31)),
        ("yearly", "stopped", None, date(2019, 1, 1), date(2021, 1, 1), date(2020, 3, 31)),
    ],
)
def test_next_report_is_due_after_the_first_quarter(
    rhythm: str,
    progress: str,
    last_year: int | None,
    starts: date | None,
    ends: date | None,
    due: date | None,
) -> None:
    assert report_due(rhythm, progress, last_year, starts, ends) == due


@given(st.sampled_from(Measure.Progress.values), st.integers(2000, 2050), st.dates(date(2000, 1, 1)))
def test_no_report_is_expected_on_a_year_after_the_end(progress: str, last_year: int, ends: date) -> None:
    due = report_due("yearly", progress, last_year, None, ends)

    assert due is None or last_year < due.year - 1 <= ends.year
