"""The geometry of charts."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from concept.figures.charts import LARGE, Chart
from concept.figures.charts import chart as draw
from concept.figures.figures import figure
from concept.models import Indicator, IndicatorTarget, IndicatorValue

WIDTH, HEIGHT, TOP, BOTTOM, END = LARGE.width, LARGE.height, LARGE.top, LARGE.bottom, LARGE.end
Given = tuple[int, str | None] | tuple[int, str | None, dict[str, Any]]


def chart(
    *given: Given,
    targets: list[IndicatorTarget] | None = None,
    **fields: Any,
) -> Chart | None:
    values = []
    for key, (year, number, *more) in enumerate(given):
        amount = None if number is None else Decimal(number)
        values.append(
            IndicatorValue(
                pk=key,
                date=dt.date(year, 12, 31),
                period="year",
                value=amount,
                **(more[0] if more else {}),
            )
        )
    return draw(figure(Indicator(**fields), values), targets or [])


def drawn(*given: Given, **more: Any) -> Chart:
    found = chart(*given, **more)
    assert found is not None
    return found


@pytest.mark.parametrize("given", [[], [(2024, "5")], [(2023, None, {"missing": "not_yet"}), (2024, "5")]])
def test_less_than_two_values_make_no_chart(given: list[Given]) -> None:
    assert chart(*given) is None


def test_time_runs_from_the_axis_to_the_far_end() -> None:
    found = drawn((2020, "0"), (2022, "50"), (2024, "100"))
    middle = (found.axis + found.far) / 2
    assert [dot.x for dot in found.dots] == [found.axis, pytest.approx(middle, abs=0.3), found.far]
    assert (found.axis < 60, found.far) == (True, WIDTH - END)
    assert (found.dots[0].y, found.dots[-1].y) == (HEIGHT - BOTTOM, TOP)
    assert found.lines == [" ".join(f"{dot.x},{dot.y}" for dot in found.dots)]


def test_time_runs_the_other_way_in_arabic() -> None:
    straight = drawn((2020, "0"), (2024, "100"))
    with translation.override("ar"):
        mirrored = drawn((2020, "0"), (2024, "100"))
    assert [dot.x for dot in mirrored.dots] == [WIDTH - dot.x for dot in straight.dots]
    assert [dot.y for dot in mirrored.dots] == [dot.y for dot in straight.dots]
    assert (mirrored.axis, mirrored.far) == (WIDTH - straight.axis, END)
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
    assert found.breaks == [pytest.approx((found.dots[1].x + found.dots[2].x) / 2, abs=0.1)]


def test_break_told_by_a_missing_value_is_shown_before_the_next_known_one() -> None:
    gap: Given = (2022, None, {"missing": "not_collected", "series_break": True})
    found = drawn((2021, "1"), gap, (2023, "3"))
    assert found.breaks == [pytest.approx((found.dots[0].x + found.dots[1].x) / 2, abs=0.1)]
    assert drawn((2021, "1", {"series_break": True}), (2023, "3")).breaks == []


def test_line_stops_at_a_missing_value() -> None:
    found = drawn((2021, "1"), (2022, "2"), (2023, None, {"missing": "not_collected"}), (2024, "4"))
    assert [len(points.split()) for points in found.lines] == [2]
    assert len(found.dots) == 3
    assert found.dots[1].x < found.missing[0] < found.dots[2].x


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


def test_room_before_the_axis_follows_the_longest_level() -> None:
    short, long = drawn((2023, "1"), (2024, "5")), drawn((2023, "1"), (2024, "169658"))
    assert short.axis < long.axis
    assert max(len(level.text) for level in long.levels) * 7 < long.axis


def test_long_values_at_the_same_height_are_named_once() -> None:
    rough = {"qualifier": "about"}
    found = drawn((2023, "169000000", rough), (2024, "169000001", rough))
    assert [bool(dot.text) for dot in found.dots] == [False, True]


@pytest.mark.parametrize(("unit", "text"), [("percent", "5\u00a0%"), ("euro", "5\u00a0€"), ("points", "5")])
def test_units_that_are_words_do_not_stand_in_the_picture(unit: str, text: str) -> None:
    assert drawn((2023, "1"), (2024, "5"), unit=unit).dots[-1].text == text


# --- Time to scale ------------------------------------------------------------------------------------


def test_years_stand_at_their_true_distances_whatever_lies_between_them() -> None:
    """The years of the city's register, with two ways of counting changed in between."""
    cut = {"series_break": True}
    found = drawn((2015, "24358"), (2018, "27300", cut), (2022, "32277", cut), (2023, "33520"))
    first, *_rest, last = places = [dot.x for dot in found.dots]
    assert [(at - first) / (last - first) for at in places] == pytest.approx([0, 3 / 8, 7 / 8, 1], abs=0.003)
    assert [stem.x for stem in found.stems] == places[:2]
    assert len(found.lines) == 1


def test_value_that_no_line_leads_to_stands_on_the_ground_and_is_named_where_it_has_room() -> None:
    cut = {"series_break": True}
    found = drawn((2010, "5"), (2017, "6", cut), (2024, "7", cut))
    assert [dot.text for dot in found.dots] == ["5", "6", "7"]
    assert [(stem.x, stem.y) for stem in found.stems] == [(dot.x, dot.y) for dot in found.dots]
    assert not any(dot.is_below for dot in found.dots)
    crowded = drawn((2010, "169658"), (2011, "169659", cut), (2024, "7", cut))
    assert crowded.dots[1].text == ""


def test_year_that_was_concluded_says_so() -> None:
    found = drawn((2015, "5"), (2018, "6", {"date_is_uncertain": True}), (2024, "7"))
    assert [period.text for period in found.periods] == ["2015", "~2018", "2024"]
    assert found.has_uncertain
    assert not drawn((2015, "5"), (2018, "6")).has_uncertain


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
        assert found.axis <= dot.x <= found.far
        assert TOP - 0.1 <= dot.y <= HEIGHT - BOTTOM + 0.1
    assert 2 <= len(found.levels) <= 7
