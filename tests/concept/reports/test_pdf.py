"""The PDF as a machine reads it: tagged, in German, in order, with everything that a screen reader needs."""

import datetime as dt
import io
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from concept.models import ActionField, Measure
from concept.reports import pdf, snapshot
from tests.builders import organisation
from tests.concept import builders as make
from tests.concept.reports import builders as report

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 1, 15)
# On a busy machine; 80 measures take about two seconds on an idle one.
LONGEST = 30


def made(data: dict[str, Any]) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.pdf(data)))


def elements(node: Any) -> Iterator[Any]:
    """The structure elements of the document in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:  # type: ignore[attr-defined]
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


def tags(found: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(found.Root.StructTreeRoot)]


@pytest.fixture
def data() -> dict[str, Any]:
    report.city()
    return snapshot.build(report.run(title="Bericht & mehr"), TODAY)


def test_declares_language_title_and_tags(data: dict[str, Any]) -> None:
    found = made(data)

    assert str(found.Root.Lang).startswith("de")
    assert found.Root.MarkInfo.Marked
    assert found.Root.ViewerPreferences.DisplayDocTitle
    assert str(found.docinfo.Title) == "Bericht & mehr (2025)"
    with found.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_headings_never_skip_a_level(data: dict[str, Any]) -> None:
    levels = [int(tag[2:]) for tag in tags(made(data)) if tag[1:2] == "H" and tag[2:].isdigit()]

    assert len(levels) > 10
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_header_cells_and_charts_a_description(data: dict[str, Any]) -> None:
    found = made(data)

    tables = [element for element in elements(found.Root.StructTreeRoot) if element.S == "/Table"]
    assert len(tables) > 4
    for table in tables:
        assert [element for element in elements(table.K) if element.S == "/TH"]
    figures = [
        element
        for element in elements(found.Root.StructTreeRoot)
        if element.S == "/Figure" and "/Alt" in element
    ]
    assert [str(figure.Alt) for figure in figures if str(figure.Alt).startswith("Leistungen. 2025: 430")]


def test_has_contents_that_lead_into_the_document(data: dict[str, Any]) -> None:
    found = made(data)

    assert "/TOC" in tags(found)
    assert "/Outlines" in found.Root
    links = [note for page in found.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert len(links) > 5


def test_fonts_are_those_of_the_house(data: dict[str, Any]) -> None:
    fonts = {
        str(font.BaseFont).partition("+")[2]
        for page in made(data).pages
        for font in page.Resources.Font.values()
    }

    assert fonts
    assert all(font.startswith("SourceSansPro") for font in fonts)


HARD = [
    '#panic("typst")', "$x$ *fett* _kursiv_ `code` [[Wort]] <label> @ref \\ //", "= Überschrift", "#{", "]",
    "سلام 汉字 😀 \u202e\u0007\ufeff", "łąę ğışŞ Київ Ґ ё ÅÆØ ẞ €£ „“ ‚‘ – — … ‰ ≥ ² ½", "\u00ad\u200b\u2028",
    "a" * 300,
]  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_sets_whatever_people_write_as_text(text: str) -> None:
    field = report.city()
    make.measure(field, title=text[:200], summary=text[:300], lead=organisation(name=text[:160]))
    make.measure(
        field, description=f"<p>{text}</p><ul><li><p>{text}</p><ul><li>b</li></ul></li></ul><h3>c</h3>"
    )
    ActionField.objects.update(summary=text[:300])

    assert len(made(snapshot.build(report.run(title=text[:200], foreword=text), TODAY)).pages) > 5


def test_every_sign_that_passes_has_a_shape() -> None:
    signs = [chr(number) for number in range(32, 0x3000)]
    passing = [sign for sign in signs if pdf._shown(sign) == sign]

    run = report.run(foreword=f"<p>{' '.join(sign for sign in passing if sign not in '<>&')}</p>")

    assert len(passing) > 600
    assert made(snapshot.build(run, TODAY)).pages


def test_empty_city_makes_a_report() -> None:
    assert len(made(snapshot.build(report.run(), TODAY)).pages) > 5


def test_eighty_measures_and_thirty_indicators_in_seconds() -> None:
    field = report.city()
    for number in range(80):
        found = make.measure(field, title=f"Maßnahme {number}", description="<p>Ein Absatz. </p>" * 3)
        make.year(found, 2025, done="Getan. " * 40, figures="14 Kurse")
    for number in range(30):
        indicator = make.indicator(field=field, name=f"Zahl {number}", definition="Was zählt. " * 20)
        for year in range(2006, 2026):
            make.value(indicator, f"{year}-12-31", str(year * (number + 1)), period="year")
    assert Measure.objects.count() == 81
    data = snapshot.build(report.run(), TODAY)

    started = time.perf_counter()
    pages = len(made(data).pages)

    assert pages > 30
    assert time.perf_counter() - started < LONGEST
