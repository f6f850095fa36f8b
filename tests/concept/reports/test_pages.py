"""The public pages and files of reports: who sees what, what it costs, what is in the files."""

import datetime as dt
import io
import json
import re
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from concept.models import Approach, Goal, Indicator, Measure
from tests.concept import builders as make
from tests.concept.reports import builders as report
from tests.measuring import warm

pytestmark = pytest.mark.django_db
INDEX = reverse("concept:reports")
ENDINGS = ("/", ".pdf", ".xlsx", ".json")


def address(slug: str, ending: str = "/") -> str:
    return INDEX + slug + ending


class TestIndex:
    def test_shows_runs_and_documents_together(self, client: Client) -> None:
        report.run(slug="entwurf", title="Noch offen")
        version = report.fixed(slug="fest", title="Bericht 2025")
        version.run.title = "Neuer Titel für die nächste Fassung"
        version.run.save()
        make.report(make.edition(), title="Statusbericht 2024", measure_count=80)

        text = client.get(INDEX).text

        for expected in ("Noch offen", "Bericht 2025", "Statusbericht 2024", address("fest")):
            assert expected in text
        assert "Neuer Titel" not in text

    def test_hides_what_is_not_public(self, client: Client) -> None:
        report.run(title="Geheim", status="draft")
        report.fixed(title="Geheim", status="archived")

        assert "Geheim" not in client.get(INDEX).text

    def test_constant_queries(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
    ) -> None:
        for _number in range(4):
            report.fixed()
            make.report(make.edition(slug=f"e{_number}", is_current=False), document=make.document())
        warm(client, INDEX, monkeypatch)

        with django_assert_num_queries(3):
            client.get(INDEX)


class TestReport:
    def test_draft_in_public_says_so_and_follows_the_data(self, client: Client) -> None:
        report.city()
        report.run(slug="offen")

        assert "callout--warning" in client.get(address("offen")).text
        Measure.objects.filter(slug="kurse").update(title="Abendkurse")

        assert "Abendkurse" in client.get(address("offen")).text
        assert client.get(address("offen", ".pdf")).content.startswith(b"%PDF-1.7")

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_hidden_one_is_shown_to_staff_with_the_right_alone(self, client: Client, ending: str) -> None:
        report.run(slug="geheim", status="draft")
        assert client.get(address("geheim", ending)).status_code == 404
        user = User.objects.create_user("jemand", is_staff=True)
        client.force_login(user)
        assert client.get(address("geheim", ending)).status_code == 404
        user.user_permissions.add(Permission.objects.get(codename="change_reportrun"))

        response = client.get(address("geheim", ending))

        assert response.status_code == 200
        assert "no-store" in response.headers["Cache-Control"]

    @pytest.mark.parametrize(
        "page", ["ganz/", "kapitel/field-sprache/", "kapitel/city/", "kapitel/steering/"]
    )
    def test_headings_are_in_order_and_anchors_lead_somewhere(self, client: Client, page: str) -> None:
        report.city()
        report.fixed(slug="fest")
        text = client.get(address("fest") + page).text.split("<main")[1].split("</main>")[0]

        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        anchors = re.findall(r'href="#([^"]+)"', text)
        assert len(anchors) > 8 or page != "ganz/"
        assert set(anchors) <= set(re.findall(r' id="([^"]+)"', text))

    def test_has_charts_and_tables_without_styles_or_scripts(self, client: Client) -> None:
        report.city()
        report.run(slug="offen")

        text = client.get(address("offen") + "ganz/").text.split('<div class="report"')[1].split("</main>")[0]

        svg = re.search(r'<svg class="line-chart.*?</svg>', text, re.DOTALL)
        assert svg is not None
        assert 'role="img"' in svg.group()
        assert "<title" in svg.group()
        assert not re.search(r"style=|<script|\son\w+=", text)
        assert text.count("<caption") == text.count("<table")

    def test_is_german_on_a_page_of_another_language(self, client: Client) -> None:
        report.city()
        report.run(slug="offen")

        for page in ("", "ganz/", "kapitel/city/"):
            german = client.get(address("offen") + page).text
            text = client.get((address("offen") + page).replace("/de/", "/ar/")).text
            opening = re.search(r'<div class="report[^>]*>', german)
            assert opening is not None
            assert opening.group().replace(">", ' lang="de" dir="ltr">') in text

    def test_contents_lead_to_every_page_and_pages_to_their_neighbours(self, client: Client) -> None:
        report.city()
        report.run(slug="offen")
        contents = client.get(address("offen")).text
        keys = re.findall(r'<a href="kapitel/([\w-]+)/">', contents)
        assert len(keys) > 5
        for before, key in pairwise(keys):
            page = client.get(f"{address('offen')}kapitel/{key}/").text
            assert f'rel="prev" href="{address("offen")}kapitel/{before}/"' in page
            assert f'href="{address("offen")}"' in page
        assert client.get(f"{address('offen')}kapitel/erfunden/").status_code == 404

    def test_every_anchor_of_the_whole_report_stands_in_the_contents_too(self, client: Client) -> None:
        """Addresses with an anchor were given away when all of it stood on one page."""
        report.city()
        report.run(slug="offen")
        contents = client.get(address("offen")).text
        whole = client.get(address("offen") + "ganz/").text
        old = re.findall(r' id="((?:chapter|field|measure|indicator)-[\w-]+|foreword)"', whole)
        assert len(old) > 8
        for anchor in old:
            if anchor.endswith("-alt"):
                continue
            assert f' id="{anchor}"' in contents, anchor
        leading = re.findall(r'<li id="([\w-]+)"><a href="(kapitel/[\w-]+/)#', contents)
        for anchor, page in leading:
            assert f'id="{anchor}"' in client.get(address("offen") + page).text

    def test_links_between_measures_reach_the_page_that_tells_of_them(self, client: Client) -> None:
        report.city()
        report.run(slug="offen")
        for field in re.findall(r'"kapitel/(field-[\w-]+)/"', client.get(address("offen")).text):
            start = f"{address('offen')}kapitel/{field}/"
            text = client.get(start).text
            for page, anchor in re.findall(r'href="(?:\.\./([\w-]+)/)?#(measure-[\w-]+)"', text):
                there = client.get(f"{address('offen')}kapitel/{page or field}/").text
                assert f'id="{anchor}"' in there

    def test_version_has_its_own_pages(self, client: Client) -> None:
        report.city()
        report.fixed(slug="fest")
        start = address("fest", "/fassung-1/")
        assert f'href="{start}ganz/"' in client.get(start).text
        assert f'rel="next" href="{start}kapitel/' in client.get(f"{start}kapitel/glance/").text

    def test_examples_are_said_once_where_all_are(self, client: Client) -> None:
        report.city()
        for model in (Goal, Approach, Indicator):
            model.objects.update(is_example=True)
        report.run(slug="offen")
        whole = client.get(address("offen") + "ganz/").text
        assert "tag--example" not in whole
        assert whole.count("sind Beispiele") == 1
        Indicator.objects.filter(field__isnull=False).update(is_example=False)
        assert "tag--example" in client.get(address("offen") + "ganz/?x=1").text

    @pytest.mark.parametrize("page", ["", "ganz/", "kapitel/field-sprache/"])
    def test_fixed_one_costs_few_queries(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any, page: str
    ) -> None:
        report.city()
        report.fixed(slug="fest")
        warm(client, address("fest") + page, monkeypatch)

        with django_assert_num_queries(3):
            client.get(address("fest") + page)

    def test_unknown_kinds_of_files_and_methods(self, client: Client) -> None:
        report.run(slug="offen")

        for ending in (".doc", ".", ".pdf/", "/fassung-1/", "/fassung-1.pdf", "/fassung-x/"):
            assert client.get(address("offen", ending)).status_code == 404, ending
        assert client.post(address("offen")).status_code == 405


class TestFiles:
    def test_json_is_the_whole_report(self, client: Client) -> None:
        report.city()
        report.run(slug="offen")

        response = client.get(address("offen", ".json"))

        assert response.headers["Content-Type"] == "application/json"
        data = json.loads(response.content)
        assert data["measures"][0]["title"] == "Sprachkurse"
        assert data["version"] is None

    def test_workbook_has_all_tables_with_numbers_and_dates(self, client: Client) -> None:
        report.city()
        Measure.objects.filter(slug="kurse").update(title="=1+1")
        report.fixed(slug="fest")

        response = client.get(address("fest", ".xlsx"))

        assert 'filename="fest-fassung-1.xlsx"' in response.headers["Content-Disposition"]
        book = load_workbook(io.BytesIO(response.content))
        assert len(book.sheetnames) == 7
        rows = [[cell.value for cell in row] for sheet in book for row in sheet]
        cells = [cell for row in rows for cell in row]
        assert 430 in cells
        assert dt.datetime(2025, 12, 31) in cells  # noqa: DTZ001
        assert "'=1+1" in cells
        assert "Der Stand." in cells
        assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]

    def test_files_are_made_once(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        report.fixed(slug="fest")
        first = client.get(address("fest", ".pdf") + "?a=1").content
        monkeypatch.setattr("concept.reports.pdf.typst", None)

        assert client.get(address("fest", ".pdf") + "?a=2").content == first


def test_sitemap_names_index_and_public_reports(client: Client) -> None:
    report.run(slug="offen")
    report.run(slug="geheim", status="draft")

    text = client.get("/sitemap.xml").text

    assert f"{address('offen')}</loc>" in text
    assert f"{INDEX}</loc>" in text
    assert "geheim" not in text
