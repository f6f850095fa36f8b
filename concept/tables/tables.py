"""The one tabular form of indicator values and targets: what exports write and imports read.

Column names and keys are machine words in English, texts are German. A row is a dict of columns to values:
`str`, `Decimal`, `date`, `bool`, `int`, or None where there is nothing. `exchange_reading` reads it back.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from openpyxl import Workbook

from concept.models import Group, Indicator, IndicatorTarget, IndicatorValue
from core.spreadsheets import harmless

Cell = str | Decimal | date | bool | int | None
Row = dict[str, Cell]


class Kind(Enum):
    SLUG = "slug"
    TEXT = "text"
    ADDRESS = "address"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    YEAR = "year"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    default: Cell = ""
    choices: tuple[str, ...] = ()
    longest: int = 0  # characters; 0: no limit


@dataclass(frozen=True)
class Table:
    """`key` names the columns that tell one row from another."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        return next(one for one in self.columns if one.name == name)


def _choice(name: str, choices: Any, **options: Any) -> Column:
    return Column(name, Kind.CHOICE, choices=tuple(choices.values), **options)


# What says in words, for people who open a file, what a column means; it is not read.
WORDS = {"indicator": "indicator_name", "group": "group_name", "value": "unit"}

VALUES = Table(
    "values",
    (
        Column("indicator", Kind.SLUG, is_required=True),
        Column("date", Kind.DATE, is_required=True, default=None),
        _choice("period", IndicatorValue.Period, is_required=True),
        Column("group", Kind.SLUG),
        Column("value", Kind.NUMBER, default=None),
        _choice("qualifier", IndicatorValue.Qualifier, default="exact"),
        _choice("missing", IndicatorValue.Missing),
        _choice("status", IndicatorValue.Status, default="final"),
        Column("correction_reason", longest=240),
        Column("series_break", Kind.FLAG, default=False),
        Column("source_name", longest=240),
        Column("source_url", Kind.ADDRESS, longest=400),
        Column("as_of", Kind.DATE, default=None),
        Column("note", longest=300),
        Column("date_is_uncertain", Kind.FLAG, default=False),
    ),
    key=("indicator", "period", "date", "group"),
)
TARGETS = Table(
    "targets",
    (
        Column("indicator", Kind.SLUG, is_required=True),
        Column("year", Kind.YEAR, is_required=True, default=None),
        Column("value", Kind.NUMBER, is_required=True, default=None),
        Column("is_example", Kind.FLAG, default=False),
        Column("note", longest=300),
    ),
    key=("indicator", "year"),
)


def _with_words(table: Table) -> Table:
    columns: list[Column] = []
    for column in table.columns:
        columns += [column, Column(WORDS[column.name])] if column.name in WORDS else [column]
    return Table(table.name, tuple(columns), table.key)


# As people download them.
PUBLIC_VALUES, PUBLIC_TARGETS = _with_words(VALUES), _with_words(TARGETS)


# --- Rows -------------------------------------------------------------------------------------------


def value_row(value: IndicatorValue) -> Row:
    """No query where `indicator` and `group` are loaded. What visitors get has gone through
    `concept.suppression` before: this function hides nothing.
    """
    row: Row = {column.name: getattr(value, column.name) for column in VALUES.columns}
    return row | {
        "indicator": value.indicator.slug,
        "group": value.group.slug if value.group else "",
        "value": _plain(value.value),
    }


def in_words(row: Row, indicator: Indicator, group: Group | None = None) -> Row:
    """The row with what `PUBLIC_VALUES` and `PUBLIC_TARGETS` say besides, in the active language."""
    names = {"indicator_name": indicator.name, "unit": str(indicator.get_unit_display())}
    return {**row, **names} | ({"group_name": group.name if group else ""} if "group" in row else {})


def target_row(target: IndicatorTarget) -> Row:
    row: Row = {column.name: getattr(target, column.name) for column in TARGETS.columns}
    return row | {"indicator": target.indicator.slug, "value": _plain(target.value)}


def key_of(row: Row, table: Table) -> tuple[Cell, ...]:
    return tuple(row.get(name) for name in table.key)


def changes(stored: Row, given: Row) -> dict[str, tuple[Cell, Cell]]:
    """By column what differs: (as it is, as given). Columns that `given` does not have stay as they are.

    A public file says "suppressed" in place of a small value; that is no statement about the value, so such
    a row changes nothing of a stored one that has a value.
    """
    hidden = given.get("missing") == IndicatorValue.Missing.SUPPRESSED and given.get("value") is None
    if hidden and stored.get("value") is not None:
        return {}
    return {name: (stored.get(name), cell) for name, cell in given.items() if stored.get(name) != cell}


def _plain(number: Decimal | None) -> Decimal | None:
    """Without zeros at the end: 28000, 43.5."""
    if number is None:
        return None
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


# --- Files ------------------------------------------------------------------------------------------

_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def to_csv(rows: Iterable[Row], table: Table, *, for_excel: bool = False) -> str:
    """RFC 4180 with commas and decimal points; `for_excel` with a byte order mark, semicolons and decimal
    commas, as a German spreadsheet wants it.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerow(table.names)
    for row in rows:
        cells = (_csv_cell(row.get(name), "," if for_excel else ".") for name in table.names)
        writer.writerow(cells)
    return ("\ufeff" if for_excel else "") + out.getvalue()


def _csv_cell(cell: Cell, point: str) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            text = f"{cell:f}"
            # Three places are taken for thousands by many; four are not.
            return (
                f"{text}0" if point == "." and _LIKE_THOUSANDS.fullmatch(text) else text.replace(".", point)
            )
        case date():
            return cell.isoformat()
        case str():
            return harmless(cell)
    return str(cell)


def json_row(row: Row) -> dict[str, Any]:
    """Ready for json.dumps: numbers as numbers, dates as ISO text."""
    return {name: _json_cell(cell) for name, cell in row.items()}


def _json_cell(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        # At most 14 digits: the shortest text of the float is the number itself.
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def to_json(tables: Iterable[tuple[Table, Iterable[Row]]], about: dict[str, Any] | None = None) -> str:
    """One object: what `about` says, then each table by its name as a list of rows."""
    rows = {table.name: [json_row(row) for row in rows] for table, rows in tables}
    return json.dumps({**(about or {}), **rows}, ensure_ascii=False, indent=1)


def to_xlsx(tables: Sequence[tuple[Table, Iterable[Row]]]) -> bytes:
    """A workbook with one sheet a table, named like it."""
    book = Workbook(write_only=True)
    for table, rows in tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        sheet.append(table.names)
        for row in rows:
            sheet.append([_xlsx_cell(row.get(name)) for name in table.names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(cell: Cell) -> Cell:
    return harmless(cell) or None if isinstance(cell, str) else cell
