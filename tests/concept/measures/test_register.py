"""The register of measures: what fits, what each choice gives, in which order, how it is taken along."""

import csv
import io
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concept.measures.shelves import NOW, periods
from concept.models import Measure
from offers.models import Audience, FundingProgramme
from tests.builders import organisation
from tests.concept import builders as make
from tests.measuring import warm

pytestmark = pytest.mark.django_db
LIST = reverse("concept:measures")
TODAY = "2026-03-02 10:00 +01:00"


def visit(client: Client, query: str = "") -> Any:
    """Past the page cache, so that each visit has a context to look at."""
    return client.get(f"{LIST}{query}", headers={"Authorization": "Basic none"})


def titles(client: Client, query: str = "") -> list[str]:
    return [card.measure.title for card in visit(client, query).context["cards"]]


def counts(client: Client, query: str, group: str) -> dict[str, int]:
    groups = {found.name: found for found in visit(client, query).context["results"].groups}
    return {choice.value: choice.count for choice in groups[group].choices}


@pytest.fixture
def concept() -> dict[str, Measure]:
    """Four measures that differ in everything that a filter knows."""
    edition = make.edition()
    language = make.field(slug="sprache", code="A", short_name="Sprache")
    work = make.field(slug="arbeit", code="C", short_name="Arbeit")
    learn = make.goal(language, edition, slug="sprache-1", number=1, title="Deutsch lernen")
    parents = Audience.objects.create(slug="eltern", name="Eltern")
    kim = FundingProgramme.objects.create(slug="kim", name="Integrationsmanagement", short_name="KIM")
    awo, ki = organisation(slug="awo", name="AWO"), organisation(slug="ki", name="KI")
    found = {
        "kurs": make.measure(
            language, title="Zebra-Kurse", progress="running", lead=awo, starts_on=date(2020, 5, 1)
        ),
        "rat": make.measure(
            work, title="Arbeit finden", progress="completed", lead=ki,
            starts_on=date(2018, 1, 1), ends_on=date(2019, 12, 31),
        ),
        "treff": make.measure(language, title="Müttertreff", progress="unknown", is_example=True),
        "amt": make.measure(work, title="Ämter", progress="planned", starts_on=date(2027, 1, 1)),
    }  # fmt: skip
    found["treff"].fields.add(work)
    found["treff"].organisations.add(awo)
    found["kurs"].goals.add(learn)
    found["kurs"].audiences.add(parents)
    found["amt"].funding.add(kim)
    make.year(found["kurs"], 2024)
    make.year(found["treff"], 2025)
    make.year(found["treff"], 2021)
    return found


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?field=sprache", {"Zebra-Kurse", "Müttertreff"}),
        ("?field=sprache&field=arbeit", {"Zebra-Kurse", "Müttertreff", "Arbeit finden", "Ämter"}),
        ("?field=sprache&status=running", {"Zebra-Kurse"}),
        ("?status=planned&status=completed", {"Ämter", "Arbeit finden"}),
        ("?goal=sprache-1", {"Zebra-Kurse"}),
        ("?organisation=awo", {"Zebra-Kurse", "Müttertreff"}),
        ("?organisation=ki", {"Arbeit finden"}),
        ("?audience=eltern", {"Zebra-Kurse"}),
        ("?funding=kim", {"Ämter"}),
        ("?period=now", {"Zebra-Kurse"}),
        ("?period=2019", {"Arbeit finden"}),
        ("?period=2021", {"Zebra-Kurse", "Müttertreff"}),
        ("?period=2026&period=2027", {"Zebra-Kurse", "Ämter"}),
        ("?audience=eltern&funding=kim", set()),
        ("?q=Zebra", {"Zebra-Kurse"}),
        ("?q=Zebra&field=arbeit", set()),
    ],
)
def test_filter_finds_what_fits(client: Client, concept, query: str, expected: set[str]) -> None:
    assert set(titles(client, query)) == expected


@time_machine.travel(TODAY, tick=False)
def test_count_is_what_the_choice_would_really_give(client: Client, concept) -> None:
    for query in ("?", "?field=sprache", "?status=running&field=arbeit", "?period=2021&organisation=awo"):
        for group in visit(client, query).context["results"].groups:
            for choice in group.choices:
                others = "&".join(p for p in query[1:].split("&") if not p.startswith(f"{group.name}="))
                alone = titles(client, f"?{others}&{group.name}={choice.value}")
                assert choice.count == len(alone), (query, choice)


def test_options_that_give_nothing_now_stay_with_a_zero(client: Client, concept) -> None:
    assert counts(client, "?status=planned", "field") == {"sprache": 0, "arbeit": 1}
    assert 'choice__count--none" id="count-field-sprache"' in visit(client, "?status=planned").text


def test_result_follows_the_chosen_order(client: Client, concept) -> None:
    assert titles(client) == ["Ämter", "Arbeit finden", "Müttertreff", "Zebra-Kurse"]
    assert titles(client, "?sort=reported")[:2] == ["Müttertreff", "Zebra-Kurse"]
    assert titles(client, "?sort=start") == ["Ämter", "Zebra-Kurse", "Arbeit finden", "Müttertreff"]


def test_chosen_filter_can_be_removed_alone(client: Client, concept) -> None:
    results = visit(client, "?field=sprache&status=planned").context["results"]
    assert [(removal.query, removal.number) for removal in results.removals()] == [
        ("?status=planned", 1),
        ("?field=sprache", 2),
    ]
    text = visit(client, "?field=sprache&status=planned").text.replace("&amp;", "&")
    assert f'href="{LIST}?status=planned"' in text
    assert "callout" in text


def test_empty_parameters_leave_the_address(client: Client) -> None:
    response = client.get(f"{LIST}?q=&field=&status=running&page=")
    assert (response.status_code, response.url) == (302, f"{LIST}?status=running")


def test_htmx_pushes_the_clean_address_and_brings_the_new_counts(client: Client, concept) -> None:
    response = client.get(f"{LIST}?status=running&q=", headers={"HX-Request": "true"})
    assert response.headers["HX-Push-Url"] == f"{LIST}?status=running"
    assert 'id="count-field-sprache" data-hx-swap-oob="true"' in response.text
    assert 'id="result-count" data-hx-swap-oob="innerHTML"' in response.text
    assert "<html" not in response.text


def test_unknown_values_are_left_out_with_a_hint(client: Client, concept) -> None:
    response = visit(client, "?field=sprache&field=xyz&status=&period=1066")
    assert response.status_code == 302
    response = visit(client, "?field=sprache&field=xyz&period=1066")
    assert response.context["results"].unknown == ["xyz", "1066"]
    assert len(response.context["cards"]) == 2


def test_what_is_hidden_is_no_option_and_no_result(client: Client, concept) -> None:
    hidden = {"status": "draft"}
    secret = make.field(slug="geheim", code="B", short_name="Geheimfeld", **hidden)
    lead = organisation(slug="geheimamt", name="Geheimamt", **hidden)
    make.measure(secret, title="Offene Maßnahme", lead=lead)
    make.measure(secret, title="Geheime Maßnahme", **hidden)
    for query in ("", "?field=geheim", "?organisation=geheimamt"):
        assert "Geheim" not in visit(client, query).text
        assert "Geheim" not in client.get(f"{LIST}liste/{query}").text
    assert "Offene Maßnahme" in titles(client)


def test_change_is_seen_at_once(client: Client, concept) -> None:
    concept["amt"].progress = "running"
    concept["amt"].save()
    assert "Ämter" in titles(client, "?status=running")
    make.year(concept["amt"], 2030)
    assert titles(client, "?sort=reported")[0] == "Ämter"
    concept["amt"].status = "archived"
    concept["amt"].save()
    assert "Ämter" not in titles(client)


@pytest.mark.parametrize(
    ("progress", "start", "end", "reported", "expected"),
    [
        ("running", date(2024, 3, 1), None, set(), {"2024", "2025", "2026", NOW}),
        ("running", date(2024, 3, 1), date(2025, 6, 1), set(), {"2024", "2025"}),
        ("running", None, None, {2023}, {"2023", NOW}),
        ("unknown", date(2016, 6, 1), None, {2018}, {"2016", "2017", "2018"}),
        ("unknown", date(2016, 6, 1), None, set(), {"2016"}),
        ("unknown", date(2025, 1, 1), date(2026, 12, 31), set(), {"2025", "2026", NOW}),
        ("planned", date(2028, 1, 1), None, set(), {"2028"}),
        ("unknown", None, None, set(), set()),
    ],
)
def test_periods_are_those_that_are_known(progress, start, end, reported, expected) -> None:
    row = {"progress": progress, "starts_on": start, "ends_on": end}
    assert periods(row, reported, date(2026, 3, 2)) == expected


@pytest.mark.parametrize("number", [1, 3])
def test_every_count_of_every_filter_costs_no_query(
    client: Client, number: int, django_assert_max_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = make.field(slug="sprache")
    goal = make.goal(field, make.edition(), slug="ziel")
    for index in range(number):
        measure = make.measure(field, lead=organisation(), progress=Measure.Progress.values[index % 5])
        measure.goals.add(goal)
        make.year(measure, 2020 + index % 5)
    for url in (f"{LIST}?field=sprache&goal=ziel", f"{LIST}liste/", f"{LIST}liste.csv"):
        warm(client, url, monkeypatch)
        with django_assert_max_num_queries(1):  # the measures of the page
            client.get(url)


def test_pages_have_twenty(client: Client) -> None:
    field = make.field()
    for index in range(25):
        make.measure(field, title=f"M{index:02}")
    assert len(titles(client)) == 20
    assert titles(client, "?page=2") == [f"M{index:02}" for index in range(20, 25)]
    assert len(client.get(f"{LIST}liste/").context["cards"]) == 25


def test_table_has_every_measure_and_no_formula(client: Client, concept) -> None:
    Measure.objects.filter(title="Ämter").update(title="=HYPERLINK(1)")
    response = client.get(f"{LIST}liste.csv?field=arbeit")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 4
    assert {len(row) for row in rows} == {15}
    assert {row[0] for row in rows[1:]} == {"'=HYPERLINK(1)", "Arbeit finden", "Müttertreff"}
    assert "Sprache; Arbeit" in {row[6] for row in rows}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["q", "field", "goal", "status", "period", "sort", "page", "x"]),
    value=st.text(max_size=40),
)
def test_any_text_as_parameter_gives_an_answer(client: Client, name: str, value: str) -> None:
    assert client.get(LIST, {name: value}, follow=True).status_code == 200
