"""Figures in words: units, exactness, the one sentence about a series."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from concept.figures import figure, number_text, takeaway, value_text
from concept.models import Indicator, IndicatorValue


def value(day: str, number: str | None, **fields: Any) -> IndicatorValue:
    amount = None if number is None else Decimal(number)
    fields.setdefault("period", "year")
    return IndicatorValue(date=dt.date.fromisoformat(day), value=amount, **fields)


@pytest.mark.parametrize(
    ("unit", "decimals", "number", "text"),
    [
        ("count", 0, "28000", "28.000"),
        ("percent", 1, "43.5", "43,5\u00a0%"),
        ("euro", 2, "1234.5", "1.234,50\u00a0€"),
        ("area", 0, "39", "39\u00a0m²"),
        ("months", 0, "18", "18 Monate"),
        ("weeks", 0, "2", "2 Wochen"),
        ("points", 1, "-3.25", "-3,3 Prozentpunkte"),
    ],
)
def test_number_has_its_unit_and_the_german_format(unit: str, decimals: int, number: str, text: str) -> None:
    assert number_text(Decimal(number), Indicator(unit=unit, decimals=decimals)) == text


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [("exact", "28.000"), ("about", "rund 28.000"), ("over", "über 28.000"), ("under", "unter 28.000")],
)
def test_value_is_as_exact_as_it_is_known(qualifier: str, text: str) -> None:
    assert value_text(value("2023-12-31", "28000", qualifier=qualifier), Indicator()) == text


def test_missing_value_says_why() -> None:
    assert (
        value_text(value("2023-12-31", None, missing="not_yet"), Indicator()) == "noch nicht veröffentlicht"
    )


@pytest.mark.parametrize(
    ("old", "new", "unit", "sentence"),
    [
        ("645", "470", "count", "2024: 470, 27\u00a0% weniger als 2023."),
        ("100", "150", "count", "2024: 150, 50\u00a0% mehr als 2023."),
        ("100", "100", "count", "2024: 100, genauso viel wie 2023."),
        ("10000", "10001", "count", "2024: 10.001, kaum mehr als 2023."),
        ("0", "12", "count", "2024: 12, 12 mehr als 2023."),
        ("12", "0", "count", "2024: 0, 100\u00a0% weniger als 2023."),
        ("40", "43", "percent", "2024: 43\u00a0%, 3 Prozentpunkte mehr als 2023."),
    ],
)
def test_sentence_compares_the_last_two_values(old: str, new: str, unit: str, sentence: str) -> None:
    points = [value("2023-12-31", old), value("2024-12-31", new)]
    assert takeaway(points, Indicator(unit=unit)) == sentence


def test_sentence_names_key_dates_in_full() -> None:
    points = [value(f"{year}-12-31", number, period="day") for year, number in ((2023, "10"), (2024, "20"))]
    assert takeaway(points, Indicator()) == "31.12.2024: 20, 100\u00a0% mehr als am 31.12.2023."


def test_sentence_about_nothing_is_empty() -> None:
    assert takeaway([], Indicator()) == ""
    assert takeaway([value("2024-12-31", None, missing="not_yet")], Indicator()) == ""


@pytest.mark.parametrize(
    "points",
    [
        [value("2024-12-31", "470")],
        [value("2023-12-31", "645", qualifier="about"), value("2024-12-31", "470")],
        [value("2023-12-31", "645"), value("2024-12-31", "470", series_break=True)],
        [value("2023-12-31", "645", period="day"), value("2024-12-31", "470")],
        [
            value("2022-12-31", "645"),
            value("2023-12-31", None, missing="not_collected", series_break=True),
            value("2024-12-31", "470"),
        ],
    ],
)
def test_sentence_compares_nothing_that_cannot_be_compared(points: list[IndicatorValue]) -> None:
    assert takeaway(points, Indicator()) == "2024: 470."


def test_sentence_skips_values_that_are_missing_at_the_end() -> None:
    points = [value("2023-12-31", "645"), value("2024-12-31", None, missing="not_yet")]
    assert takeaway(points, Indicator()) == "2023: 645."


def test_figure_takes_its_latest_value_from_the_whole_and_not_from_a_group() -> None:
    shown = figure(
        Indicator(),
        [value("2023-12-31", "7"), value("2024-12-31", "30", group_id=1), value("2022-12-31", "5")],
    )
    assert shown.latest_text == "7"
    assert [one.date.year for one in shown.values] == [2022, 2023, 2024]
    assert [one.date.year for one in shown.points] == [2022, 2023]


def test_numbers_follow_the_language() -> None:
    with translation.override("en"):
        assert number_text(Decimal("1234.5"), Indicator(unit="percent", decimals=1)) == "1,234.5\u00a0%"
