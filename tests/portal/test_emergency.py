"""Help in need: the page with the numbers, the way to it from every page, and the box in the search."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.content import content_token
from ki_site.portal.models import Page, PageSection
from search.models import MissedSearch
from tests import builders

PATH, HEADER = "/de/notfall/", 'class="emergency-link" href="/de/notfall/"'
HTMX = {"HX-Request": "true"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
NUMBERS = [
    "110", "112", "116016", "116117", "+4922819240", "116111",
    "+498001110550", "+498001110111", "+498001110222",
]  # fmt: skip


def texts(language: str) -> dict[str, Any]:
    path = Path(settings.CONTENT_DIR) / language / "pages.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["notfall"]


def numbers(html: str) -> list[str]:
    """What can be called, in the order of the page: numbers, and names of contact points that have one."""
    return [number or name for number, name in re.findall(r'href="tel:([^"]*)"|{{telefon:([\w-]+)}}', html)]


@pytest.fixture
def page(db: None) -> Page:
    page = Page.objects.create(slug=Page.EMERGENCY, title="Hilfe in Not", status="published")
    PageSection.objects.create(
        page=page, key="polizei", heading="Polizei", body='<p><a href="tel:110">110</a></p>'
    )
    PageSection.objects.create(
        page=page, key="frauenhaus", heading="Frauenhaus", is_required=True, hint="Anrufen"
    )
    return page


def test_every_language_has_all_numbers_as_links_national_ones_first() -> None:
    known = {
        code: [
            number
            for section in texts(code)["sections"].values()
            for number in numbers(section.get("body", ""))
        ]
        for code in LANGUAGES
    }

    assert known["de"] == [*NUMBERS, "+49217128320", "fachbereich-kinder-jugend", "115"]
    assert all(of_language == known["de"] for of_language in known.values())


def test_number_that_sources_disagree_about_waits_for_staff(client: Client, page: Page) -> None:
    assert "body" not in texts("de")["sections"]["frauenhaus"]
    assert [section.key for section in PageSection.objects.missing()] == ["frauenhaus"]

    html = client.get(PATH).text

    assert "Frauenhaus" not in html
    assert "Anrufen" not in html


def test_page_lets_people_leave_without_a_script(client: Client, page: Page) -> None:
    html = client.get(PATH).text

    assert numbers(html)[0] == "110"
    assert re.search(r'<a class="button[^"]*" href="https://[^"]+" rel="noreferrer" data-leave>', html)
    assert "js/leave" in html


def test_every_page_leads_there_and_only_this_one_is_marked(client: Client, page: Page) -> None:
    for path in ("/de/", "/de/kontakt/", "/de/gibt-es-nicht/"):
        assert f"{HEADER}>" in client.get(path).text, path
    assert f'{HEADER} aria-current="page">' in client.get(PATH).text
    assert PATH in client.get("/de/inhalt/").text.partition("<main")[2]
    assert f"http://testserver{PATH}" in client.get("/sitemap.xml").text


def test_without_the_page_nothing_leads_there(client: Client, page: Page) -> None:
    page.status = Page.Status.DRAFT
    page.save()

    assert HEADER not in client.get("/de/kontakt/").text
    assert "/notfall/" not in client.get("/de/suche/?q=Notruf").text.partition("<main")[2]


def test_page_costs_the_same_with_more_numbers_and_stays_readable(
    client: Client,
    page: Page,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.get("/de/kontakt/")
    with django_assert_num_queries(4):
        client.get(PATH)
    for key in "abc":
        PageSection.objects.create(page=page, key=key, body='<p><a href="tel:112">112</a></p>')
    client.get("/de/kontakt/")
    with django_assert_num_queries(4):
        kept = client.get(PATH)
    monkeypatch.setattr(content_token, "CHECK_EVERY", 0.0)

    def gone(*_arguments: Any) -> Any:
        raise OperationalError("gone")

    with connection.execute_wrapper(gone):
        again = client.get(PATH)
        other = Client(raise_request_exception=False).get("/ar/kontakt/")

    assert (again.status_code, again.content) == (200, kept.content)
    assert other.status_code == 503
    assert 'href="/ar/notfall/"' in other.text
    assert numbers(other.text) == ["110", "112"]


def test_last_resort_leads_there_and_names_the_numbers() -> None:
    html = (settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")

    assert 'href="/de/notfall/"' in html
    assert numbers(html)[-2:] == ["110", "112"]


def test_words_of_distress_put_one_box_above_all_results(client: Client, page: Page) -> None:
    builders.offer(title="Frauenhaus besuchen", slug="besuch")

    html = client.get("/de/suche/?q=Frauenhaus").text

    box, _, results = html.partition("results-head")
    assert html.count('class="emergency"') == 1
    assert box.count('class="emergency"') == 1
    assert numbers(box.partition("<main")[2]) == ["116016", "110"]
    assert f'class="more" href="{PATH}"' in box
    assert "/de/angebote/besuch/" in results
    assert 'class="emergency"' not in client.get("/de/suche/?q=Notar").text


@pytest.mark.parametrize("address", ["/de/suche/", "/de/suche/vorschlaege/"])
def test_nobody_in_need_is_asked_what_was_meant(client: Client, page: Page, address: str) -> None:
    builders.offer(title="Mein Mann schlägt Trommeln", slug="trommeln")
    builders.offer(title="Schaut mich an", slug="schau")
    headers = HTMX if "vorschlaege" in address else {}

    for query in ("meim mann schlägt mich", "frauenhauss", "zxzxzx frauenhaus"):
        text = client.get(address, {"q": query}, headers=headers).text
        html = text.partition("<main")[2] or text
        assert html.count('class="emergency"') == 1, query
        assert "Meinten Sie" not in html, query
        assert "Nichts" not in html, query
    assert not MissedSearch.objects.exists()
