"""Tables that are uploaded, as CSV or as a workbook (.xlsx): their rows, within bounds."""

import csv
import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from core.uploads import xml
from core.uploads.refusal import RefusedError

Line = tuple[Any, ...]

MOST_BYTES_UNPACKED = 30_000_000
MOST_PARTS = 1_000
# The elements of a workbook that cells are made of cost little; of each other one, openpyxl makes an object.
_CELLS = frozenset(
    f"{space}{name}"
    for space in ("", "x:")
    for name in ("row", "c", "v", "f", "is", "si", "t")
)  # fmt: skip
_MOST_OF_CELLS, _MOST_OTHERS = 600_000, 60_000


def from_workbook(content: bytes, name: str, most_rows: int, most_columns: int) -> tuple[str, list[Line]]:
    """The title and the rows of the sheet with this name, or of the first one. Raises RefusedError."""
    try:
        _look_into(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = {sheet.title: sheet for sheet in reversed(book.worksheets)}
            sheet = sheets[name] if name in sheets else book.worksheets[0]
            rows = sheet.iter_rows(values_only=True, max_row=most_rows + 1, max_col=most_columns + 1)
            return sheet.title, _bounded(rows, most_rows, most_columns)
    except RefusedError:
        raise
    except Exception as error:  # openpyxl raises many kinds on broken files
        raise RefusedError(_("This is no readable Excel file (.xlsx).")) from error


def from_csv(content: bytes, most_rows: int, most_columns: int) -> tuple[str, list[Line]]:
    """The separator of the columns (semicolon, comma or tab) and the rows. Raises RefusedError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(_("Save the file as “CSV UTF-8”.")) from error
    if said := re.match(r"sep=([;,\t])\r?\n", text):
        text = text[said.end() :]
    first = text.split("\n", 1)[0]
    separator = said[1] if said else next((sign for sign in ";\t" if sign in first), ",")
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return separator, _bounded(rows, most_rows, most_columns)
    except csv.Error as error:
        raise RefusedError(_("This is not a table in CSV form.")) from error


def _bounded(rows: Iterable[Sequence[Any]], most_rows: int, most_columns: int) -> list[Line]:
    """The rows up to the last one that says anything, each up to its last cell that does."""
    found: list[Line] = []
    for row in itertools.islice(rows, most_rows + 1):
        last = next((number for number in range(len(row), 0, -1) if row[number - 1] not in (None, "")), 0)
        if last > most_columns:
            raise RefusedError(_("The file has too many columns."))
        found.append(tuple(row[:last]))
    while found and not found[-1]:
        found.pop()
    if len(found) > most_rows:
        raise RefusedError(_("The file has too many rows."))
    return found


def _look_into(content: bytes) -> None:
    """Refuse what grows when it is unpacked, and parts whose XML declares entities or is endless."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
            raise RefusedError(_("The file is too large."))
        for part in parts:
            with package.open(part) as file:
                try:
                    xml.look(file, _MOST_OTHERS, _CELLS, _MOST_OF_CELLS)
                except (expat.ExpatError, LookupError, ValueError):
                    # A picture, for example; but what is to be read as XML must be XML here, too.
                    if part.filename.lower().endswith((".xml", ".rels")):
                        raise
