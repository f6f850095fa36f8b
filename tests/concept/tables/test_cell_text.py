"""Cells and periods as editors type them."""

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concept.models import IndicatorValue
from concept.tables import cell_text, periods
from concept.tables.cell_text import CellText

NUMBERS = st.decimals(Decimal(-99_999_999_999), Decimal(99_999_999_999), places=3, allow_nan=False)
ENTRIES = st.one_of(
    st.builds(CellText, value=NUMBERS, qualifier=st.sampled_from(IndicatorValue.Qualifier.values)),
    st.builds(CellText, missing=st.sampled_from(IndicatorValue.Missing.values)),
)


@given(ENTRIES)
def test_what_is_written_is_read_again(entry: CellText) -> None:
    assert cell_text.read(cell_text.write(entry)) == entry


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("470", CellText(Decimal(470))),
        (" 28.000 ", CellText(Decimal(28000))),
        ("28000", CellText(Decimal(28000))),
        ("28 000", CellText(Decimal(28000))),
        ("1.234,5", CellText(Decimal("1234.5"))),
        ("43,5 %", CellText(Decimal("43.5"))),
        ("1.200 €", CellText(Decimal(1200))),
        ("-0,3", CellText(Decimal("-0.3"))),
        ("−0,3", CellText(Decimal("-0.3"))),
        ("ca. 28.000", CellText(Decimal(28000), "about")),
        ("Rund 470", CellText(Decimal(470), "about")),
        ("~470", CellText(Decimal(470), "about")),
        ("über 43", CellText(Decimal(43), "over")),
        ("> 43", CellText(Decimal(43), "over")),
        ("weniger als 5", CellText(Decimal(5), "under")),
        ("<5", CellText(Decimal(5), "under")),
        ("nicht erhoben", CellText(missing="not_collected")),
        ("Noch nicht", CellText(missing="not_yet")),
        ("zu klein", CellText(missing="suppressed")),
        ("  ", None),
    ],
)
def test_cell_is_read_as_germans_write(text: str, entry: CellText | None) -> None:
    assert cell_text.read(text) == entry


@pytest.mark.parametrize(
    "text",
    ["43.5", "viele", "1.23", "12.34.567", "rund", "5 bis 6", "-", "1,2345", "1e5", "9" * 13,
     "12 5", "4 7 0", "28 0000", "1.234 567"],
)  # fmt: skip
def test_what_is_not_clear_is_refused_with_words(text: str) -> None:
    with pytest.raises(cell_text.EntryError) as caught:
        cell_text.read(text)

    assert len(str(caught.value)) > 20


def test_filling_in_a_missing_value_is_no_correction() -> None:
    missing, number = CellText(missing="not_yet"), CellText(Decimal(5))

    assert not cell_text.needs_reason(missing, number)
    assert not cell_text.needs_reason(number, CellText(Decimal("5.000")))
    assert cell_text.needs_reason(number, CellText(Decimal(6)))
    assert cell_text.needs_reason(number, CellText(Decimal(5), "about"))
    assert cell_text.needs_reason(number, missing)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024", ("year", date(2024, 12, 31))),
        ("2. Quartal 2024", ("quarter", date(2024, 6, 30))),
        ("Q1 2024", ("quarter", date(2024, 3, 31))),
        ("4/2023", ("quarter", date(2023, 12, 31))),
        ("31.12.2024", ("day", date(2024, 12, 31))),
        ("1. 3. 2024", ("day", date(2024, 3, 1))),
    ],
)
def test_period_is_read_as_germans_write(text: str, found: tuple[str, date]) -> None:
    assert periods.read(text) == found
    assert periods.read(periods.write(*found)) == found


@pytest.mark.parametrize("text", ["", "24", "5. Quartal 2024", "31.2.2024", "1849", "2200", "gestern"])
def test_period_that_is_not_clear_is_refused(text: str) -> None:
    with pytest.raises(periods.PeriodError):
        periods.read(text)


def pieces(*places: str) -> st.SearchStrategy[str]:
    """Texts with one of these words (parted by "|") at each place: most are read, many nearly."""
    return st.tuples(*(st.sampled_from(words.split("|")) for words in places)).map("".join)


CELLS = pieces(
    "|rund |unter|~ |>|-", "1|24|1.000|12 345|4 7|٣|½|1e9|99999999999999", "|,5|,0000|.5", "| %|€| x"
)
PERIODS = pieces("|1. |Q2 |3. |4/|II/|31.12.|29.2.|1. 3. |5. ", "|Quartal |q", "2024|2023|1949|2101|24|٢٠٢٤")


@given(CELLS | st.text(max_size=15))
def test_any_cell_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(cell_text.EntryError):
        entry = cell_text.read(text)
        assert cell_text.read(cell_text.write(entry)) == entry


@given(PERIODS | st.text(max_size=15))
def test_any_period_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(periods.PeriodError):
        period, day = periods.read(text)
        assert periods.read(periods.write(period, day)) == (period, day)
