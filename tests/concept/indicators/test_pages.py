"""The public pages about indicators: what they show, hide and cost, and the data to take along."""

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from concept.indicators import coverage
from concept.models import Group, Indicator, IndicatorValue
from concept.tables.reading import read
from concept.tables.tables import VALUES
from search.models import Entry
from tests.builders import organisation
from tests.concept import builders as make
from tests.measuring import warm

INDEX = reverse("concept:indicators")
COVERAGE = reverse("concept:coverage")
DATA = reverse("concept:data")
DRAFT = {"status": "draft"}


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here needs it."""


def main(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def file(client: Client, indicator: Indicator, form: str) -> bytes:
    response = client.get(reverse("concept:indicator_data", args=[indicator.slug, form]))
    assert response.status_code == 200
    return response.content


def boroughs(number: int = 3) -> list[Group]:
    return [
        Group.objects.create(slug=f"bezirk-{key}", dimension="borough", name=f"Bezirk {key}", position=key)
        for key in range(1, number + 1)
    ]


def with_small_group() -> Indicator:
    found = make.indicator(population="all", name="Menschen", slug="menschen")
    make.value(found, "2024-12-31", "160", period="year")
    for group, number in zip(boroughs(), ("3", "57", "100"), strict=True):
        make.value(found, "2024-12-31", number, group=group, period="year", note=f"Notiz {number}")
    return found


class TestIndicator:
    def test_has_sentence_chart_table_and_everything_about_the_figure(self, client: Client) -> None:
        field = make.field(short_name="Sprache")
        owner = organisation(name="Statistikstelle")
        found = make.indicator(
            field=field, name="Leistungen", limits="Nur ein Teil.", source_name="IT.NRW", data_owner=owner,
            direction="less",
        )  # fmt: skip
        make.value(found, "2022-12-31", missing="not_collected", period="year")
        make.value(
            found, "2023-12-31", "645", period="year", source_name="Quelle A", as_of=dt.date(2024, 5, 1)
        )
        make.value(found, "2024-12-31", "470", period="year", status="provisional", note="Anmerkung")
        make.target(found, 2024, "500", note="Zwischenziel")
        make.target(found, 2030, "300", is_example=True)
        text = main(client, found.get_absolute_url())
        svg = re.search(r'<svg class="line-chart.*?</svg>', text, re.DOTALL).group()
        for expected in (
            'role="img"',
            "<title",
            "<desc",
            'class="is-hollow"',
            'class="target"',
        ):
            assert expected in svg
        assert not re.search(r"style=|<script|on\w+=", svg)
        rows = re.findall(r'<th scope="row">(?:<bdi dir="ltr">)?(\d+)', text)
        assert rows == ["2030", "2024", "2023", "2022"]
        for expected in (
            "<caption>Leistungen (Leverkusen)</caption>", "Quelle A", "1. Mai 2024", "Anmerkung",
            "nicht erhoben", "Zwischenziel", "Nur ein Teil.", "Statistikstelle", "beschreibt Lebenslagen",
        ):  # fmt: skip
            assert expected in text

    def test_links_goals_measures_and_neighbours(self, client: Client) -> None:
        field, edition = make.field(), make.edition()
        goal = make.goal(field, edition, title="Deutsch lernen", slug="deutsch")
        first, found, last = (make.indicator(field=field, position=place) for place in (1, 2, 3))
        found.goals.add(goal, make.goal(field, edition, title="Geheimziel", **DRAFT))
        make.measure(field, title="Sprachkurse").goals.add(goal)
        make.measure(field, title="Geheimkurse", **DRAFT).goals.add(goal)
        make.measure(field, title="Anderes")
        text = main(client, found.get_absolute_url())
        assert f'{field.get_absolute_url()}#goal-deutsch"' in text
        assert "Sprachkurse" in text
        assert f'rel="prev" href="{first.get_absolute_url()}"' in text
        assert f'rel="next" href="{last.get_absolute_url()}"' in text
        assert "Geheim" not in text
        assert "Anderes" not in text

    def test_groups_stand_side_by_side_on_one_scale(self, client: Client) -> None:
        found = make.indicator()
        for year in range(2018, 2025):
            make.value(found, f"{year}-12-31", "100", period="year")
            for group, number in zip(boroughs() if year == 2018 else Group.objects.all(), "679", strict=True):
                make.value(found, f"{year}-12-31", f"{number}0", period="year", group=group)
        text = main(client, found.get_absolute_url())
        panels = re.findall(r'<svg class="line-chart" viewBox="0 0 200 150".*?</svg>', text, re.DOTALL)
        assert len(panels) == 3
        levels = [re.findall(r'class="level".*?<text[^>]*>([^<]*)', panel) for panel in panels]
        assert levels[0] == levels[1] == levels[2] == ["0", "50", "100"]
        assert re.findall(r'<th scope="col" class="num">(Bezirk \d)', text) == [
            "Bezirk 1",
            "Bezirk 2",
            "Bezirk 3",
        ]

    def test_small_group_is_seen_nowhere(self, client: Client) -> None:
        found = with_small_group()
        text = main(client, found.get_absolute_url())
        assert "unter 5" in text
        assert "57" not in text
        assert "Notiz 3" not in text
        for form in ("csv", "json"):
            rows = [row for _number, row in read(file(client, found, form), f"x.{form}", VALUES).rows]
            told = {row["group"]: (row["value"], row["missing"], row["note"]) for row in rows}
            assert told["bezirk-1"] == told["bezirk-2"] == (None, "suppressed", "")
            assert told["bezirk-3"] == (Decimal(100), "", "Notiz 100")
        everything = client.get(reverse("concept:dataset", args=["indikatorwerte", "csv"])).content.decode()
        assert ",57," not in everything
        assert everything.count("suppressed") == 2
        assert IndicatorValue.objects.get(group__slug="bezirk-1").value == 3

    def test_correction_is_told_with_its_reason(self, client: Client) -> None:
        found = make.indicator()
        make.value(
            found, "2024-12-31", "470", status="corrected", correction_reason="Zahlendreher",
            corrected_on=dt.date(2025, 2, 1), previous_value=Decimal(740),
        )  # fmt: skip
        text = main(client, found.get_absolute_url())
        for expected in ("1. Februar 2025", "Zahlendreher", "740"):
            assert expected in text

    def test_without_values_it_says_so(self, client: Client) -> None:
        text = main(client, make.indicator().get_absolute_url())
        assert "Noch keine Daten" in text
        assert "<table" not in text

    @pytest.mark.parametrize("form", ["", "json"])
    def test_draft_and_one_of_a_draft_field_are_seen_by_staff_alone(self, client: Client, form: str) -> None:
        draft = make.indicator(**DRAFT)
        below = make.indicator(field=make.field(**DRAFT))
        urls = [
            reverse("concept:indicator_data", args=[one.slug, form]) if form else one.get_absolute_url()
            for one in (draft, below)
        ]
        assert [client.get(url).status_code for url in urls] == [404, 404]
        user = User.objects.create_user("redaktion", is_staff=True)
        user.user_permissions.add(Permission.objects.get(codename="change_indicator"))
        client.force_login(user)
        for url in urls:
            assert client.get(url).headers["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        field, edition = make.field(), make.edition()
        goal = make.goal(field, edition)
        found = make.indicator(field=field)
        found.goals.add(goal)
        group = boroughs(1)[0]
        for year in range(2025 - number, 2025):
            make.value(found, f"{year}-12-31", "50", period="year")
            make.value(found, f"{year}-12-31", "20", period="year", group=group)
            make.target(found, year, "60")
            make.measure(field).goals.add(goal)
            make.indicator(field=field)
        warm(client, found.get_absolute_url(), monkeypatch)
        # indicator with field and owner, values, groups, targets, goals, measures, neighbours
        with django_assert_num_queries(7):
            client.get(found.get_absolute_url())


def as_rows(content: bytes, form: str) -> list[dict[str, str]]:
    """The rows of a table as texts, by the names of the columns."""
    if form == "csv":
        return list(csv.DictReader(io.StringIO(content.decode())))
    heading, *rows = load_workbook(io.BytesIO(content))["values"].iter_rows(values_only=True)
    return [
        dict(zip(heading, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in rows
    ]


class TestFiles:
    def test_what_is_exported_is_read_unchanged(self, client: Client) -> None:
        found = make.indicator(unit="percent", decimals=1)
        make.value(found, "2023-12-31", "43.5", period="year", note="=SUMME(A1)", qualifier="over")
        make.value(found, "2024-12-31", missing="not_yet", period="year", source_name="Quelle; mit Strich")
        kinds = [read(file(client, found, form), f"x.{form}", VALUES) for form in ("csv", "json", "xlsx")]
        assert [kind.errors for kind in kinds] == [[], [], []]
        assert kinds[0].rows[0][1] == kinds[1].rows[0][1] == kinds[2].rows[0][1]
        assert kinds[0].rows[0][1]["note"] == "=SUMME(A1)"
        assert kinds[0].rows[1][1]["missing"] == "not_yet"

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_tables_say_in_words_what_was_counted(self, client: Client, form: str) -> None:
        found = make.indicator(name="Kinder in der Kita", unit="percent", decimals=1)
        group = Group.objects.create(slug="frauen", name="Frauen", dimension="gender")
        make.value(found, "2023-12-31", "43.5", period="year")
        make.value(found, "2023-12-31", "44.5", period="year", group=group)
        rows = as_rows(file(client, found, form), form)
        assert [(row["indicator_name"], row["group_name"], row["unit"]) for row in rows] == [
            ("Kinder in der Kita", "", "Prozent"), ("Kinder in der Kita", "Frauen", "Prozent"),
        ]  # fmt: skip

    def test_json_tells_about_itself_and_csv_is_saved(self, client: Client) -> None:
        found = make.indicator(name="Leistungen")
        make.target(found, 2030, "5")
        told = json.loads(file(client, found, "json"))
        assert told["name"] == "Leistungen"
        assert told["licence"] is None
        assert told["targets"][0]["year"] == 2030
        response = client.get(reverse("concept:indicator_data", args=[found.slug, "csv"]))
        assert response.headers["Content-Disposition"] == f'attachment; filename="{found.slug}.csv"'

    @pytest.mark.parametrize("form", ["pdf", "CSV"])
    def test_other_forms_do_not_exist(self, client: Client, form: str) -> None:
        found = make.indicator()
        assert client.get(f"{INDEX}{found.slug}.{form}").status_code == 404
        assert client.get(f"{DATA}ziele.{form}").status_code == 404
        assert client.get(f"{DATA}gibt-es-nicht.csv").status_code == 404


class TestIndex:
    def test_groups_by_field_with_latest_value_and_direction(self, client: Client) -> None:
        field = make.field(name="Bildung")
        found = make.indicator(field=field, name="Kinder")
        make.value(found, "2023-12-31", "10", period="year")
        make.value(found, "2024-12-31", "12", period="year")
        make.indicator(name="Ohne Wert")
        make.indicator(name="Geheim", **DRAFT)
        make.indicator(name="Geheim im Feld", field=make.field(code="B", **DRAFT))
        text = main(client, INDEX)
        city, of_field = text.split("Bildung")[:2]
        assert "Ohne Wert" in city
        assert "Noch keine Daten" in city
        assert "Kinder" in of_field
        assert ">12<" in of_field
        assert 'd="M2.25 18 9 11.25' in of_field
        assert "Geheim" not in text

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        field = make.field()
        for _ in range(number):
            make.value(make.indicator(field=field), "2024-12-31", "5")
        warm(client, INDEX, monkeypatch)
        with django_assert_num_queries(2):
            client.get(INDEX)


class TestCoverage:
    @pytest.fixture(autouse=True)
    def _first_of_may(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(coverage, "today", lambda: dt.date(2026, 5, 1))

    def test_says_what_is_current_late_and_missing(self, client: Client) -> None:
        field = make.field(slug="bildung")
        for name, year in (("Neu", 2025), ("Alt", 2020)):
            make.value(make.indicator(field=field, name=name), f"{year}-12-31", "1", period="year")
        make.value(make.indicator(field=field, name="Ab und zu", rhythm="irregular"), "2019-12-31", "1")
        make.indicator(field=field, name="Fehlt")
        text = main(client, COVERAGE)
        states = dict(re.findall(r'">(Neu|Alt|Ab und zu|Fehlt)</a>: (.*?)</span>', text, re.DOTALL))
        assert set(states) == {"Neu", "Alt", "Ab und zu", "Fehlt"}
        assert "30. Juni 2027" in states["Neu"]
        assert "30. Juni 2022" in states["Alt"]
        assert re.search(
            r'href="#bildung".*?<td class="num">2 \w+ 4\s*</td><td class="num">3 \w+ 4', text, re.DOTALL
        )

    def test_counts_reports_on_measures_of_the_last_year(self, client: Client) -> None:
        field = make.field(slug="bildung")
        make.year(make.measure(field, title="Gemeldet", progress="running"), 2025)
        make.year(make.measure(field, title="Früher", progress="running"), 2023)
        make.measure(field, title="Nie", progress="running")
        make.measure(field, title="Vorhaben", progress="planned")
        make.measure(field, title="Vergangenes", progress="completed")
        make.measure(field, title="Geheim", **DRAFT)
        text = main(client, COVERAGE)
        assert re.search(r'<td class="num">1 \w+ 3\s*</td></tr>', text)
        for expected in ("Gemeldet", "Früher", "Nie", "2025", "2023"):
            assert expected in text
        for hidden in ("Vorhaben", "Vergangenes", "Geheim"):
            assert hidden not in text

    def test_queries(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        field = make.field()
        for _ in range(20):
            make.value(make.indicator(field=field), "2024-12-31", "5")
            make.year(make.measure(field), 2025)
        warm(client, COVERAGE, monkeypatch)
        with django_assert_num_queries(4):
            client.get(COVERAGE)


class TestOpenData:
    def test_names_every_set_with_its_files(self, client: Client) -> None:
        text = main(client, DATA)
        for slug in (
            "indikatorwerte",
            "zielwerte",
            "ziele",
            "massnahmen",
            "meilensteine",
            "gremien",
            "sitzungen",
        ):
            for form in ("csv", "json", "xlsx"):
                assert f'href="{DATA}{slug}.{form}"' in text

    def test_terms_are_not_made_up(self, client: Client) -> None:
        edition = make.edition()
        assert "licenses" not in client.get(DATA).content.decode()
        edition.data_licence = "dl-zero-de/2.0"
        edition.save()
        assert "Datenlizenz Deutschland – Zero" in main(client, DATA)

    def test_every_set_is_readable_and_has_no_draft(self, client: Client) -> None:
        edition = make.edition()
        for status, name in (("published", "Offen"), ("draft", "Geheim")):
            field = make.field(code=name[0], slug=name.lower(), name=name, status=status)
            make.goal(field, edition, title=name, status=status)
            measure = make.measure(
                field, title=name, status=status, lead=organisation(name=name, status=status)
            )
            make.year(measure, 2024, done=name)
            found = make.indicator(field=field, name=name, slug=f"zahl-{name.lower()}", status=status)
            make.value(found, "2024-12-31", "50", note=name)
            make.target(found, 2030, "60", note=name)
            make.milestone(2024, title=name, status=status)
            make.meeting(make.body(name=name, status=status), title=name)
        for slug in re.findall(rf'href="{DATA}([\w-]+)\.csv"', main(client, DATA)):
            text = client.get(f"{DATA}{slug}.csv").content.decode()
            rows = list(csv.DictReader(io.StringIO(text)))
            assert len(rows) == 1, slug
            assert "eheim" not in text, slug
            told = json.loads(client.get(f"{DATA}{slug}.json").content)
            assert told["terms_of_use"]

    def test_catalogue_has_what_dcat_ap_de_asks_for(self, client: Client) -> None:
        make.edition(
            data_publisher=organisation(name="KI", email="ki@example.org"), municipality_key="05316000",
            data_licence="dl-by-de/2.0",
        )  # fmt: skip
        make.value(make.indicator(), "2024-12-31", "50")
        response = client.get(reverse("concept:data_catalogue"))
        assert response.headers["Content-Type"].startswith("application/ld+json")
        told = json.loads(response.content)
        assert told["@type"] == "dcat:Catalog"
        for one in (told, *told["dcat:dataset"]):
            assert one["dcterms:title"]["@value"]
            assert one["dcterms:description"]["@value"]
            assert one["dcterms:publisher"]["foaf:name"] == "KI"
        sets = told["dcat:dataset"]
        assert all(one["dcterms:spatial"]["@id"].endswith("/05316000") for one in sets)
        assert sets[0]["dcterms:temporal"]["dcat:endDate"]["@value"] == "2024-12-31"
        files = [one for found in sets for one in found["dcat:distribution"]]
        for one in files:
            assert one["dcterms:license"]["@id"] == "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
            assert one["dcat:accessURL"]["@id"].startswith("http://testserver/de/integrationskonzept/daten/")
            assert one["dcterms:format"]["@id"].rsplit("/", 1)[1] in {"CSV", "JSON", "XLSX"}
        assert len({one["@id"] for one in files}) == len(files) == 3 * len(sets)

    def test_catalogue_says_that_terms_are_open(self, client: Client) -> None:
        told = json.loads(client.get(reverse("concept:data_catalogue")).content)
        for found in told["dcat:dataset"]:
            for one in found["dcat:distribution"]:
                assert "dcterms:license" not in one
                assert one["dcterms:rights"]["rdfs:label"]["@value"]

    def test_files_are_german_in_every_language(self, client: Client) -> None:
        make.field(name="Sprache und mehr")
        german, arabic = (
            client.get(f"/{code}/integrationskonzept/daten/handlungsfelder.csv") for code in ("de", "ar")
        )
        assert german.content == arabic.content

    def test_queries(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        make.edition()
        for _ in range(5):
            make.value(make.indicator(), "2024-12-31", "5")
        warm(client, DATA, monkeypatch)
        with django_assert_num_queries(3):
            client.get(DATA)
        # fields of the indicators are asked for inside; values with groups
        with django_assert_num_queries(3):
            client.get(f"{DATA}indikatorwerte.csv")


def test_pages_are_read_only(client: Client) -> None:
    found = make.indicator()
    for url in (INDEX, COVERAGE, DATA, found.get_absolute_url()):
        assert client.post(url).status_code == 405


def test_search_and_sitemap_lead_to_what_is_published(client: Client) -> None:
    found = make.indicator(slug="erhebungen")
    draft = make.indicator(slug="entwurf", **DRAFT)
    links = [entry.link[:2] for entry in Entry.objects.filter(kind="indicator")]
    assert links == [["concept:indicator", ["erhebungen"]]]
    listed = client.get("/sitemap.xml").text
    assert found.get_absolute_url() in listed
    assert INDEX in listed
    assert draft.get_absolute_url() not in listed
