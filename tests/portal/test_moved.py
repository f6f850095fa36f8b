"""An address that an entry had once leads to today's, for ever."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concept.models import ReportRun
from core.content import held_addresses
from core.content.held_addresses import HeldAddress
from core.models import Publishable
from ki_site.portal.content.loading import Loader
from ki_site.portal.models import Page, Term
from offers.models import Offer
from tests import builders
from tests.concept import builders as concept
from tests.news import builders as news
from tests.portal.staff import change_url, client_of, form_data

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 5, 1)


def every_kind() -> list[Publishable]:
    field = concept.field()
    run = ReportRun.objects.create(
        slug="bericht", title="Bericht", period_from=DAY, period_until=DAY, status="published"
    )
    page = Page.objects.create(slug="seite", title="Eine Seite", status="published")
    return [
        builders.offer(), builders.organisation(), builders.place(), page, news.post(), news.event(), field,
        concept.measure(field), concept.indicator(field=field), run,
    ]  # fmt: skip


def move(entry: Any, slug: str) -> None:
    entry.slug = slug
    entry.save()


def test_former_addresses_of_all_kinds_lead_to_todays_in_one_step(client: Client) -> None:
    found = {}
    for entry in every_kind():
        first = entry.get_absolute_url()  # type: ignore[attr-defined]
        move(entry, "neu")
        second = entry.get_absolute_url()  # type: ignore[attr-defined]
        move(entry, "ganz-neu")
        type(entry).objects.filter(pk=entry.pk).update(slug="neueste")
        for address in (first, second):
            answer = client.get(address.replace("/de/", "/ar/"))
            found[address] = (answer.status_code, answer.headers.get("Location", ""))
        entry.refresh_from_db()
        today = entry.get_absolute_url().replace("/de/", "/ar/")  # type: ignore[attr-defined]
        assert found[first] == found[second] == (301, today)
    assert len(found) == 20


def test_files_under_a_former_address_and_the_question_are_kept(client: Client) -> None:
    event, indicator = news.event(), concept.indicator()
    run = ReportRun.objects.create(
        slug="bericht", title="Bericht", period_from=DAY, period_until=DAY, status="published"
    )
    changed = reverse("concept:report_changes", args=["bericht"])
    calendar = reverse("news:event_calendar", args=[event.slug])
    table = reverse("concept:indicator_data", args=[indicator.slug, "csv"])
    for entry in (event, indicator, run):
        move(entry, "neu")

    assert client.get(calendar).headers["Location"] == "/de/termine/neu.ics"
    assert client.get(table).headers["Location"] == "/de/integrationskonzept/indikatoren/neu.csv"
    # What no view understands is taken away from every address (see `core.memory.parameters`).
    assert client.get(f"{changed}?utm=x&mit=%C3%BC").headers["Location"] == (
        "/de/integrationskonzept/berichte/neu/aenderungen/?mit=%C3%BC"
    )


def test_a_former_address_leads_only_to_what_the_visitor_may_see(client: Client) -> None:
    field = concept.field()
    draft, archived = builders.offer(status="draft"), builders.offer(status="archived")
    gone, hidden = builders.offer(), concept.indicator(field=field)
    addresses = [entry.get_absolute_url() for entry in (draft, archived, gone, hidden)]
    for entry in (draft, archived, gone, hidden):
        move(entry, f"{entry.slug}-neu")
    gone.delete()
    field.status = "draft"
    field.save()

    assert [client.get(address).status_code for address in addresses] == [404] * 4
    staff = client_of("Redaktion")
    assert [staff.get(address).status_code for address in addresses] == [301, 301, 404, 301]


def test_a_kept_page_is_not_sent_under_the_former_address(client: Client) -> None:
    cache.clear()
    offer = builders.offer(slug="alt")
    assert client.get("/de/angebote/alt/").status_code == client.get("/de/angebote/alt/").status_code == 200

    move(offer, "neu")

    assert client.get("/de/angebote/alt/").status_code == 301
    assert client.get("/de/angebote/neu/").status_code == 200


def test_only_a_missing_address_costs_a_query_more(client: Client) -> None:
    builders.offer(slug="da")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return sum("core_heldaddress" in query["sql"] for query in queries)

    assert (asked("/de/angebote/gibt-es-nicht/"), asked("/de/angebote/da/")) == (1, 0)


def test_a_former_address_is_taken_only_on_purpose(client: Client) -> None:
    first, second = builders.offer(slug="alt", title="Das erste"), builders.offer(slug="zweites")
    move(first, "erstes")
    second.slug = "alt"
    with pytest.raises(ValidationError) as refused:
        second.full_clean()
    assert "Das erste" in str(refused.value)

    staff = client_of("Leitung")
    page = staff.get(change_url(second))
    again = staff.post(change_url(second), form_data(page, slug="alt"))
    assert "_take_address" in again.content.decode()
    assert staff.post(change_url(second), form_data(page, slug="alt", _take_address="on")).status_code == 302

    assert client.get("/de/angebote/alt/").status_code == 200
    # Whoever has an address today may take it back: nobody else can have it.
    move(second, "zweites")
    assert client.get("/de/angebote/alt/").headers["Location"] == "/de/angebote/zweites/"


def test_addresses_of_the_deleted_are_free_and_an_entry_may_return_to_its_own() -> None:
    gone, moved = builders.offer(slug="weg"), builders.offer(slug="da")
    gone.delete()
    move(moved, "dort")

    for slug in ("weg", "da"):
        moved.slug = slug
        moved.full_clean()


def test_content_files_do_not_take_an_address_that_staff_have_changed(tmp_path: Any) -> None:
    term = Term.objects.create(slug="ki", name="KI", explanation="Was es heißt.", status="published")
    move(term, "zentrum")
    (tmp_path / "de").mkdir()
    (tmp_path / "glossary.yaml").write_text("ki: {}\n")
    (tmp_path / "de" / "glossary.yaml").write_text("ki: {name: KI, explanation: Noch einmal.}\n")
    loader = Loader(tmp_path)

    loader.load()

    assert [row.slug for row in Term.objects.all()] == ["zentrum"]
    assert len(loader.kept) == 1


def test_holding_costs_the_same_for_many_entries() -> None:
    offers = [builders.offer() for _ in range(3)]
    assert HeldAddress.objects.filter(kind="offers.offer").count() == 3

    def cost(number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            held_addresses.hold(Offer, [offer.pk for offer in offers[:number]])
        return len(queries)

    assert cost(1) == cost(3) == 2
