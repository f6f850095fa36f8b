"""Tables that people open with a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from core.control_signs import without_control_signs

# What a spreadsheet would take for a formula, also after space and in the wide signs of Asian keyboards; an
# apostrophe before it, or before that, keeps it text.
_FORMULA = re.compile(r"'*(\s*[=+\-@＝＋－＠]|[\t\r])")


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; `unescaped` gives it back without control signs."""
    text = without_control_signs(text)
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """The file `name` (UTF-8 with a mark that spreadsheets need, semicolons as in Germany); all cells
    harmless.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
