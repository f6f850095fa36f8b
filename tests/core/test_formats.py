"""Dates and numbers in every language: its own names, and the digits of letters and forms."""

import re
from datetime import date, time

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import formats, translation

from core.content.calendar_names import WEEKDAYS, WEEKDAYS_SHORT
from core.content.dates import Precision, format_date

LANGUAGES = [code for code, _name in settings.LANGUAGES]
DAY = date(2024, 10, 8)


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_are_those_of_letters_and_forms(language: str) -> None:
    with translation.override(language):
        shown = [
            *(format_date(DAY, precision) for precision in (Precision.DAY, Precision.MONTH, Precision.YEAR)),
            formats.date_format(DAY, "SHORT_DATE_FORMAT"),
            formats.date_format(DAY, "MONTH_DAY_FORMAT"),
            formats.time_format(time(9, 30)),
            Template("{{ n|floatformat:'1g' }} {{ n }}").render(Context({"n": 1234.5})),
        ]
    digits = set(re.findall(r"\d", "".join(shown)))
    assert digits <= set("0123456789"), shown
    assert "2024" in shown[0]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in ("de", "de-simple", "en")])
def test_names_of_months_and_days_are_in_the_language(language: str) -> None:
    with translation.override("en"):
        english = {formats.date_format(DAY, "F"), *map(str, WEEKDAYS), *map(str, WEEKDAYS_SHORT)}
    with translation.override("de"):
        german = {formats.date_format(DAY, "F"), *map(str, WEEKDAYS)}
    with translation.override(language):
        own = {formats.date_format(DAY, "F"), *map(str, WEEKDAYS), *map(str, WEEKDAYS_SHORT)}
    assert own & (english | german) == set()


def test_easy_german_uses_german_dates() -> None:
    with translation.override("de-simple"):
        assert format_date(DAY) == "8. Oktober 2024"
        assert str(WEEKDAYS[0]) == "Montag"


def test_english_puts_the_day_first_and_counts_24_hours() -> None:
    with translation.override("en"):
        assert format_date(DAY) == "8 October 2024"
        assert formats.time_format(time(16, 0)) == "16:00"
