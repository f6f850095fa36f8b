"""The value grid: what it shows, what it saves, and what it refuses."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from concept.admin import grid
from concept.models import Group, Indicator, IndicatorValue
from tests.concept import builders
from tests.portal.staff import change_url, client_of, form_data, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return client_of("Redaktion")


def sent(response: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send from the page; `changes` by the end of a field's name."""
    data = {"seen": response.context["seen"]}
    for form in response.context["forms"]:
        for field in form:
            value = field.value()
            if isinstance(value, dt.date):
                value = value.strftime("%d.%m.%Y")
            if value not in (None, False):
                data[field.html_name] = value
    return data | {key: value for key, value in changes.items() if value is not None}


def mistakes(response: Any) -> list[tuple[str, str]]:
    return [(field.html_name, str(error)) for _form, field, error in response.context["mistakes"]]


def save(client: Client, indicator: Indicator, **changes: Any) -> Any:
    page = client.get(grid.url(indicator))
    return client.post(grid.url(indicator), sent(page, **changes))


def only(indicator: Indicator) -> IndicatorValue:
    return indicator.values.get()


def women() -> Group:
    return Group.objects.create(slug="frauen", name="Frauen", dimension="gender")


def test_page_has_a_column_for_each_group_that_has_values(client: Client) -> None:
    indicator = builders.indicator()
    group = women()
    Group.objects.create(slug="alt", name="65 und älter", dimension="age")
    builders.value(indicator, "2023-12-31", "470", period="year")
    builders.value(indicator, "2023-12-31", "200", period="year", group=group)

    page = client.get(grid.url(indicator))
    with_age = client.get(grid.url(indicator) + "?dimension=age")

    assert page.context["columns"] == [None, group]
    assert page.context["offered"] == ["age"]
    assert [one.slug for one in with_age.context["columns"][1:]] == ["alt", "frauen"]
    assert 'value="470"' in page.content.decode()


def test_new_row_saves_its_cells_with_the_source_of_the_row(client: Client) -> None:
    indicator = builders.indicator(source_name="IT.NRW", decimals=1)
    group = women()
    builders.value(indicator, "2022-12-31", "1", period="year", group=group)

    response = save(
        client,
        indicator,
        **{
            "new0-period": "2023",
            "new0-cell": "rund 28.000,5",
            f"new0-cell{group.pk}": "nicht erhoben",
            "new0-provisional": "on",
            "new0-as_of": "1.3.2024",
        },
    )

    whole = indicator.values.get(date="2023-12-31", group=None)
    part = indicator.values.get(date="2023-12-31", group=group)
    assert response.status_code == 302
    assert (whole.value, whole.qualifier, whole.status) == (Decimal("28000.5"), "about", "provisional")
    assert (whole.source_name, whole.as_of, whole.period) == ("IT.NRW", dt.date(2024, 3, 1), "year")
    assert (part.value, part.missing) == (None, "not_collected")


def test_odd_number_is_asked_about_once(client: Client) -> None:
    indicator = builders.indicator(unit="percent", decimals=1)
    value = builders.value(indicator, "2023-12-31", "43.5", period="year")
    name = grid_name(value)

    asked = save(client, indicator, **{name: "43.512", f"{name[:-5]}-reason": "Tippfehler"})
    assert asked.status_code == 422
    assert "zwischen 0 und 100" in asked.content.decode()
    assert f'name="{name[:-5]}-sure"' in asked.content.decode()

    sure = {name: "43.512", f"{name[:-5]}-reason": "Tippfehler", f"{name[:-5]}-sure": "on"}
    assert save(client, indicator, **sure).status_code == 302
    value.refresh_from_db()
    assert value.value == 43512
    assert 'sure"' not in client.get(grid.url(indicator)).content.decode()


def grid_name(value: IndicatorValue) -> str:
    return f"{value.period}-{value.date:%Y%m%d}-cell"


def test_empty_new_rows_count_for_nothing(client: Client) -> None:
    indicator = builders.indicator()
    builders.value(indicator, "2020-12-31", "470", period="year")
    page = client.get(grid.url(indicator))

    response = client.post(grid.url(indicator), sent(page))

    assert page.context["forms"][0]["period"].value() == "2021"
    assert response.status_code == 302
    assert only(indicator).history.count() == 1


def test_changed_value_needs_a_reason_and_keeps_what_it_was(client: Client) -> None:
    indicator = builders.indicator()
    value = builders.value(indicator, "2023-12-31", "470", period="year", qualifier="about")

    refused = save(client, indicator, **{"year-20231231-cell": "480"})
    assert refused.status_code == 422
    assert mistakes(refused)[0][0] == "year-20231231-reason"
    assert "rund 470 → 480" in refused.content.decode()
    value.refresh_from_db()
    assert value.value == 470

    saved = save(client, indicator, **{"year-20231231-cell": "480", "year-20231231-reason": "Tippfehler"})

    value.refresh_from_db()
    assert saved.status_code == 302
    assert (value.value, value.qualifier, value.status) == (480, "exact", "corrected")
    assert (value.correction_reason, value.corrected_on) == ("Tippfehler", timezone.localdate())
    assert (value.previous_value, value.previous_qualifier) == (470, "about")
    assert value.corrected_by == member("Redaktion")
    newest, before = value.history.all()
    assert (before.value, newest.value, newest.history_change_reason) == (470, 480, "Tippfehler")
    assert newest.history_user == member("Redaktion")


def test_what_was_missing_is_filled_in_without_a_reason(client: Client) -> None:
    indicator = builders.indicator()
    value = builders.value(indicator, "2023-12-31", None, period="year", missing="not_yet")

    save(client, indicator, **{"year-20231231-cell": "480"})

    value.refresh_from_db()
    assert (value.value, value.missing, value.status, value.corrected_on) == (480, "", "final", None)


def test_row_becomes_final_when_provisional_is_no_longer_ticked(client: Client) -> None:
    indicator = builders.indicator()
    value = builders.value(indicator, "2023-12-31", "5", period="year", status="provisional")
    page = client.get(grid.url(indicator))
    data = sent(page)
    assert data.pop("year-20231231-provisional")

    client.post(grid.url(indicator), data)

    value.refresh_from_db()
    assert (value.status, value.correction_reason) == ("final", "")


def test_changed_source_of_a_row_holds_for_all_its_values_and_only_for_it(client: Client) -> None:
    indicator = builders.indicator()
    group = women()
    builders.value(indicator, "2023-12-31", "5", period="year", source_name="Alt", source_url="https://a.de/")
    builders.value(
        indicator,
        "2023-12-31",
        "3",
        period="year",
        group=group,
        source_name="Auch alt",
        source_url="https://b.de/",
    )
    other = builders.value(indicator, "2022-12-31", "5", period="year", source_name="Alt")

    save(client, indicator, **{"year-20231231-source_name": "Neu"})

    found = indicator.values.filter(date="2023-12-31").order_by("value")
    assert list(found.values_list("source_name", "source_url")) == [
        ("Neu", "https://b.de/"),
        ("Neu", "https://a.de/"),
    ]
    other.refresh_from_db()
    assert (other.source_name, other.history.count()) == ("Alt", 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year-20231231-cell": "viele"}, "year-20231231-cell"),
        ({"year-20231231-cell": ""}, "year-20231231-cell"),
        ({"year-20231231-as_of": "gestern"}, "year-20231231-as_of"),
        ({"year-20231231-source_url": "kein link"}, "year-20231231-source_url"),
        ({"new0-cell": "5", "new0-period": ""}, "new0-period"),
        ({"new0-cell": "5", "new0-period": "2023"}, "new0-period"),
        ({"new0-cell": "5", "new0-period": "neulich"}, "new0-period"),
        ({"new0-cell": "5", "new0-period": "31.12.2025"}, "new0-period"),
        ({"new1-period": "1999"}, "new1-cell"),
    ],
)
def test_mistake_is_told_beside_its_cell_and_nothing_is_saved(
    client: Client, changes: dict[str, str], field: str
) -> None:
    indicator = builders.indicator()
    builders.value(indicator, "2023-12-31", "470", period="year")

    response = save(client, indicator, **{"new0-period": "2024", "new0-cell": "500", **changes})

    assert response.status_code == 422
    assert [name for name, _error in mistakes(response)] == [field]
    assert f'id="id_{field}_error"' in response.content.decode()
    assert only(indicator).value == 470


def test_two_new_rows_of_the_same_period_are_refused(client: Client) -> None:
    indicator = builders.indicator()
    both = {"new0-period": "2024", "new0-cell": "5", "new1-period": "2024", "new1-cell": "6"}

    response = save(client, indicator, **both)

    assert [name for name, _error in mistakes(response)] == ["new1-period"]
    assert not indicator.values.exists()


def test_change_of_somebody_else_is_not_lost(client: Client) -> None:
    indicator = builders.indicator()
    value = builders.value(indicator, "2023-12-31", "470", period="year")
    page = client.get(grid.url(indicator))
    data = sent(page, **{"new0-period": "2024", "new0-cell": "5"})
    value.source_name = "Geändert"
    value.save()

    response = client.post(grid.url(indicator), data)

    assert (response.status_code, bool(response.context["problem"])) == (422, True)
    assert only(indicator).source_name == "Geändert"


def test_long_series_is_split_so_that_the_form_stays_small(client: Client) -> None:
    indicator = builders.indicator(rhythm="monthly")
    first = dt.date(2010, 1, 1)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(indicator=indicator, date=first + dt.timedelta(days=31 * n), value=n)
        for n in range(180)
    )

    page = client.get(grid.url(indicator))
    last = client.get(grid.url(indicator) + "?page=2")

    assert len(sent(page)) < 1000
    assert len(page.context["page"]) + len(last.context["page"]) == 180
    assert page.context["page"][0].date > last.context["page"][0].date
    assert client.post(grid.url(indicator), sent(page)).status_code == 302
    assert client.post(grid.url(indicator) + "?page=2", sent(last)).status_code == 302


def test_grid_costs_the_same_queries_whatever_it_holds(client: Client) -> None:
    counts = []
    for number in (1, 20):
        indicator = builders.indicator()
        for year in range(number):
            builders.value(indicator, f"{2000 + year}-12-31", "5", period="year")
        client.get(grid.url(indicator))
        with CaptureQueriesContext(connection) as queries:
            client.get(grid.url(indicator))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("role", "status"), [(None, 403), ("Redaktion", 200), ("Leitung", 200), ("Administration", 200)]
)
def test_grid_is_for_those_who_may_change_values(role: str | None, status: int) -> None:
    indicator = builders.indicator()

    assert client_of(role).get(grid.url(indicator)).status_code == status
    assert Client().get(grid.url(indicator)).status_code == 302


def test_grid_of_what_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/admin/concept/indicator/4711/grid/").status_code == 404


def test_page_of_the_indicator_shows_its_newest_values(client: Client) -> None:
    indicator = builders.indicator()
    builders.value(indicator, "2023-12-31", "28000", period="year", qualifier="about")

    text = client.get(change_url(indicator)).content.decode()

    assert "rund 28.000" in text
    assert grid.url(indicator) in text


def test_single_value_is_not_corrected_without_a_new_reason_either(client: Client) -> None:
    value = builders.value(builders.indicator(), "2023-12-31", "470", period="year")
    page = client.get(change_url(value))

    refused = client.post(change_url(value), form_data(page, value="480"))
    assert "correction_reason" in refused.context["adminform"].form.errors
    saved = client.post(
        change_url(value), form_data(page, value="480", correction_reason="Quelle berichtigt")
    )

    value.refresh_from_db()
    assert saved.status_code == 302
    assert (value.value, value.previous_value, value.status) == (480, 470, "corrected")
    assert value.corrected_by == member("Redaktion")
