"""Files that are uploaded as workbooks: what grows, declares entities or is none is refused."""

import io
import zipfile

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from core import workbooks


def workbook() -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.worksheets[0].append(["a", 1])
    book.save(content)
    return content.getvalue()


def package(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()


def test_values_are_read() -> None:
    with workbooks.opened(workbook()) as book:
        assert list(book.worksheets[0].iter_rows(values_only=True)) == [("a", 1)]


def test_what_declares_entities_is_refused_with_the_reason() -> None:
    content = package(sheet=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]><x/>')
    with override("en"), pytest.raises(workbooks.UnreadableError, match="declares a document type"):
        workbooks.opened(content).__enter__()


def test_what_grows_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_BYTES_UNPACKED", 1_000)
    with override("en"), pytest.raises(workbooks.UnreadableError, match="too large"):
        workbooks.opened(package(sheet=b" " * 2_000)).__enter__()


@pytest.mark.parametrize("content", [b"", b"a;b", package(sheet=b"<x/>"), workbook()[:-40]])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(workbooks.UnreadableError), workbooks.opened(content):
        pass
