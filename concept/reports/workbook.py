"""The tables of a report as a workbook: everything that can be counted or sorted, one sheet a kind."""

import datetime as dt
import io
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from concept.reports.figures import Part
from concept.reports.richtext import plain
from concept.reports.snapshot import Snapshot
from core.spreadsheets import harmless

Rows = Iterable[list[Any]]
_HEAD = Font(bold=True, color="FFFFFF")
_FILL = PatternFill("solid", fgColor="034454")
_TOP = Alignment(vertical="top", wrap_text=True)
WIDEST = 60
# A cell of a spreadsheet holds no more signs than this.
LONGEST = 32000


def xlsx(snapshot: Snapshot) -> bytes:
    """The same tables for the same snapshot. Formulae are escaped; values are numbers, days are dates."""
    book = Workbook(write_only=True)
    words, report = snapshot["labels"], snapshot["report"]
    as_of = dt.datetime.fromisoformat(report["as_of"])
    book.properties.title = report["title"]
    book.properties.creator = report["publisher"]
    book.properties.created = book.properties.modified = as_of
    _sheet(book, words["report"], [words["report"], report["title"]], _about(snapshot))
    for title, columns, rows in _TABLES:
        _sheet(book, words[title], [words[column] for column in columns], rows(snapshot))
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def _sheet(book: Workbook, name: str, head: list[str], rows: Rows) -> None:
    """A table with a heading that stays when one scrolls, filters, and columns as wide as their words."""
    lines = [[_cell(value) for value in row] for row in rows]
    sheet: Any = book.create_sheet(name[:31])
    for number, title in enumerate(head, start=1):
        longest = max([len(title) + 2, *(len(str(row[number - 1])) for row in lines)])
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, longest + 1)
    sheet.freeze_panes = "A2"
    if lines:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(lines) + 1}"
    sheet.append([_styled(sheet, title, font=_HEAD, fill=_FILL) for title in head])
    for row in lines:
        sheet.append([_styled(sheet, value, alignment=_TOP) for value in row])


def _styled(sheet: Any, value: Any, **styles: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None else value
    return harmless(value)[:LONGEST]


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _yes(snapshot: Snapshot, value: bool) -> str:
    words = snapshot["labels"]
    return str(words["yes"] if value else words["no"])


def _about(snapshot: Snapshot) -> Rows:
    report, version, words = snapshot["report"], snapshot["version"], snapshot["labels"]
    yield [words["period"], report["period_text"]]
    yield [words["as_of"], report["as_of_text"]]
    yield [words["published_by"], report["publisher"]]
    if version:
        yield [words["version"], version["number"]]
        yield [words["adopted_by"], version["adopted_by"]]
        yield [words["adopted_on"], version["adopted_on_text"]]
        yield [words["decision"], version["decision"]]
        yield [words["reason"], version["reason"]]
    else:
        yield [words["status"], words["not_agreed"]]
    for fact in snapshot["glance"]:
        yield [fact["name"], f"{fact['number']} ({fact['note']})" if fact["note"] else fact["number"]]
    for text in snapshot["made"]:
        yield [words["note"], text]


def _names(snapshot: Snapshot, keys: Iterable[str | None]) -> str:
    known = snapshot["organisations"]
    return ", ".join(known[key]["name"] for key in keys if key in known)


def _field_names(snapshot: Snapshot, part: Part) -> str:
    names = {one["slug"]: one["name"] for one in snapshot["fields"]}
    return ", ".join(names[slug] for slug in part["fields"])


def _measures(snapshot: Snapshot) -> Rows:
    for one in snapshot["measures"]:
        time = " – ".join(filter(None, (one["starts_text"], one["ends_text"])))
        yield [
            one["title"], _field_names(snapshot, one), one["progress_text"], _names(snapshot, [one["lead"]]),
            _names(snapshot, one["organisations"]), ", ".join(one["funding"]), time,
            _yes(snapshot, one["is_example"]),
        ]  # fmt: skip


def _years(snapshot: Snapshot) -> Rows:
    for one in snapshot["measures"]:
        for year in one["years"]:
            yield [
                one["title"], int(year["year"]), year["done"], year["figures"], year["next_steps"],
                year["source"],
            ]  # fmt: skip


def _values(snapshot: Snapshot) -> Rows:
    for one in snapshot["indicators"]:
        for value in one["values"]:
            yield [
                one["name"], value["period_text"], _date(value["date"]), value["group_text"],
                _number(value["value"]), value["value_text"], one["unit_text"], value["status_text"],
                value["correction_reason"], value["source_name"] or one["source_name"], value["source_url"],
                _date(value["as_of"]), value["note"], _yes(snapshot, one["is_example"]),
            ]  # fmt: skip


def _targets(snapshot: Snapshot) -> Rows:
    for one in snapshot["indicators"]:
        for target in one["targets"]:
            yield [
                one["name"], int(target["year"]), _number(target["value"]), target["value_text"],
                target["note"], _yes(snapshot, target["is_example"]),
            ]  # fmt: skip


def _goals(snapshot: Snapshot) -> Rows:
    names = {one["slug"]: one["name"] for one in snapshot["fields"]}
    for goal in snapshot["goals"]:
        own = [one["title"] for one in snapshot["approaches"] if one["goal"] == goal["slug"]]
        yield [
            names[goal["field"]], int(goal["number"]), goal["title"], "; ".join(own),
            _yes(snapshot, goal["is_example"]),
        ]  # fmt: skip


def _meetings(snapshot: Snapshot) -> Rows:
    for one in snapshot["bodies"]:
        for meeting in one["meetings"]:
            yield [
                one["name"], _date(meeting["date"]), meeting["date_text"], meeting["title"],
                plain(meeting["dealt_with"]), meeting["url"],
            ]  # fmt: skip


# Title of the sheet, titles of the columns (all by their names among the labels), and the rows.
_TABLES: tuple[tuple[str, tuple[str, ...], Callable[[Snapshot], Rows]], ...] = (
    ("measures",
     ("measure", "action_field", "progress", "lead", "partners", "funding", "running_time", "example"),
     _measures),
    ("reported", ("measure", "year", "done", "figures_reached", "next_steps", "source"), _years),
    ("figures",
     ("indicator", "when", "date", "group", "number", "value", "unit", "status", "reason", "source",
      "address", "published", "note", "example"),
     _values),
    ("targets", ("indicator", "year", "number", "target", "note", "example"), _targets),
    ("goals", ("action_field", "number", "goal", "approaches", "example"), _goals),
    ("meetings", ("body", "date", "when", "meeting", "dealt_with", "address"), _meetings),
)  # fmt: skip
