"""The desk finds every entry by what stands in it; choosers show first what is called as was typed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.admin.everywhere import words_of
from ki_site.portal.models import Enquiry, Page, PageSection
from offers.models import OfferTranslation
from tests import builders
from tests.portal.one_of_each import one_of_each
from tests.portal.staff import change_url, client_of


def found(typed: str, role: str | None = "Redaktion", **more: str) -> list[Any]:
    """The hits of all kinds in their order."""
    page = client_of(role).get("/admin/find/", {"q": typed, **more})
    return [hit for kind in page.context["kinds"] for hit in kind.hits]


def names(typed: str, role: str | None = "Redaktion") -> list[str]:
    return [hit.name for hit in found(typed, role)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("x", []),
        ("Frau Ay", ["Frau", "Ay"]),
        ("a.b", [r"a\.b"]),
        ("406-5246", ["[ ()/.-]*".join("4065246")]),
        ("24.12.2026", [r"24\.12\.2026"]),
        ("Raum 12", ["Raum", "12"]),
        ("\0\0", []),
    ],
)
def test_words_and_numbers_are_taken_apart(typed: str, expected: list[str]) -> None:
    assert words_of(typed) == expected


@pytest.mark.django_db
def test_any_word_number_or_address_finds_its_entry() -> None:
    offer = builders.offer(
        title="Sprachpaten",
        status="draft",
        description="<p>Frau Ay ist <strong>Lehrerin</strong>.</p>",
        how_to_register="Anruf unter 0214 / 406 52 46",
    )
    OfferTranslation.objects.create(parent=offer, language="en", title="Language mentors", status="draft")
    builders.place(name="Treff", street="Dönhoffstraße 99")
    page = Page.objects.create(slug="ueber-uns", title="Über uns")
    PageSection.objects.create(page=page, key="teil", body="<p>Mehr unter /de/angebote/naehen/</p>")

    for typed in ("lehrerin", "406-5246", "02144065246", "mentors", "Ay Sprachpaten"):
        assert names(typed) == ["Sprachpaten"], typed
    assert names("Dönhoffstraße") == ["Treff"]
    assert names("angebote/naehen") == ["Über uns: teil"]
    assert names("Lehrerin Schwimmbad") == names("Quitte") == names("%") == []
    (hit,) = found("406-5246")
    assert (hit.url, hit.status, hit.word) == (change_url(offer), "draft", "406 52 46")
    (hit,) = found("mentors")
    assert (hit.before, hit.word, hit.language) == ("Language ", "mentors", "English")


@pytest.mark.django_db
def test_nobody_finds_what_he_may_not_see() -> None:
    builders.offer(title="Geheimnis")
    Enquiry.objects.create(message="Ein Geheimnis")

    assert len(names("Geheimnis", "Leitung")) == 2
    assert names("Geheimnis", None) == []


@pytest.mark.django_db
def test_search_costs_the_same_however_much_there_is() -> None:
    client = client_of("Leitung")
    counts, numbers = [], []
    one_of_each()
    for number in (1, 3):
        for _entry in range(number):
            builders.offer(title="seite")
            builders.contact(name="seite")
            builders.place(name="seite")
        client.get("/admin/find/", {"q": "ei"})  # what has changed is put into the index of the site
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/admin/find/", {"q": "ei"})
        counts.append(len(queries))
        numbers.append(page.context["number"])

    assert numbers[0] < numbers[1]
    assert counts[0] == counts[1] < 75


@pytest.mark.django_db
def test_every_kind_can_be_found_and_opened() -> None:
    one_of_each()

    pages = client_of("Administration").get("/admin/find/", {"q": "ei"}).context["kinds"]
    client = client_of("Administration")

    assert len(pages) > 8
    assert {client.get(kind.hits[0].url).status_code for kind in pages} == {200}


@pytest.mark.django_db
def test_more_than_a_few_stand_on_a_page_of_their_own() -> None:
    for _number in range(12):
        builders.place(name="Quittenhof")

    page = client_of("Redaktion").get("/admin/find/", {"q": "quittenhof"})

    assert page.context["number"] == 8
    assert "?q=quittenhof&amp;kind=offers.place" in page.content.decode()
    assert len(found("quittenhof", kind="offers.place")) == 12


@pytest.mark.django_db
def test_chooser_shows_the_exact_title_first_then_what_begins_so() -> None:
    office = builders.organisation(name="Kommunales Integrationszentrum")
    for name in ("Beratung im Amt", "Amt für Schule", "Zum Amt", "Amt"):
        builders.contact(name=name, organisation=office, position=10 if name != "Amt" else 90)

    chooser = client_of("Redaktion").get(
        "/admin/autocomplete/",
        {"term": "amt ", "app_label": "offers", "model_name": "offer", "field_name": "contacts"},
    )

    names = [one["text"] for one in chooser.json()["results"]]
    assert names == ["Amt", "Amt für Schule", "Beratung im Amt", "Zum Amt"]
