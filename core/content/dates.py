"""Dates of which only the month, the season or the year is known."""

from datetime import date

from django.db import models
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("to the day")
    MONTH = "month", _("month and year")
    SEASON = "season", _("season and year")
    YEAR = "year", _("year only")


def format_date(value: date | None, precision: str = Precision.DAY) -> str:
    """`value` as precisely as it is known: "8. Februar 2024", "Dezember 2017", "Herbst 2023", "2009"."""
    if value is None:
        return ""
    if precision == Precision.YEAR:
        return str(value.year)
    if precision == Precision.MONTH:
        return formats.date_format(value, "F Y")
    if precision == Precision.SEASON:
        seasons = (
            gettext("Winter"),
            gettext("Spring"),
            gettext("Summer"),
            gettext("Autumn"),
        )
        return f"{seasons[value.month % 12 // 3]} {value.year}"
    return formats.date_format(value, "DATE_FORMAT")


def precision_field() -> models.CharField:
    return models.CharField(_("date is known"), max_length=6, choices=Precision, default=Precision.DAY)
