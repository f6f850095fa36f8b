"""The import: its preview, its errors, its corrections, and that an export comes back unchanged."""

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from concept.models import Group, Indicator, IndicatorTarget, IndicatorValue
from tests.concept import builders
from tests.portal.staff import client_of, member

pytestmark = pytest.mark.django_db

URL = "/admin/concept/indicator/import/"
HEAD = "indicator,date,period,group,value,missing"


@pytest.fixture
def client() -> Client:
    return client_of("Redaktion")


@pytest.fixture
def indicator() -> Indicator:
    return builders.indicator(slug="zahl", name="Eine Zahl")


def upload(client: Client, content: str | bytes, name: str = "werte.csv", table: str = "values") -> Any:
    content = content.encode() if isinstance(content, str) else content
    return client.post(URL, {"table": table, "file": SimpleUploadedFile(name, content)})


def confirm(client: Client, preview: Any, **fields: str) -> Any:
    context = preview.context
    return client.post(URL, {"data": context["data"], "digest": context["plan"].digest, **fields})


def errors(response: Any) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in response.context["errors"]]


def counts(response: Any) -> tuple[int, int, int]:
    plan = response.context["plan"]
    return len(plan.new), len(plan.changed), plan.unchanged


def test_preview_says_what_is_new_changed_and_unchanged_and_stores_nothing(
    client: Client, indicator: Indicator
) -> None:
    builders.value(indicator, "2021-12-31", "1", period="year")
    builders.value(indicator, "2022-12-31", "2", period="year")
    builders.value(indicator, "2023-12-31", "3", period="year")
    rows = ["zahl,2022-12-31,year,,2,", "zahl,2023-12-31,year,,30,", "zahl,2024-12-31,year,,4,"]

    response = upload(client, "\n".join([HEAD, *rows]))

    assert response.status_code == 200
    assert counts(response) == (1, 1, 1)
    assert response.context["plan"].kept == 1
    assert response.context["changed"][0].differences == [("Wert", "3", "30")]
    assert list(indicator.values.values_list("value", flat=True)) == [1, 2, 3]


def test_confirmed_import_stores_all_of_it(client: Client, indicator: Indicator) -> None:
    group = Group.objects.create(slug="frauen", name="Frauen", dimension="gender")
    rows = ["zahl,2023-12-31,year,,3,,provisional,IT.NRW", "zahl,2023-12-31,year,frauen,,not_collected,,"]
    content = "\n".join([f"{HEAD},status,source_name", *rows])

    response = confirm(client, upload(client, content))

    whole, part = indicator.values.get(group=None), indicator.values.get(group=group)
    assert response.status_code == 302
    assert (whole.value, whole.status, whole.source_name) == (3, "provisional", "IT.NRW")
    assert (part.value, part.missing, part.status) == (None, "not_collected", "final")
    assert whole.history.get().history_user == member("Redaktion")


def test_correction_needs_a_reason_for_all_or_for_each(client: Client, indicator: Indicator) -> None:
    first = builders.value(indicator, "2022-12-31", "2", period="year")
    second = builders.value(indicator, "2023-12-31", "3", period="year", qualifier="about")
    preview = upload(client, f"{HEAD}\nzahl,2022-12-31,year,,20,\nzahl,2023-12-31,year,,30,")

    refused = confirm(client, preview, **{"reason-2": "Tippfehler"})
    first.refresh_from_db()
    assert (refused.status_code, refused.context["without"]) == (422, {3})
    assert [line.reason for line in refused.context["changed"]] == ["Tippfehler", ""]
    assert first.value == 2

    saved = confirm(client, preview, **{"reason-2": "Tippfehler", "reason": "Quelle berichtigt"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert saved.status_code == 302
    assert (first.value, first.previous_value, first.correction_reason) == (20, 2, "Tippfehler")
    assert (second.value, second.qualifier, second.correction_reason) == (30, "about", "Quelle berichtigt")
    assert (second.status, second.corrected_by) == ("corrected", member("Redaktion"))


def test_reason_may_stand_in_the_file_itself(client: Client, indicator: Indicator) -> None:
    value = builders.value(indicator, "2022-12-31", "2", period="year")
    preview = upload(client, f"{HEAD},correction_reason\nzahl,2022-12-31,year,,20,,Tippfehler")

    assert confirm(client, preview).status_code == 302
    value.refresh_from_db()
    assert (value.value, value.correction_reason, value.status) == (20, "Tippfehler", "corrected")


def test_change_of_the_source_alone_needs_no_reason(client: Client, indicator: Indicator) -> None:
    value = builders.value(indicator, "2022-12-31", "2", period="year")
    preview = upload(client, f"{HEAD},source_name\nzahl,2022-12-31,year,,2,,IT.NRW")

    assert preview.context["plan"].corrections == []
    assert confirm(client, preview).status_code == 302
    value.refresh_from_db()
    assert (value.source_name, value.status, value.corrected_on) == ("IT.NRW", "final", None)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("andere,2023-12-31,year,,3,", "indicator"),
        ("zahl,2023-12-31,year,niemand,3,", "group"),
        ("zahl,gestern,year,,3,", "date"),
        ("zahl,2023-12-31,jahr,,3,", "period"),
        ("zahl,2023-12-31,year,,viele,", "value"),
        ("zahl,2023-12-31,year,,3,not_yet", "missing"),
        ("zahl,2023-12-31,year,,,", "missing"),
        (",2023-12-31,year,,3,", "indicator"),
    ],
)
def test_one_mistake_stops_all_and_is_told_by_row_and_column(
    client: Client, indicator: Indicator, row: str, column: str
) -> None:
    response = upload(client, f"{HEAD}\nzahl,2022-12-31,year,,2,\n{row}\n")

    assert response.status_code == 422
    assert errors(response) == [(3, column)]
    assert 'name="digest"' not in response.content.decode()
    assert not indicator.values.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "werte.csv"), (b"\xff\xfe\x00", "werte.csv"), (b"PK\x03\x04", "werte.xlsx"), (b"{", "werte.json"),
     (b"x", "werte.pdf"), (b"indicator,kuchen\nzahl,1", "werte.csv")],
)  # fmt: skip
def test_file_that_cannot_be_read_is_refused_with_words(
    client: Client, indicator: Indicator, content: bytes, name: str
) -> None:
    response = upload(client, content, name)

    assert response.status_code == 422


def test_value_without_the_column_for_missing_completes_a_missing_one(
    client: Client, indicator: Indicator
) -> None:
    value = builders.value(indicator, "2023-12-31", None, period="year", missing="not_yet")
    preview = upload(client, "indicator,date,period,value\nzahl,2023-12-31,year,5")

    assert confirm(client, preview).status_code == 302
    value.refresh_from_db()
    assert (value.value, value.missing) == (5, "")


def test_columns_that_the_file_lacks_stay_as_they_are(client: Client, indicator: Indicator) -> None:
    value = builders.value(indicator, "2023-12-31", "5", period="year", source_name="IT.NRW", note="Zensus")
    preview = upload(client, "indicator,date,period,value\nzahl,2023-12-31,year,6")

    confirm(client, preview, reason="Tippfehler")

    value.refresh_from_db()
    assert (value.value, value.source_name, value.note) == (6, "IT.NRW", "Zensus")


def test_change_of_somebody_else_after_the_preview_is_shown_first(
    client: Client, indicator: Indicator
) -> None:
    value = builders.value(indicator, "2023-12-31", "5", period="year")
    preview = upload(client, f"{HEAD}\nzahl,2023-12-31,year,,6,")
    value.value = Decimal(7)
    value.save()

    response = confirm(client, preview, reason="Tippfehler")

    value.refresh_from_db()
    assert (response.status_code, value.value) == (422, 7)
    assert response.context["changed"][0].differences == [("Wert", "7", "6")]


@pytest.mark.parametrize("number", ["44,0", "28000,0", "-0", "44,10"])
@pytest.mark.parametrize("table", ["values", "targets"])
def test_number_with_zeros_at_its_end_is_no_change_of_somebody_else(
    client: Client, indicator: Indicator, number: str, table: str
) -> None:
    builders.value(indicator, "2023-12-31", "43.5", period="year")
    builders.target(indicator, 2030, "43.5")
    rows = {"values": f"indicator;date;period;value\nzahl;2023-12-31;year;{number}",
            "targets": f"indicator;year;value\nzahl;2030;{number}"}  # fmt: skip

    response = confirm(client, upload(client, rows[table], table=table), reason="Tippfehler")

    assert response.status_code == 302
    assert getattr(indicator, table).get().value == Decimal(number.replace(",", "."))


@pytest.mark.parametrize(
    ("unit", "decimals", "number", "words"),
    [
        ("percent", 1, "43.512", "zwischen 0 und 100"),
        ("percent", 1, "-3", "zwischen 0 und 100"),
        ("count", 0, "43,5", "in ganzen Zahlen"),
        ("percent", 1, "43,51", "höchstens"),
        ("count", 0, "2", "fünfzigmal"),
    ],
)
def test_number_that_can_hardly_be_meant_has_a_remark(
    client: Client, unit: str, decimals: int, number: str, words: str
) -> None:
    indicator = builders.indicator(slug="zahl", unit=unit, decimals=decimals)
    if unit == "count":
        builders.value(indicator, "2023-12-31", "169658", period="year")
    preview = upload(client, f"indicator;date;period;value\nzahl;2023-12-31;year;{number}")

    assert preview.context["plan"].doubtful == 1
    assert words in preview.content.decode()
    assert confirm(client, preview, reason="Stimmt").status_code == 302


def test_share_from_a_cell_in_percent_has_a_remark_when_it_is_new(client: Client) -> None:
    """A spreadsheet keeps 50 % as 0.5."""
    indicator = builders.indicator(slug="zahl", unit="percent", decimals=1)
    builders.value(indicator, "2021-12-31", "0.4", period="year")
    builders.value(indicator, "2022-12-31", "43.5", period="year")
    preview = upload(client, "indicator;date;period;value\nzahl;2023-12-31;year;0,5")

    assert "fünfzigmal" in preview.content.decode()


def test_numbers_as_they_are_have_no_remark(client: Client, indicator: Indicator) -> None:
    share = builders.indicator(slug="anteil", unit="percent", decimals=1)
    builders.value(share, "2023-12-31", "43.5", period="year")
    builders.value(indicator, "2023-12-31", "169658", period="year")
    rows = ["zahl;2023-12-31;year;170.000", "zahl;2022-12-31;year;28.000", "anteil;2023-12-31;year;44,0",
            "anteil;2022-12-31;year;100"]  # fmt: skip

    preview = upload(client, "\n".join(["indicator;date;period;value", *rows]))

    assert (counts(preview), preview.context["plan"].doubtful) == ((2, 2, 0), 0)


def test_preview_that_no_form_can_carry_is_refused(
    client: Client, indicator: Indicator, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    rows = [f"zahl,{1960 + number}-12-31,year,,{number * 7919 % 1000}," for number in range(140)]

    response = upload(client, "\n".join([HEAD, *rows]))

    assert (response.status_code, errors(response)) == (422, [(0, "")])


def test_forged_preview_is_refused(client: Client, indicator: Indicator) -> None:
    preview = upload(client, f"{HEAD}\nzahl,2023-12-31,year,,6,")

    response = client.post(URL, {"data": preview.context["data"][:-2] + "xx", "digest": "x"})

    assert (response.status_code, response.url) == (302, URL)
    assert not indicator.values.exists()


def full(indicator: Indicator) -> None:
    """Values of every kind."""
    group = Group.objects.create(slug="frauen", name="Frauen", dimension="gender")
    builders.value(indicator, "2021-12-31", "28000.125", period="year", qualifier="about", note="=1+1; „so“")
    builders.value(indicator, "2021-12-31", "3", period="year", group=group, series_break=True)
    builders.value(indicator, "2022-06-30", None, period="quarter", missing="not_yet", source_name="'-x")
    builders.value(
        indicator, "2023-01-01", "-4.5", status="corrected", correction_reason="Anders gezählt",
        source_url="https://www.it.nrw/a?b=c", as_of="2024-02-29",
    )  # fmt: skip
    builders.target(indicator, 2030, "12.5", is_example=True, note="Ziel")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("table", ["values", "targets"])
def test_what_is_exported_changes_nothing_when_it_is_imported(
    client: Client, indicator: Indicator, table: str, ending: str
) -> None:
    full(indicator)

    file = client.get(f"/admin/concept/indicator/export/{table}.{ending}")
    response = upload(client, file.content, f"datei.{ending}", table)

    assert response.status_code == 200
    assert counts(response) == (0, 0, 4 if table == "values" else 1)
    assert response.context["plan"].kept == 0


def test_changed_workbook_changes_just_that_cell(client: Client, indicator: Indicator) -> None:
    full(indicator)
    content = client.get(f"/admin/concept/indicator/export/values.xlsx?indicator={indicator.pk}").content
    book = load_workbook(io.BytesIO(content))
    sheet = book["values"]
    column = next(cell.column for cell in sheet[1] if cell.value == "value")
    sheet.cell(2, column).value = 29000
    changed = io.BytesIO()
    book.save(changed)

    response = upload(client, changed.getvalue(), "werte.xlsx")

    assert counts(response) == (0, 1, 3)
    assert response.context["changed"][0].differences == [("Wert", "28.000,125", "29.000")]


def test_targets_are_imported_without_reasons(client: Client, indicator: Indicator) -> None:
    builders.target(indicator, 2030, "10")
    content = json.dumps({"targets": [{"indicator": "zahl", "year": 2030, "value": 12.5},
                                      {"indicator": "zahl", "year": 2035, "value": 15}]})  # fmt: skip
    preview = upload(client, content, "ziele.json", "targets")

    assert counts(preview) == (1, 1, 0)
    assert confirm(client, preview).status_code == 302
    assert list(IndicatorTarget.objects.values_list("year", "value")) == [(2030, Decimal("12.5")), (2035, 15)]


def test_preview_costs_the_same_queries_for_one_row_and_for_many(
    client: Client, indicator: Indicator
) -> None:
    numbers = []
    for count in (1, 50):
        rows = [f"zahl,{1970 + year}-12-31,year,,{year},\n" for year in range(count)]
        upload(client, f"{HEAD}\n{rows[0]}")
        with CaptureQueriesContext(connection) as queries:
            upload(client, "".join([f"{HEAD}\n", *rows]))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("address", [URL, "/admin/concept/indicator/export/values.csv"])
def test_import_and_export_are_for_staff_with_a_role(address: str) -> None:
    assert client_of(None).get(address).status_code == 403
    assert client_of("Redaktion").get(address).status_code == 200
    assert Client().get(address).status_code == 302


def test_export_of_an_unknown_kind_is_not_found(client: Client) -> None:
    assert client.get("/admin/concept/indicator/export/values.pdf").status_code == 404
    assert client.get("/admin/concept/indicator/export/kuchen.csv").status_code == 404


def test_stored_value_is_not_lost_by_importing_a_public_file(client: Client, indicator: Indicator) -> None:
    """What visitors download says "suppressed" for small groups."""
    builders.value(indicator, "2023-12-31", "3", period="year")

    response = upload(client, f"{HEAD}\nzahl,2023-12-31,year,,,suppressed")

    assert counts(response) == (0, 0, 1)
    assert IndicatorValue.objects.get().value == 3
