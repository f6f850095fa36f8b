"""Files that staff upload: whatever they hold, they are read within bounds or refused with a reason."""

import io
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from django.core import signing
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.uploads import preview, tables, xml
from core.uploads.refusal import RefusedError

SHEET = "xl/worksheets/sheet1.xml"
DECLARED = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>'


def workbook(*rows: list[Any], title: str = "a") -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.worksheets[0].title = title
    for row in rows or [["a", 1]]:
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def with_part(name: str, part: bytes, content: bytes = b"") -> bytes:
    """A workbook with one of its parts replaced or added."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content or workbook())) as old, zipfile.ZipFile(new, "w", 8) as file:
        for one in old.namelist():
            if one != name:
                file.writestr(one, old.read(one))
        file.writestr(name, part)
    return new.getvalue()


def sheet_of(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def read(content: bytes, name: str = "a") -> list[Any]:
    return tables.from_workbook(content, name, 10, 5)[1]


def test_rows_of_the_named_sheet_or_of_the_first_are_read() -> None:
    content = workbook(["a", 1, None], [None], ["b"], [None], title="zwei")
    assert tables.from_workbook(content, "zwei", 10, 5) == ("zwei", [("a", 1), (), ("b",)])
    assert tables.from_workbook(content, "eins", 10, 5)[0] == "zwei"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
@pytest.mark.parametrize("name", [SHEET, "xl/styles.xml", "xl/anything.bin", "docProps/app.xml"])
def test_what_declares_entities_is_refused_in_every_encoding(name: str, encoding: str) -> None:
    padded = DECLARED.format(encoding).replace("?>", f"?><!--{' ' * 20_000}-->", 1)
    content = with_part(name, padded.encode(encoding))
    with override("en"), pytest.raises(RefusedError, match="declares a document type"):
        read(content)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ('<row r="11"><c r="A11"><v>1</v></c></row>', "too many rows"),
        ('<row r="1"><c r="F1"><v>1</v></c></row>', "too many columns"),
    ],
)
def test_tables_that_are_too_large_are_refused(cells: str, reason: str) -> None:
    with override("en"), pytest.raises(RefusedError, match=reason):
        read(with_part(SHEET, sheet_of(cells)))


@pytest.mark.parametrize(
    "cells",
    ['<row r="1048576"/>', '<row r="1048576"><c r="A1048576"/></row>', '<row r="1"><c r="XFD1"/></row>'],
)
def test_sheets_that_only_claim_to_be_huge_cost_nothing(cells: str) -> None:
    assert read(with_part(SHEET, sheet_of(cells))) == []


@pytest.mark.parametrize(
    ("bound", "value"), [("MOST_BYTES_UNPACKED", 1_000), ("MOST_PARTS", 3), ("_MOST_OTHERS", 5)]
)
def test_what_grows_is_refused_before_it_is_read(
    bound: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, bound, value)
    monkeypatch.setattr(tables, "load_workbook", lambda *_args, **_options: pytest.fail("read"))
    with override("en"), pytest.raises(RefusedError, match="too large"):
        read(workbook())


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda part: with_part(SHEET, part)))
@example(b"")
@example(workbook()[:-40])
@example(with_part("xl/workbook.xml", b"<x/>"))
@example(with_part(SHEET, sheet_of('<row r="1"><c r="A1" t="s"><v>9</v></c></row>')))
@example(with_part(SHEET, sheet_of('<row r="x"><c r="1A" t="d"><v>9</v></c></row>')))
@example(with_part(SHEET, sheet_of('<row r="1"><c r="A1" s="99"><v>1</v></c></row>')))
def test_any_bytes_are_rows_or_refused(content: bytes) -> None:
    with suppress(RefusedError):
        assert isinstance(read(content), list)


CELLS = st.from_regex(
    r'(<row( r="[0-9-]{1,8}")?>(<c( r="[A-Z]{0,3}[0-9]{0,7}")?( t="(s|n|b|d|e|str|inlineStr)")?( s="[0-9]")?>'
    r"(<v>[0-9a-z.+-]{0,9}</v>|<is><t>x</t></is>|<f>1</f>)?</c>){0,4}</row>){0,4}",
    fullmatch=True,
)


@given(CELLS)
def test_any_cells_are_rows_or_refused(cells: str) -> None:
    with suppress(RefusedError):
        assert is_bounded(read(with_part(SHEET, sheet_of(cells))))


def is_bounded(rows: list[Any]) -> bool:
    return len(rows) <= 10 and all(len(row) <= 5 for row in rows)


@pytest.mark.parametrize(
    ("content", "separator", "rows"),
    [
        ("a;b\r\n1;2\r\n\r\n", ";", [("a", "b"), ("1", "2")]),
        ("a,b\n1,\n", ",", [("a", "b"), ("1",)]),
        ("a\tb\n1\t2\n", "\t", [("a", "b"), ("1", "2")]),
        ("sep=;\r\na;b,c\r\n", ";", [("a", "b,c")]),
        ('\ufeffa;"b\n;c"\n', ";", [("a", "b\n;c")]),
    ],
)
def test_csv_is_read_with_its_own_separator(content: str, separator: str, rows: list[Any]) -> None:
    assert tables.from_csv(content.encode(), 10, 5) == (separator, rows)


@given(st.binary(max_size=100) | st.text(alphabet=';,\t"\n\rab\x00', max_size=60).map(str.encode))
@example(b'a;"b')
@example(b"a," * 9)
@example(b"a\n" * 12)
@example(b'"' + b"x" * 140_000 + b'"')
def test_any_csv_is_rows_or_refused(content: bytes) -> None:
    with suppress(RefusedError):
        assert is_bounded(tables.from_csv(content, 10, 5)[1])


@given(st.binary(max_size=100) | st.text(max_size=50).map(str.encode))
@example(b"<a>" * 50)
@example(b"<a/>" * 2)
@example(b'<?xml version="1.0" encoding="utf-7"?><a/>')
@example(DECLARED.format("utf-8").encode())
def test_any_xml_is_a_tree_or_refused(content: bytes) -> None:
    with suppress(RefusedError):
        assert sum(1 for _one in xml.tree(io.BytesIO(content), 5).iter()) <= 5


def test_preview_comes_back_for_its_purpose_only() -> None:
    data = preview.packed({"rows": [1]}, "values")
    assert preview.unpacked(data, "values") == {"rows": [1]}
    for forged, purpose in ((data, "texts"), (data[:-1], "values"), ("", "values")):
        with pytest.raises(RefusedError):
            preview.unpacked(forged, purpose)


def test_preview_that_no_form_can_carry_is_refused(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20
    with pytest.raises(RefusedError):
        preview.packed({"rows": [1]}, "values")


def test_old_preview_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = preview.packed({}, "values")
    monkeypatch.setattr(signing.time, "time", lambda: 10**10)
    with override("en"), pytest.raises(RefusedError, match="too old"):
        preview.unpacked(data, "values")
