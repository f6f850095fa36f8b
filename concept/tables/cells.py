"""One cell of a file that is read: from what somebody typed to what the column holds."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from concept.tables.tables import Cell, Column, Kind
from core.content.days import validate_day

_MOST_DIGITS = 11
_SLUG = re.compile(r"[-\w]+", re.ASCII)
_GERMAN = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,3})?")
_ENGLISH = re.compile(r"-?\d+(\.\d{1,3}0*)?")
# 28 or 28 thousand? A spreadsheet set to German writes it for both.
_UNCLEAR = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
# Between thousands, or behind the sign; "12 5" is no number.
_SPACE = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))|(?<=^-)\s+")
_FLAGS = {
    "true": True, "yes": True, "ja": True, "wahr": True, "x": True, "1": True,
    "false": False, "no": False, "nein": False, "falsch": False, "0": False,
}  # fmt: skip
_is_address = URLValidator(schemes=["http", "https"])


class MistakeError(ValueError):
    """What is wrong with one cell, in words for staff."""


def without_spaces(number: str) -> str:
    """A number as people type it ("28 000", "- 3") without the spaces that belong to it."""
    return _SPACE.sub("", number.strip())


def read_cell(cell: Any, column: Column, is_german: bool) -> Cell:
    """An empty cell is the column's default; `is_german`: text is "28.000,5". Raises MistakeError."""
    if isinstance(cell, list | dict):
        raise MistakeError(_("Here stands a list where a text or a number is needed."))
    if isinstance(cell, str):
        cell = cell.strip()
    if cell is None or cell == "":
        if column.is_required:
            raise MistakeError(_("This cell must not be empty."))
        return column.default
    match column.kind:
        case Kind.DATE:
            return _date(cell)
        case Kind.NUMBER:
            return _number(cell, is_german)
        case Kind.YEAR:
            return _year(cell)
        case Kind.FLAG:
            return _flag(cell)
    return _text(str(cell), column)


def _text(text: str, column: Column) -> str:
    if any((sign < " " and sign not in "\t\r\n") or "\ud800" <= sign <= "\udfff" for sign in text):
        raise MistakeError(_("There is an invisible sign in this cell."))
    if column.longest and len(text) > column.longest:
        raise MistakeError(_("At most %(number)s characters fit in here.") % {"number": column.longest})
    if column.kind is Kind.SLUG and not _SLUG.fullmatch(text):
        raise MistakeError(_("Only letters, digits and hyphens."))
    if column.kind is Kind.CHOICE:
        text = text.lower()
        if text not in column.choices:
            raise MistakeError(
                _("One of these: %(words)s.") % {"words": ", ".join(filter(None, column.choices))}
            )
    if column.kind is Kind.ADDRESS:
        try:
            _is_address(text)
        except ValidationError as error:
            raise MistakeError(_("This is no address of a page. Example: https://www.it.nrw/")) from error
    return text


def _date(cell: Any) -> date:
    day = cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else _typed(cell)
    try:
        validate_day(day)
    except ValidationError as error:
        raise MistakeError(error.message) from error
    return day


def _typed(cell: Any) -> date:
    text = str(cell)
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        if german:
            day, month, year = map(int, german.groups())
            return date(year, month, day)
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError as error:
        raise MistakeError(_("This is no date. Example: 2024-12-31 or 31.12.2024")) from error


def _number(cell: Any, is_german: bool) -> Decimal:
    if isinstance(cell, bool):
        raise MistakeError(_number_words(is_german))
    if isinstance(cell, int | float | Decimal):
        number = Decimal(cell)
        if not number.is_finite() or number.adjusted() < -30:
            raise MistakeError(_number_words(is_german))
        if number.adjusted() >= _MOST_DIGITS:
            raise MistakeError(_("This number is too large."))
        # A spreadsheet keeps 0.3 as 0.30000000000000004; the largest number that we take has 14 digits.
        text, is_german = f"{Decimal(f'{cell:.14g}') if isinstance(cell, float) else number:f}", False
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = without_spaces(str(cell).replace("\u2212", "-"))
        if not is_german and _UNCLEAR.fullmatch(text):
            raise MistakeError(
                _("“%(text)s” is not clear: thousands or decimal places? Write %(whole)s or %(places)s.")
                % {"text": text, "whole": text.replace(".", ""), "places": f"{text}0"}
            )
    if len(text) > 40 or not (_GERMAN if is_german else _ENGLISH).fullmatch(text):
        raise MistakeError(_number_words(is_german))
    number = Decimal(text.replace(".", "").replace(",", ".") if is_german else text)
    if abs(number) >= 10**_MOST_DIGITS:
        raise MistakeError(_("This number is too large."))
    return number


def _number_words(is_german: bool) -> str:
    example = "28.000,5" if is_german else "28000.5"
    return _("This is no number with three decimal places at most. Example: %(example)s") % {
        "example": example
    }


def _year(cell: Any) -> int:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    if not re.fullmatch(r"\d{4}", text) or not 1990 <= int(text) <= 2100:
        raise MistakeError(_("Give the year with four digits."))
    return int(text)


def _flag(cell: Any) -> bool:
    flag = cell if isinstance(cell, bool) else _FLAGS.get(str(cell).lower())
    if flag is None:
        raise MistakeError(_("Write “true” or “false”."))
    return flag
