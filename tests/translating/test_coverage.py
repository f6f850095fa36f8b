"""The overview of all languages: what it counts, for whom, where it leads."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from offers.models import HoursSet, Offer, OfferTranslation
from tests import builders
from tests.portal.staff import client_of
from translating import coverage

pytestmark = pytest.mark.django_db

URL = "/admin/translations/"


def shares() -> Any:
    found = coverage.counted([Offer])
    return {share.code: share for share in coverage.by_language([Offer], found)}


@pytest.mark.parametrize("path", ["", "export/", "import/", "?language=ar", "?language=ar&kind=offers.offer"])
@pytest.mark.parametrize(
    ("role", "code"), [(None, 403), ("Redaktion", 200), ("Leitung", 200), ("Administration", 200)]
)
def test_pages_are_for_those_who_may_translate(path: str, role: str | None, code: int) -> None:
    builders.offer()

    assert client_of(role).get(URL + path).status_code == code


@override_settings(LANGUAGES=[("de", "Deutsch")])
def test_german_site_has_nothing_to_translate() -> None:
    assert client_of("Administration").get(URL).status_code == 403


@pytest.mark.parametrize(
    "query", ["language=xx", "language=de&kind=offers.offer", "language=ar&kind=auth.user"]
)
def test_unknown_names_change_nothing(query: str) -> None:
    response = client_of("Redaktion").get(f"{URL}?{query}")

    assert response.status_code == 200
    assert "to_do" not in response.context


def test_each_state_is_counted_once() -> None:
    for status in ("draft", "machine", "reviewed"):
        OfferTranslation.objects.create(parent=builders.offer(), language="ar", title="x", status=status)
    outdated = builders.offer()
    OfferTranslation.objects.create(parent=outdated, language="ar", title="x", status="reviewed")
    outdated.title = "Neu"
    outdated.save()
    builders.offer()

    share = shares()["ar"]

    assert [(state.value, number) for state, number in share.by_state] == [
        ("missing", 1),
        ("outdated", 1),
        ("draft", 1),
        ("machine", 1),
        ("reviewed", 1),
    ]
    assert (share.total, share.done, share.percent) == (5, 3, 60)


def test_what_is_archived_or_empty_is_not_to_be_translated() -> None:
    archived = builders.offer(status="archived")
    OfferTranslation.objects.create(parent=archived, language="ar", title="x")
    place = builders.place(status="archived")
    HoursSet.objects.create(place=place, note="Nach Absprache")
    HoursSet.objects.create(place=builders.place())

    assert shares()["ar"].total == 0
    assert coverage.counted([HoursSet]) == {}


def test_outdated_entries_come_before_missing_ones() -> None:
    missing = builders.offer(title="Fehlt")
    outdated = builders.offer(title="Alt")
    OfferTranslation.objects.create(parent=outdated, language="ar", title="x")
    outdated.summary = "Neu."
    outdated.save()

    page = client_of("Redaktion").get(f"{URL}?language=ar&kind=offers.offer")

    assert [one.url for one in page.context["to_do"]] == [
        f"/admin/translate/offers.offer/{outdated.pk}/ar/",
        f"/admin/translate/offers.offer/{missing.pk}/ar/",
    ]


def test_overview_costs_one_query_for_all_kinds_and_languages() -> None:
    OfferTranslation.objects.create(parent=builders.offer(), language="ar", title="x")
    client = client_of("Redaktion")
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{URL}?language=ar")

    assert len([query for query in queries if "offers_offertranslation" in query["sql"]]) == 1
