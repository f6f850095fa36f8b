"""Figures in words: units, exactness, the one sentence about a series."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from concept.figures.figures import figure, number_text, takeaway, value_text
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
        ("points", 1, "1", "1,0 Prozentpunkte"),
        ("points", 0, "0.6", "1 Prozentpunkt"),
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


@pytest.mark.parametrize(
    ("language", "numbers", "sentence"),
    [
        ("de", ["645", "470"], "2. Quartal 2024: 470, 27\u00a0% weniger als davor (1. Quartal 2024)."),
        ("de", ["470", "470"], "2. Quartal 2024: 470, genauso viel wie davor (1. Quartal 2024)."),
        (
            "fr",
            ["100", "150"],
            "2e trimestre 2024\u00a0: 150, 50\u00a0% de plus qu’avant (1er trimestre 2024).",
        ),
    ],
)
def test_sentence_names_quarters_without_bending_their_words(
    language: str, numbers: list[str], sentence: str
) -> None:
    points = [
        value(f"2024-{day}", one, period="quarter")
        for day, one in zip(("03-31", "06-30"), numbers, strict=True)
    ]
    with translation.override(language):
        assert takeaway(points, Indicator()) == sentence


def test_sentence_about_nothing_is_empty() -> None:
    assert takeaway([], Indicator()) == ""


@pytest.mark.parametrize(
    ("points", "sentences"),
    [
        (
            [value("2024-12-31", "470")],
            "2024: 470. There is no earlier value to compare with.",
        ),
        (
            [value("2023-12-31", "645", qualifier="about"), value("2024-12-31", "470")],
            "2024: 470.",
        ),
        ([value("2023-12-31", "645", period="day"), value("2024-12-31", "470")], "2024: 470."),
        (
            [value("2023-12-31", "645"), value("2024-12-31", "470", series_break=True)],
            "2024: 470. Since 2023 the way of counting has changed; the values cannot be compared.",
        ),
        (
            [
                value("2022-12-31", "645"),
                value("2023-12-31", None, missing="not_collected", series_break=True),
                value("2024-12-31", "470"),
            ],
            "2024: 470. Since 2022 the way of counting has changed; the values cannot be compared.",
        ),
        (
            [value("2023-12-31", "100"), value("2024-12-31", "150", status="provisional")],
            "2024: 150 (provisional), 50% more than in 2023.",
        ),
        (
            [
                value("2022-12-31", "100"),
                value("2023-12-31", "150"),
                value("2024-12-31", None, missing="not_yet"),
            ],
            "2023: 150, 50% more than in 2022. For 2024 there is no value: not yet published.",
        ),
        ([value("2024-12-31", None, missing="not_collected")], "2024: not collected."),
        (
            [value("2024-03-31", "100", period="quarter"), value("2024-06-30", "150", period="quarter")],
            "2nd quarter 2024: 150, 50% more than before (1st quarter 2024).",
        ),
        (
            [
                value("2024-03-31", "100", period="quarter"),
                value("2024-06-30", "150", period="quarter", series_break=True),
                value("2024-09-30", None, period="quarter", missing="not_yet"),
            ],
            "2nd quarter 2024: 150. 3rd quarter 2024: not yet published.",
        ),
        (
            [value("2015-12-31", "1"), value("2022-12-31", "2", series_break=True), value("2023-12-31", "3")],
            "2023: 3, 50% more than in 2022. Before that, it was counted in another way.",
        ),
        (
            [value("2018-12-31", "645", date_is_uncertain=True), value("2024-12-31", "470")],
            "2024: 470.",
        ),
        (
            [value("2018-12-31", "645", date_is_uncertain=True)],
            "around 2018: 645. There is no earlier value to compare with.",
        ),
    ],
)
def test_sentence_says_what_cannot_be_compared_and_what_is_missing(
    points: list[IndicatorValue], sentences: str
) -> None:
    with translation.override("en"):
        assert takeaway(points, Indicator()) == sentences


def test_sentence_about_a_small_value_does_not_tell_it() -> None:
    small = Indicator(population="all")
    values = [value("2022-12-31", "10"), value("2023-12-31", "12"), value("2024-12-31", "3")]
    with translation.override("en"):
        assert figure(small, values).takeaway == "2023: 12, 20% more than in 2022. 2024: less than 5."
        assert figure(small, values[2:]).takeaway == "2024: less than 5."


def test_sentence_about_a_single_value_before_a_missing_one_is_short() -> None:
    values = [value("2023-12-31", "12"), value("2024-12-31", None, missing="not_yet")]
    with translation.override("en"):
        assert takeaway(values, Indicator()) == "2023: 12. For 2024 there is no value: not yet published."


def test_figure_makes_one_line_of_the_kind_of_period_that_has_more_values() -> None:
    quarters = [value(f"2024-{month}", "1", period="quarter") for month in ("03-31", "06-30")]
    years = [value(f"{year}-12-31", "5") for year in (2021, 2022, 2023)]
    assert figure(Indicator(), quarters + years).points == years
    assert figure(Indicator(), quarters + years[:1]).points == quarters
    assert len(figure(Indicator(), quarters + years).values) == 5


@pytest.mark.parametrize(
    ("numbers", "change"),
    [(["1", "2"], "up"), (["2", "1"], "down"), (["2", "2"], "same"), (["1"], ""), ([], "")],
)
def test_change_has_a_direction(numbers: list[str], change: str) -> None:
    values = [value(f"{2020 + place}-12-31", number) for place, number in enumerate(numbers)]
    assert figure(Indicator(), values).change == change


def test_figure_takes_its_latest_value_from_the_whole_and_not_from_a_group() -> None:
    shown = figure(
        Indicator(),
        [value("2023-12-31", "7"), value("2024-12-31", "30", group_id=1), value("2022-12-31", "5")],
    )
    assert shown.latest_text == "7"
    assert [one.date.year for one in shown.values] == [2022, 2023, 2024]
    assert [point.date.year for point in shown.points] == [2022, 2023]


def test_numbers_follow_the_language() -> None:
    with translation.override("en"):
        assert number_text(Decimal("1234.5"), Indicator(unit="percent", decimals=1)) == "1,234.5%"
