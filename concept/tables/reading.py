"""Reading indicator values and targets from CSV, XLSX or JSON: rows as `concept.tables` writes them, and
each mistake with its row and column. Nothing here looks into the database.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from concept.tables.cells import MistakeError, read_cell
from concept.tables.tables import WORDS, Cell, Column, Row, Table, key_of
from core.spreadsheets import unescaped
from core.uploads import tables as uploads
from core.uploads.refusal import RefusedError

# Far more than the city has; a file with more is a mistake.
MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 5_000_000, 20_000, 50
# Nobody reads on.
MOST_ERRORS = 200


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
    try:
        if len(content) > MOST_BYTES:
            raise RefusedError(_("The file is too large."))
        heading, lines, is_german = _lines(content, file_name.lower(), table)
    except RefusedError as error:
        reading.fail(str(error))
    else:
        _read_lines(reading, heading, lines, table, is_german)
    return reading


# --- The three formats ------------------------------------------------------------------------------

Lines = list[tuple[int, Sequence[Any]]]


def _lines(content: bytes, name: str, table: Table) -> tuple[list[str], Lines, bool]:
    """The heading, the numbered lines below it, and whether numbers are written as in Germany."""
    if name.endswith(".json"):
        return *_from_json(content, table), False
    if name.endswith(".xlsx"):
        return *_split(uploads.from_workbook(content, table.name, MOST_ROWS + 1, MOST_COLUMNS)[1]), True
    if name.endswith((".csv", ".txt")):
        separator, lines = uploads.from_csv(content, MOST_ROWS + 1, MOST_COLUMNS)
        return *_split(lines), separator != ","
    raise RefusedError(_("Only files that end in .csv, .xlsx or .json can be read."))


def _split(records: Sequence[Sequence[Any]]) -> tuple[list[str], Lines]:
    if not records:
        raise RefusedError(_("The file is empty."))
    heading = ["" if cell is None else str(cell).strip().lower() for cell in records[0]]
    plain = ([unescaped(cell) if isinstance(cell, str) else cell for cell in row] for row in records[1:])
    return heading, list(enumerate(plain, start=2))


def _from_json(content: bytes, table: Table) -> tuple[list[str], Lines]:
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise RefusedError(_("This is not a file in JSON form.")) from error
    rows = found.get(table.name) if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RefusedError(_("The file has no list “%(name)s”.") % {"name": table.name})
    if len(rows) > MOST_ROWS:
        raise RefusedError(_("The file has too many rows."))
    heading: dict[str, None] = {}
    for row in rows:
        heading |= dict.fromkeys(row)
        if len(heading) > MOST_COLUMNS:
            raise RefusedError(_("The file has too many columns."))
    names = list(heading) or table.names
    lines: Lines = [(number, [row.get(name) for name in names]) for number, row in enumerate(rows, 1)]
    # Half a pair of surrogates can be written in JSON, but not be stored or shown.
    return [name.encode(errors="replace").decode() for name in names], lines


# --- From cells to rows -----------------------------------------------------------------------------


def _read_lines(reading: Reading, heading: list[str], lines: Lines, table: Table, is_german: bool) -> None:
    for name in heading:
        if name in WORDS.values():
            continue
        if name not in table.names:
            reading.fail(_("There is no column of this name."), 1, name)
        elif heading.count(name) > 1:
            reading.fail(_("This column stands there twice."), 1, name)
    for column in table.columns:
        if column.is_required and column.name not in heading:
            reading.fail(_("This column is missing."), 1, column.name)
    if reading.errors:
        return
    seen: dict[tuple[Cell, ...], int] = {}
    columns = [None if name in WORDS.values() else table.column(name) for name in heading]
    for number, cells in lines:
        if len(reading.errors) >= MOST_ERRORS:
            reading.fail(_("There are more mistakes. Mend these first."))
            return
        if any(cell not in (None, "") for cell in cells):
            _read_line(reading, number, cells, columns, table, is_german, seen)


def _read_line(
    reading: Reading,
    number: int,
    cells: Sequence[Any],
    columns: list[Column | None],
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
        if column is None:
            continue
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
