"""Dates of which only the month, the season or the year is known."""

import calendar
from datetime import MAXYEAR, date

from django.db import models
from django.utils import formats
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("to the day")
    MONTH = "month", _("month and year")
    SEASON = "season", _("season and year")
    YEAR = "year", _("year only")


def format_date(value: date | None, precision: str = Precision.DAY) -> str:
    """`value` as precisely as it is known: "8. Februar 2024", "Dezember 2017", "Herbst 2023", "2009".

    It begins with a small letter where the language writes months and seasons so within a sentence.
    """
    if value is None:
        return ""
    if precision == Precision.YEAR:
        return str(value.year)
    if precision == Precision.MONTH:
        return formats.date_format(value, "YEAR_MONTH_FORMAT")
    if precision == Precision.SEASON:
        seasons = (
            gettext("winter"),
            gettext("spring"),
            gettext("summer"),
            gettext("autumn"),
        )
        return f"{seasons[value.month % 12 // 3]} {value.year}"
    return _with_first(value, formats.date_format(value, "DATE_FORMAT"))


def format_day_and_month(value: date) -> str:
    """Without the year: "8. Februar", "1er février"."""
    return _with_first(value, formats.date_format(value, "MONTH_DAY_FORMAT"))


def _with_first(value: date, text: str) -> str:
    """French counts the first of a month by an ordinal, the other days by plain numbers."""
    return f"1er{text[1:]}" if value.day == 1 and get_language() == "fr" else text


def shifted(day: date, days: int) -> date:
    """`day` moved by a number of days, but not beyond the first and the last that a date can be."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def period_start(value: date, precision: str) -> date:
    """The first day of the month or year that is known; of a season the day itself."""
    if precision == Precision.YEAR:
        return value.replace(month=1, day=1)
    return value.replace(day=1) if precision == Precision.MONTH else value


def period_end(day: date, precision: str) -> date:
    """The last day of the month, season or year that `day` stands for; winter ends in February."""
    if precision == Precision.DAY:
        return day
    if precision == Precision.YEAR:
        return date(day.year, 12, 31)
    months_left = 0 if precision == Precision.MONTH else 2 - day.month % 12 % 3
    month = day.month + months_left
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1]) if year <= MAXYEAR else date.max


def iso_date(value: date | None, precision: str = Precision.DAY) -> str:
    """For machines, no more precise than it is known: "2026-11-22", "2024-11", "2025" (ISO 8601)."""
    if value is None:
        return ""
    digits = {Precision.YEAR: 4, Precision.MONTH: 7}
    return value.isoformat()[: digits.get(Precision(precision), 10)]


def precision_field() -> models.CharField:
    return models.CharField(_("date is known"), max_length=6, choices=Precision, default=Precision.DAY)
