"""Reading indicator values and targets from CSV, XLSX or JSON: rows as `concept.tables` writes them, and
each mistake with its row and column. Nothing here looks into the database.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from concept.tables.cells import MistakeError, read_cell
from concept.tables.tables import Cell, Column, Row, Table, key_of, unescaped
from core import workbooks

# Far more than the city has; a file with more is a mistake.
MOST_BYTES, MOST_ROWS = 5_000_000, 20_000


@dataclass(frozen=True)
class CellError:
    """`row` as a spreadsheet counts, the heading being 1 (in JSON: the number of the entry); 0 and "" where
    a mistake has no place.
    """

    row: int
    column: str
    message: str


@dataclass
class Reading:
    """`rows` are those without mistakes, with their numbers; each has just the columns that the file has."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)

    def fail(self, message: str, row: int = 0, column: str = "") -> None:
        self.errors.append(CellError(row, column, message))


def read(content: bytes, file_name: str, table: Table) -> Reading:
    """The rows of `table` in a file; its kind is told by the ending of the name. Raises nothing."""
    reading = Reading()
    if len(content) > MOST_BYTES:
        reading.fail(_("The file is too large."))
        return reading
    try:
        heading, lines, is_german = _lines(content, file_name.lower(), table)
    except MistakeError as mistake:
        reading.fail(str(mistake))
        return reading
    _read_lines(reading, heading, lines, table, is_german)
    return reading


# --- The three formats ------------------------------------------------------------------------------

Lines = list[tuple[int, Sequence[Any]]]


def _lines(content: bytes, name: str, table: Table) -> tuple[list[str], Lines, bool]:
    """The heading, the numbered lines below it, and whether numbers are written as in Germany."""
    if name.endswith(".json"):
        return *_from_json(content, table), False
    if name.endswith(".xlsx"):
        return *_split(_from_xlsx(content, table)), True
    if name.endswith((".csv", ".txt")):
        return _from_csv(content)
    raise MistakeError(_("Only files that end in .csv, .xlsx or .json can be read."))


def _split(records: Sequence[Sequence[Any]]) -> tuple[list[str], Lines]:
    if not records:
        raise MistakeError(_("The file is empty."))
    heading = ["" if cell is None else str(cell).strip().lower() for cell in records[0]]
    while heading and not heading[-1]:
        heading.pop()
    plain = ([unescaped(cell) if isinstance(cell, str) else cell for cell in row] for row in records[1:])
    return heading, list(enumerate(plain, start=2))


def _from_csv(content: bytes) -> tuple[list[str], Lines, bool]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MistakeError(_("Save the file as “CSV UTF-8”.")) from error
    is_german = ";" in text.split("\n", 1)[0]
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if is_german else ","))
    except csv.Error as error:
        raise MistakeError(_("This is not a table in CSV form.")) from error
    return *_split(records), is_german


def _from_xlsx(content: bytes, table: Table) -> list[Sequence[Any]]:
    try:
        with workbooks.opened(content) as book:
            sheet = book[table.name] if table.name in book.sheetnames else book.worksheets[0]
            return list(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=50))
    except workbooks.UnreadableError as error:
        raise MistakeError(str(error) or _("This is not a workbook in XLSX form.")) from error


def _from_json(content: bytes, table: Table) -> tuple[list[str], Lines]:
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise MistakeError(_("This is not a file in JSON form.")) from error
    rows = found.get(table.name) if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MistakeError(_("The file has no list “%(name)s”.") % {"name": table.name})
    heading = list(dict.fromkeys(name for row in rows for name in row)) or table.names
    return heading, [(number, [row.get(name) for name in heading]) for number, row in enumerate(rows, 1)]


# --- From cells to rows -----------------------------------------------------------------------------


def _read_lines(reading: Reading, heading: list[str], lines: Lines, table: Table, is_german: bool) -> None:
    for name in heading:
        if name not in table.names:
            reading.fail(_("There is no column of this name."), 1, name)
        elif heading.count(name) > 1:
            reading.fail(_("This column stands there twice."), 1, name)
    for column in table.columns:
        if column.is_required and column.name not in heading:
            reading.fail(_("This column is missing."), 1, column.name)
    if len(lines) > MOST_ROWS:
        reading.fail(_("The file has too many rows."))
    if reading.errors:
        return
    seen: dict[tuple[Cell, ...], int] = {}
    columns = [table.column(name) for name in heading]
    for number, cells in lines:
        if any(cell not in (None, "") for cell in cells):
            _read_line(reading, number, cells, columns, table, is_german, seen)


def _read_line(
    reading: Reading,
    number: int,
    cells: Sequence[Any],
    columns: list[Column],
    table: Table,
    is_german: bool,
    seen: dict[tuple[Cell, ...], int],
) -> None:
    row: Row = {}
    before = len(reading.errors)
    if any(cell not in (None, "") for cell in cells[len(columns) :]):
        reading.fail(_("There are more cells than headings."), number)
    padded = [*cells, *[None] * (len(columns) - len(cells))]
    for column, cell in zip(columns, padded, strict=False):
        try:
            row[column.name] = read_cell(cell, column, is_german)
        except MistakeError as mistake:
            reading.fail(str(mistake), number, column.name)
    if len(reading.errors) == before:
        for name, message in _contradictions(row):
            reading.fail(message, number, name)
        key = key_of({**{name: table.column(name).default for name in table.key}, **row}, table)
        if key in seen:
            words = _("The same value stands in row %(row)s already.") % {"row": seen[key]}
            reading.fail(words, number, table.key[0])
        seen.setdefault(key, number)
    if len(reading.errors) == before:
        reading.rows.append((number, row))


def _contradictions(row: Row) -> Iterable[tuple[str, str]]:
    """What the database would refuse, said beforehand; columns that the file lacks are not judged."""
    if "missing" in row and (row.get("value") is None) != bool(row["missing"]):
        yield "missing", _("Give a value, or the reason why it is missing.")
    if row.get("status") == "corrected" and row.get("correction_reason") == "":
        yield "correction_reason", _("Say why the value was corrected.")
