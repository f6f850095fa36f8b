"""What may not be seen: small values, and what would give them away."""

import datetime as dt
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concept.figures.figures import figure, value_text
from concept.figures.suppression import as_public
from concept.models import Group, Indicator, IndicatorValue

PEOPLE = Indicator(unit="count", population="all", smallest_group=5)
DAY = dt.date(2024, 12, 31)


def value(
    number: float | None, group: Group | None = None, day: dt.date = DAY, **more: object
) -> IndicatorValue:
    amount = None if number is None else Decimal(str(number))
    fields = {"period": "year", "missing": "" if number is not None else "not_yet", **more}
    return IndicatorValue(date=day, value=amount, group=group, **fields)


def groups(number: int, dimension: str = "borough") -> list[Group]:
    return [Group(pk=hash((dimension, key)), dimension=dimension, name=str(key)) for key in range(number)]


def seen(total: float | None, *parts: float, indicator: Indicator = PEOPLE) -> list[str]:
    """The total and its parts in words, as visitors get them."""
    values = [value(total)] + [
        value(part, group) for part, group in zip(parts, groups(len(parts)), strict=True)
    ]
    return [value_text(one, indicator) for one in as_public(indicator, values)]


HIDDEN = str(IndicatorValue.Missing.SUPPRESSED.label)


@pytest.mark.parametrize(
    ("number", "is_hidden"), [(0, False), (1, True), (4, True), (5, False), (None, False)]
)
def test_value_below_five_is_hidden_and_zero_is_not(number: int | None, is_hidden: bool) -> None:
    (one,) = as_public(PEOPLE, [value(number)])
    assert bool(one.hidden_below) is is_hidden
    assert (one.value is None) is (is_hidden or number is None)


@pytest.mark.parametrize("fields", [{"unit": "percent"}, {"unit": "euro"}, {"smallest_group": 0}])
def test_what_does_not_count_people_is_shown(fields: dict[str, object]) -> None:
    indicator = Indicator(**{"unit": "count", "population": "all", **fields})
    values = [value(3), value(2, groups(1)[0])]
    assert as_public(indicator, values) == values


def test_groups_are_small_even_where_the_whole_counts_no_residents() -> None:
    whole, part = as_public(Indicator(unit="count"), [value(3), value(2, groups(1)[0])])
    assert (whole.value, part.value) == (Decimal(3), None)


def test_what_is_stored_stays_as_it_is() -> None:
    stored = value(3, groups(1)[0], note="Drei Frauen", status="corrected", correction_reason="war 4")
    (one,) = as_public(PEOPLE, [stored])
    assert (stored.value, stored.note, stored.correction_reason) == (Decimal(3), "Drei Frauen", "war 4")
    assert (one.value, one.note, one.correction_reason, one.text.note) == (None, "", "", "")
    assert one.missing == "suppressed"


def test_small_value_before_a_correction_is_hidden_too() -> None:
    now_large = value(30, previous_value=Decimal(3), status="corrected", correction_reason="war 3")
    now_small = value(3, previous_value=Decimal(30))
    large, small = as_public(PEOPLE, [now_large]) + as_public(PEOPLE, [now_small])
    assert (large.value, large.previous_value, large.correction_reason) == (Decimal(30), None, "")
    assert small.previous_value is None
    assert now_large.previous_value == Decimal(3)


def test_hidden_value_is_told_as_less_than_five() -> None:
    assert seen(None, 3) == ["noch nicht veröffentlicht", "unter 5"]


def test_second_smallest_is_hidden_where_the_total_gives_the_smallest_away() -> None:
    assert seen(160, 3, 57, 100) == ["160", "unter 5", HIDDEN, "100"]


def test_remainder_that_nobody_tells_protects_by_itself() -> None:
    assert seen(200, 3, 57, 100) == ["200", "unter 5", "57", "100"]
    assert seen(100, 3) == ["100", "unter 5"]


def test_small_values_protect_each_other_unless_their_sum_tells_all() -> None:
    assert seen(105, 2, 3, 100) == ["105", "unter 5", "unter 5", "100"]
    assert seen(158, 4, 4, 50, 100) == ["158", "unter 5", "unter 5", HIDDEN, "100"]
    assert seen(152, 1, 1, 50, 100) == ["152", "unter 5", "unter 5", HIDDEN, "100"]


def test_one_that_is_too_small_to_protect_takes_another_with_it() -> None:
    assert seen(206, 1, 5, 100, 100) == ["206", "unter 5", HIDDEN, HIDDEN, "100"]


def test_nothing_of_the_dimension_is_told_where_nothing_protects() -> None:
    indicator = Indicator(unit="count", smallest_group=5)
    assert seen(3, 3, 0, indicator=indicator) == ["3", HIDDEN, HIDDEN]


def test_total_that_another_dimension_tells_gives_away_as_well() -> None:
    women, men = groups(2, "gender")
    one, two = groups(2, "borough")
    values = [value(80, women), value(23, men), value(3, one), value(100, two)]
    assert [bool(part.value) for part in as_public(PEOPLE, values)] == [True, True, False, False]


def test_other_dates_and_dimensions_are_left_alone() -> None:
    one, two = groups(2)
    woman = groups(1, "gender")[0]
    before = dt.date(2023, 12, 31)
    values = [
        value(103), value(3, one), value(100, two), value(103, woman),
        value(110, day=before), value(10, one, before), value(100, two, before),
    ]  # fmt: skip
    assert [item.value is None for item in as_public(PEOPLE, values)] == [False, True, True] + [False] * 4


def test_figure_hides_what_may_not_be_seen() -> None:
    values = [value(50, day=dt.date(2023, 12, 31)), value(3)]
    found = figure(PEOPLE, values)
    assert found.latest_text == "50"
    assert found.values[-1].value is None


@given(
    parts=st.lists(st.integers(0, 12), min_size=1, max_size=4),
    more=st.sampled_from([0, 0, 0, 1, 7]),
)
def test_reader_who_knows_the_rules_cannot_tell_a_small_value(parts: list[int], more: int) -> None:
    """What is left of the total allows every number below five for each small value."""
    total = sum(parts) + more
    keys = groups(len(parts))
    indicator = Indicator(unit="count", smallest_group=5)
    values = [value(total)] + [value(part, group) for part, group in zip(parts, keys, strict=True)]
    whole, *found = as_public(indicator, values)
    if whole.value is None:
        return
    small = [part for part, one in zip(parts, found, strict=True) if one.hidden_below]
    others = [
        part for part, one in zip(parts, found, strict=True) if one.value is None and not one.hidden_below
    ]
    rest = total - sum(int(one.value) for one in found if one.value is not None)
    if not small or (rest > 4 * len(small) and not others):
        assert all(
            part == 0 or part > 4 for part, one in zip(parts, found, strict=True) if one.value is not None
        )
        return
    # Each small one is 1 to 4, each other hidden one 5 or more.
    ways = [way for way in product(range(1, 5), repeat=len(small)) if _fits(rest - sum(way), len(others))]
    for place in range(len(small)):
        assert {way[place] for way in ways} == {1, 2, 3, 4}


def _fits(left: int, others: int) -> bool:
    return left == 0 if not others else left >= 5 * others
