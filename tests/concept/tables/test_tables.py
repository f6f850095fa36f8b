"""The tabular form: what is exported is read back unchanged, and mistakes have a row and a column."""

import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from concept.models import Group
from concept.tables.reading import MOST_ERRORS, Reading, read
from concept.tables.tables import (
    TARGETS,
    VALUES,
    Row,
    changes,
    target_row,
    to_csv,
    to_json,
    to_xlsx,
    value_row,
)
from core.control_signs import without_control_signs
from core.spreadsheets import harmless, unescaped
from tests.concept import builders as make

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
SLUGS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}", fullmatch=True)
NUMBERS = st.decimals(min_value=-(10**10), max_value=10**10, places=3)
TEXTS = st.builds(
    "{}{}".format,
    st.sampled_from(["", "=", "'", "'=", "''-", "+", "@", "-5", ";", '"', ","]),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=100),
).map(str.strip)


@st.composite
def value_rows(draw: st.DrawFn) -> Row:
    number = draw(st.none() | NUMBERS)
    status = draw(st.sampled_from(["provisional", "final", "corrected"]))
    return {
        "indicator": draw(SLUGS),
        "date": draw(DAYS),
        "period": draw(st.sampled_from(["year", "quarter", "day"])),
        "group": draw(st.just("") | SLUGS),
        "value": number,
        "qualifier": draw(st.sampled_from(["exact", "about", "over", "under"])),
        "missing": "" if number is not None else draw(st.sampled_from(["not_yet", "suppressed"])),
        "status": status,
        "correction_reason": draw(TEXTS) or "=x" if status == "corrected" else draw(TEXTS),
        "series_break": draw(st.booleans()),
        "source_name": draw(TEXTS),
        "source_url": draw(st.sampled_from(["", "https://www.it.nrw/a?b=c&d=1"])),
        "as_of": draw(st.none() | DAYS),
        "note": draw(TEXTS),
        "date_is_uncertain": draw(st.booleans()),
    }


TARGET_ROWS = st.fixed_dictionaries(
    {"indicator": SLUGS, "year": st.integers(1990, 2100), "value": NUMBERS, "is_example": st.booleans(),
     "note": TEXTS}
)  # fmt: skip


def distinct(rows: st.SearchStrategy[Row], *key: str) -> st.SearchStrategy[list[Row]]:
    return st.lists(rows, max_size=6, unique_by=lambda row: tuple(row[name] for name in key))


def written(rows: list[Row], table: Any, form: str) -> bytes:
    match form:
        case "csv":
            return to_csv(rows, table).encode()
        case "excel.csv":
            return to_csv(rows, table, for_excel=True).encode()
        case "json":
            return to_json([(table, rows)], {"title": "x"}).encode()
    return to_xlsx([(table, rows)])


def plain(reading: Reading) -> list[Row]:
    assert reading.errors == []
    return [row for _number, row in reading.rows]


FORMS = pytest.mark.parametrize("form", ["csv", "excel.csv", "json", "xlsx"])


@FORMS
@given(rows=distinct(value_rows(), "indicator", "period", "date", "group"))
def test_values_that_are_exported_are_read_unchanged(form: str, rows: list[Row]) -> None:
    assert plain(read(written(rows, VALUES, form), f"x.{form}", VALUES)) == rows


@FORMS
@given(rows=distinct(TARGET_ROWS, "indicator", "year"))
def test_targets_that_are_exported_are_read_unchanged(form: str, rows: list[Row]) -> None:
    assert plain(read(written(rows, TARGETS, form), f"x.{form}", TARGETS)) == rows


@given(text=TEXTS | st.text())
def test_no_cell_is_a_formula_and_none_changes(text: str) -> None:
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@"))
    assert not harmless(text).startswith(("\t", "\r"))
    assert unescaped(harmless(text)) == without_control_signs(text)


@pytest.mark.parametrize("text", ["\x01=1+1", "\x1f\x0b@SUM(A1)", " =1+1", "\n-1", "＝1+1", "'\x00+1"])
def test_what_hides_a_formula_does_not_help_it(text: str) -> None:
    book = load_workbook(io.BytesIO(to_xlsx([(VALUES, [{"indicator": "kinder", "note": text}])])))

    cells = [
        cell for row in book.active.iter_rows() for cell in row if cell.value not in (None, *VALUES.names)
    ]

    assert [(cell.data_type, cell.value[0]) for cell in cells[1:]] == [("s", "'")]


def test_row_of_a_value_has_keys_and_plain_numbers(db: None) -> None:
    indicator = make.indicator(slug="kinder")
    group = Group.objects.create(slug="frauen", dimension="gender", name="Frauen")
    value = make.value(indicator, "2024-12-31", "43.500", group=group, note="=1", as_of=dt.date(2025, 3, 1))
    value.refresh_from_db()
    row = value_row(value)
    assert list(row) == VALUES.names
    assert to_csv([row], VALUES).splitlines()[1] == (
        "kinder,2024-12-31,day,frauen,43.5,exact,,final,,false,,,2025-03-01,'=1,false"
    )
    assert to_csv([row], VALUES, for_excel=True).splitlines()[1].split(";")[4] == "43,5"
    assert json.loads(to_json([(VALUES, [row])]))["values"][0]["value"] == 43.5


def test_row_of_a_target(db: None) -> None:
    target = make.target(make.indicator(slug="kinder"), 2030, "500", is_example=True)
    assert target_row(target) == {
        "indicator": "kinder", "year": 2030, "value": Decimal(500), "is_example": True, "note": "",
    }  # fmt: skip


def test_workbook_says_what_a_spreadsheet_understands() -> None:
    row: Row = {"indicator": "a", "year": 2030, "value": Decimal("1.5"), "is_example": True, "note": "=1+1"}
    sheet = load_workbook(io.BytesIO(to_xlsx([(TARGETS, [row])])))["targets"]
    assert [cell.value for cell in sheet[2]] == ["a", 2030, 1.5, True, "'=1+1"]


# --- Mistakes ---------------------------------------------------------------------------------------

HEAD = "indicator;date;period;value"


def errors(text: str, table: Any = VALUES, name: str = "x.csv") -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in read(text.encode(), name, table).errors]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("a b;2024-12-31;year;5", (2, "indicator")),
        (";2024-12-31;year;5", (2, "indicator")),
        ("a;31.02.2024;year;5", (2, "date")),
        ("a;2024;year;5", (2, "date")),
        ("a;2025-W01-1;year;5", (2, "date")),
        ("a;20241231;year;5", (2, "date")),
        ("a;2024-12-31;weekly;5", (2, "period")),
        ("a;2024-12-31;year;fünf", (2, "value")),
        ("a;2024-12-31;year;43.5", (2, "value")),
        ("a;2024-12-31;year;1,2345", (2, "value")),
        ("a;2024-12-31;year;999999999999", (2, "value")),
        ("a;2024-12-31;year;5;6", (2, "")),
    ],
)
def test_mistake_has_row_and_column(line: str, place: tuple[int, str]) -> None:
    assert errors(f"{HEAD}\n{line}") == [place]


def test_every_mistake_is_named_and_rows_without_remain() -> None:
    text = f"{HEAD}\na;2024-12-31;year;x\n\nb;2024-12-31;year;5\nc;?;?;5\n"
    reading = read(text.encode(), "x.csv", VALUES)
    assert [(error.row, error.column) for error in reading.errors] == [
        (2, "value"),
        (5, "date"),
        (5, "period"),
    ]
    assert [number for number, _row in reading.rows] == [4]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [(0, "")]),
        ("indicator;date;period", []),
        ("indicator;date", [(1, "period")]),
        ("indicator;date;period;wert", [(1, "wert")]),
        ("indicator;date;period;date", [(1, "date"), (1, "date")]),
    ],
)
def test_heading_is_checked(text: str, places: list[tuple[int, str]]) -> None:
    assert errors(text) == places


@pytest.mark.parametrize(
    ("columns", "cells", "place"),
    [
        ("value;missing", ";", "missing"),
        ("value;missing", "5;not_yet", "missing"),
        ("status;correction_reason", "corrected;", "correction_reason"),
        ("series_break", "vielleicht", "series_break"),
        ("source_url", "javascript:alert(1)", "source_url"),
        ("note", "x" * 301, "note"),
        ("note", "a\x00b", "note"),
    ],
)
def test_what_the_database_refuses_is_said_before(columns: str, cells: str, place: str) -> None:
    text = f"indicator;date;period;{columns}\na;2024-12-31;year;{cells}"
    assert errors(text) == [(2, place)]


def test_the_same_value_twice_is_a_mistake() -> None:
    text = f"{HEAD}\na;2024-12-31;year;5\na;31.12.2024;year;6"
    assert errors(text) == [(3, "indicator")]


@pytest.mark.parametrize(
    ("written_as", "is_german", "number"),
    [
        ("28.000", True, "28000"),
        ("28.000,5", True, "28000.5"),
        ("-0,125", True, "-0.125"),
        ("28 000", True, "28000"),
        ("28.1250", False, "28.125"),
        ("0.125", False, "0.125"),
        ("28.13", False, "28.13"),
        ("28000", False, "28000"),
    ],
)
def test_numbers_as_germans_and_as_machines_write_them(written_as: str, is_german: bool, number: str) -> None:
    by = ";" if is_german else ","
    text = f"{HEAD}\na;2024-12-31;year;{written_as}".replace(";", by)
    assert plain(read(text.encode(), "x.csv", VALUES))[0]["value"] == Decimal(number)


def test_two_numbers_in_a_cell_are_a_mistake() -> None:
    rows = [f"{HEAD}", "a;31.12.2024;year;12 5", "b;31.12.2024;year;1 2 3", "c;31.12.2024;year;28 0000"]
    assert errors("\n".join(rows)) == [(row, "value") for row in (2, 3, 4)]


def test_number_that_may_be_thousands_is_a_mistake_among_commas() -> None:
    """A spreadsheet set to German writes 28 thousand like that into a file with commas."""
    rows = [
        "a,31.12.2023,day,28.000",
        'b,31.12.2023,day,"169,8"',
        "c,31.12.2023,day,-1.234",
        "d,31.12.2023,day,5",
    ]
    assert errors("\n".join([HEAD.replace(";", ","), *rows])) == [(2, "value"), (3, "value"), (4, "value")]


def test_three_decimal_places_are_written_so_that_nobody_takes_them_for_thousands() -> None:
    row: Row = {"indicator": "a", "year": 2030, "value": Decimal("28.125"), "is_example": True, "note": ""}
    assert to_csv([row], TARGETS).splitlines()[1] == "a,2030,28.1250,true,"
    assert to_csv([row], TARGETS, for_excel=True).splitlines()[1] == "a;2030;28,125;true;"


@pytest.mark.parametrize(
    "value",
    [
        "1e999999999", "-1E-999999999", "1e99999999999999999999", "9" * 4000, "NaN", "Infinity", "[1]", "{}",
        '"\\ud800"', '"28.000"', "true",
    ],
)  # fmt: skip
def test_numbers_without_bounds_cost_nothing_in_json(value: str) -> None:
    content = f'[{{"indicator": "a", "date": "2024-12-31", "period": "year", "value": {value}}}]'
    assert len(read(content.encode(), "x.json", VALUES).errors) == 1


@pytest.mark.parametrize("name", ["note", "indicator", "\\ud800"])
def test_half_a_pair_of_surrogates_is_a_mistake(name: str) -> None:
    content = f'[{{"indicator": "a", "date": "2024-12-31", "period": "year", "{name}": "\\udfff"}}]'
    (error,) = read(content.encode(), "x.json", VALUES).errors
    assert f"{error.column} {error.message}".encode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (",".join(f"x{number}" for number in range(100_000)), "x.csv"),
        ("indicator," * 100_000, "x.csv"),
        (json.dumps([{f"x{number}": 1} for number in range(1_000)]), "x.json"),
        (json.dumps([{}] * 20_001), "x.json"),
        ("a\n" * 20_003, "x.csv"),
    ],
)
def test_tables_without_bounds_are_refused_at_once(content: str, name: str) -> None:
    assert [(error.row, error.column) for error in read(content.encode(), name, VALUES).errors] == [(0, "")]


def test_list_of_mistakes_ends() -> None:
    content = "\n".join([HEAD, *["a;x;year;5"] * 1_000])
    assert len(errors(content)) == MOST_ERRORS + 1


def test_cells_of_a_spreadsheet_may_be_dates_numbers_and_text() -> None:
    book = Workbook()
    book.active.append(["Indicator", "Date", "Period", "Value", "series_break", None])
    book.active.append(["a", dt.datetime.fromisoformat("2024-12-31"), "year", 0.1 + 0.2, "ja"])
    book.active.append(["b", "31.12.2024", "year", "1.234,5", False])
    book.active.append([None])
    out = io.BytesIO()
    book.save(out)
    rows = plain(read(out.getvalue(), "Werte.XLSX", VALUES))
    assert [row["value"] for row in rows] == [Decimal("0.3"), Decimal("1234.5")]
    assert [row["date"] for row in rows] == [dt.date(2024, 12, 31)] * 2
    assert [row["series_break"] for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04 no workbook", "x.xlsx"),
        ("ü;a".encode("latin-1"), "x.csv"),
        (b"{", "x.json"),
        (b"[" * 100_000, "x.json"),
        (b'{"values": [1]}', "x.json"),
        (b'{"targets": []}', "x.json"),
        (b"%PDF", "x.pdf"),
        (b"x" * 5_000_001, "x.csv"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(content: bytes, name: str) -> None:
    reading = read(content, name, VALUES)
    assert [(error.row, error.column) for error in reading.errors] == [(0, "")]
    assert reading.rows == []


@given(content=st.binary(max_size=200), name=st.sampled_from(["a.csv", "a.xlsx", "a.json"]))
def test_any_bytes_give_mistakes_and_no_exception(content: bytes, name: str) -> None:
    assert isinstance(read(content, name, VALUES), Reading)


SIGNS = st.characters(exclude_categories=())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(SIGNS, max_size=9) | st.just("1.000"),
    st.lists,
    max_leaves=5,
)


@given(row=st.dictionaries(st.sampled_from(VALUES.names) | st.text(SIGNS, max_size=3), JSON))
def test_any_json_gives_mistakes_and_no_exception(row: dict[str, Any]) -> None:
    reading = read(json.dumps([row]).encode(), "a.json", VALUES)
    for error in reading.errors:
        assert f"{error.column}{error.message}".encode()
    assert to_json([(VALUES, [row for _number, row in reading.rows])]).encode()


# --- Changes ----------------------------------------------------------------------------------------


def test_changes_name_the_columns_that_the_file_has() -> None:
    stored: Row = {"value": Decimal(5), "note": "alt", "status": "final"}
    assert changes(stored, {"value": Decimal(6), "note": "alt"}) == {"value": (Decimal(5), Decimal(6))}
    assert changes(stored, dict(stored)) == {}


def test_small_value_hidden_in_a_public_file_changes_nothing() -> None:
    stored: Row = {"value": Decimal(3), "missing": ""}
    assert changes(stored, {"value": None, "missing": "suppressed"}) == {}
    assert changes(stored, {"value": None, "missing": "not_yet"}) != {}
    assert changes({"value": None, "missing": "not_yet"}, {"value": None, "missing": "suppressed"}) != {}
