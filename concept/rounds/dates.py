"""Dates as people know them: "2019", "März 2019", "Herbst 2023", "1.3.2019"."""

import re
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core.models import Precision, format_date

_MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember",
)  # fmt: skip
# A season stands in the database as its middle month.
_SEASONS = {"winter": 1, "frühling": 4, "frühjahr": 4, "sommer": 7, "herbst": 10}
_FIRST, _LAST = 1950, 2100


class DateError(ValueError):
    """What cannot be read; the text says how to write it."""


def read(text: str) -> tuple[date, str]:
    """The first day of what is meant, and how exact it is. Raises DateError."""
    plain = re.sub(r"\s+", " ", text.strip().lower())
    found: tuple[date, str] | None = None
    try:
        if match := re.fullmatch(r"(\d{4})", plain):
            found = date(int(match[1]), 1, 1), Precision.YEAR
        elif match := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", plain):
            found = date(int(match[3]), int(match[2]), int(match[1])), Precision.DAY
        elif match := re.fullmatch(r"(\d{1,2})[./] ?(\d{4})", plain):
            found = date(int(match[2]), int(match[1]), 1), Precision.MONTH
        elif match := re.fullmatch(r"(?:(\d{1,2})\. ?)?([a-zäöü]+)\.? (\d{4})", plain):
            found = _with_word(match[1], match[2], int(match[3]))
    except ValueError:
        found = None
    if found is None or not _FIRST <= found[0].year <= _LAST:
        raise DateError(
            _("“%(text)s” is no date. Examples: 2019, März 2019, 1.3.2019.") % {"text": text.strip()}
        )
    return found


def _with_word(day: str | None, word: str, year: int) -> tuple[date, str] | None:
    months = [number for number, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    if months:
        return date(year, months[0], int(day or 1)), Precision.DAY if day else Precision.MONTH
    if word in _SEASONS and not day:
        return date(year, _SEASONS[word], 1), Precision.SEASON
    return None


def write(day: date | None, precision: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return format_date(day, Precision(precision))
