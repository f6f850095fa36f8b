"""The geometry of the line chart."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from concept.charts import BOTTOM, END, HEIGHT, START, TOP, WIDTH, Chart, line_chart
from concept.figures import figure
from concept.models import Indicator, IndicatorTarget, IndicatorValue

Given = tuple[int, str | None] | tuple[int, str | None, dict[str, Any]]


def chart(*given: Given, targets: list[IndicatorTarget] | None = None) -> Chart | None:
    values = []
    for key, (year, number, *more) in enumerate(given):
        amount = None if number is None else Decimal(number)
        fields = more[0] if more else {}
        values.append(
            IndicatorValue(pk=key, date=dt.date(year, 12, 31), period="year", value=amount, **fields)
        )
    return line_chart(figure(Indicator(), values), targets or [])


def drawn(*given: Given, **more: Any) -> Chart:
    found = chart(*given, **more)
    assert found is not None
    return found


@pytest.mark.parametrize("given", [[], [(2024, "5")], [(2023, None, {"missing": "not_yet"}), (2024, "5")]])
def test_less_than_two_values_make_no_chart(given: list[Given]) -> None:
    assert chart(*given) is None


def test_time_runs_from_the_axis_to_the_far_end() -> None:
    found = drawn((2020, "0"), (2022, "50"), (2024, "100"))
    assert [dot.x for dot in found.dots] == [60.0, pytest.approx(198, abs=0.3), 336.0]
    assert (found.dots[0].y, found.dots[-1].y) == (HEIGHT - BOTTOM, TOP)
    assert found.lines == [" ".join(f"{dot.x},{dot.y}" for dot in found.dots)]


def test_time_runs_the_other_way_in_arabic() -> None:
    straight = drawn((2020, "0"), (2024, "100"))
    with translation.override("ar"):
        mirrored = drawn((2020, "0"), (2024, "100"))
    assert [dot.x for dot in mirrored.dots] == [WIDTH - dot.x for dot in straight.dots]
    assert [dot.y for dot in mirrored.dots] == [dot.y for dot in straight.dots]
    assert (mirrored.axis, mirrored.far) == (WIDTH - START, END)
    assert mirrored.label_at == WIDTH - straight.label_at


def test_levels_start_at_zero_and_are_round() -> None:
    assert [level.text for level in drawn((2023, "645"), (2024, "470")).levels] == [
        "0",
        "200",
        "400",
        "600",
        "800",
    ]


def test_levels_reach_below_zero_where_values_do() -> None:
    levels = [level.text for level in drawn((2023, "-5"), (2024, "10")).levels]
    assert levels == ["-5", "0", "5", "10"]


def test_values_that_are_all_zero_still_have_a_chart() -> None:
    found = drawn((2023, "0"), (2024, "0"))
    assert {dot.y for dot in found.dots} == {float(HEIGHT - BOTTOM)}


def test_line_stops_at_a_series_break() -> None:
    found = drawn((2021, "1"), (2022, "2"), (2023, "3", {"series_break": True}), (2024, "4"))
    assert [len(points.split()) for points in found.lines] == [2, 2]
    assert found.breaks == [found.dots[2].x]


def test_line_stops_at_a_missing_value() -> None:
    found = drawn((2021, "1"), (2022, "2"), (2023, None, {"missing": "not_collected"}), (2024, "4"))
    assert [len(points.split()) for points in found.lines] == [2]
    assert len(found.dots) == 3


def test_provisional_values_are_hollow() -> None:
    found = drawn((2023, "1"), (2024, "2", {"status": "provisional"}))
    assert [dot.is_hollow for dot in found.dots] == [False, True]
    assert found.has_hollow


def test_first_and_last_value_are_named() -> None:
    found = drawn((2022, "1"), (2023, "2"), (2024, "3", {"qualifier": "about"}))
    assert [dot.text for dot in found.dots] == ["1", "", "rund 3"]


def test_value_is_named_on_the_side_that_the_line_leaves_free() -> None:
    falling, rising = drawn((2023, "90"), (2024, "50")), drawn((2023, "50"), (2024, "90"))
    assert [dot.is_below for dot in falling.dots] == [False, True]
    assert [dot.is_below for dot in rising.dots] == [True, False]
    assert [dot.anchor for dot in falling.dots] == ["start", "end"]


def test_value_near_the_ground_is_named_above() -> None:
    assert [dot.is_below for dot in drawn((2023, "90"), (2024, "0")).dots] == [False, False]


def test_target_of_the_latest_year_is_in_sight() -> None:
    targets = [IndicatorTarget(year=year, value=Decimal(amount)) for year, amount in ((2030, 50), (2028, 5))]
    found = drawn((2023, "1"), (2024, "2"), targets=targets)
    assert found.target is not None
    assert found.target.text == "2030"
    assert [level.text for level in found.levels] == ["0", "20", "40", "60"]
    assert found.levels[3].at < found.target.at < found.levels[2].at


def test_periods_have_room_and_the_last_is_always_named() -> None:
    found = drawn(*[(year, "1") for year in range(2009, 2025)])
    names = [period.text for period in found.periods]
    assert names[0] == "2009"
    assert names[-1] == "2024"
    gaps = [after.at - before.at for before, after in zip(found.periods, found.periods[1:], strict=False)]
    assert min(gaps) > 40


@given(
    st.lists(
        st.tuples(
            st.integers(1990, 2030), st.decimals(-1_000_000_000, 1_000_000_000, places=3), st.booleans()
        ),
        min_size=2,
        max_size=40,
        unique_by=lambda one: one[0],
    )
)
def test_everything_lies_inside_the_picture(rows: list[tuple[int, Decimal, bool]]) -> None:
    found = drawn(*[(year, str(number), {"series_break": cut}) for year, number, cut in rows])
    for dot in found.dots:
        assert START <= dot.x <= WIDTH - END
        assert TOP - 0.1 <= dot.y <= HEIGHT - BOTTOM + 0.1
    assert 2 <= len(found.levels) <= 7
