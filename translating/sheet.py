"""A table in Excel for translators who work without a translation program."""

import io
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.escape import unescape

from core.control_signs import without_control_signs
from core.uploads import tables
from core.uploads.refusal import RefusedError
from translating.reads import MOST_UNITS, Read, fits, other_language
from translating.units import Unit

# The headings belong to the format, so they are the same in every language.
HEADINGS = ("Schlüssel", "Eintrag", "Feld", "Stand", "Deutsch", "Übersetzung", "Passt noch (x)")
KEY, GERMAN, TEXT, FITS = 0, 4, 5, 6
_MOST_COLUMNS = 30  # translators may add some of their own
_WIDTHS = (14, 30, 18, 14, 60, 60, 16)


def write(units: Iterable[Unit], language: str) -> bytes:
    """One row for each text. The name of the sheet is the language."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = language
    sheet.append(HEADINGS)
    for unit in units:
        cells = (unit.key, unit.title, unit.field, unit.state.label, unit.german, unit.text, "")
        sheet.append([without_control_signs(str(cell)) for cell in cells])
    order = 2 if get_language_info(language)["bidi"] else 1
    for row in sheet.iter_rows(min_row=2):
        for number, cell in enumerate(row):
            # A text that begins with "=" is a text.
            cell.data_type = "s"
            reading = order if number == TEXT else 1
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=reading)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E4EEF0")
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFG"[number]].width = width
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes, language: str) -> list[Read]:
    """The rows of a file; raises RefusedError."""
    title, rows = tables.from_workbook(content, language, MOST_UNITS + 1, _MOST_COLUMNS)
    if not fits(title, language):
        raise RefusedError(other_language(title, language))
    heading, *rows = rows or [()]
    if heading[: len(HEADINGS)] != HEADINGS:
        raise RefusedError(
            _("The columns are not those of the export: %(names)s.") % {"names": ", ".join(HEADINGS)}
        )
    if not rows:
        raise RefusedError(_("The file holds no texts."))
    return [_read_row(number, row) for number, row in enumerate(rows, start=2) if any(row)]


def _read_row(number: int, row: tables.Line) -> Read:
    cells = ["" if cell is None else unescape(str(cell)) for cell in (*row, *[None] * len(HEADINGS))]
    is_confirmed = cells[FITS].strip().lower() in ("x", "ja")
    is_text = not isinstance((*row, *[None] * len(HEADINGS))[TEXT], bool | date | time | timedelta)
    if not is_text or cells[TEXT] in ERROR_CODES:
        problem = _("The cell holds a date or the error of a formula, not a text.")
        return Read(number, cells[KEY].strip(), "", is_confirmed, cells[GERMAN], problem)
    return Read(number, cells[KEY].strip(), cells[TEXT], is_confirmed, cells[GERMAN])
