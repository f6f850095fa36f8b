"""The history of an entry, the way back, and the bin."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.content import changes
from core.editing import body as bodies
from core.models import Change, Version
from news.models import Event
from offers.models import HoursRule, HoursSet, Offer, Topic
from tests import builders
from tests.news import builders as news
from tests.portal.staff import admin_url, change_url, client_of, form_data, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Client:
    return client_of("Leitung")


@pytest.fixture
def offer() -> Offer:
    made = builders.offer(title="Nähen", for_whom="Für alle")
    hours = HoursSet.objects.create(offer=made)
    HoursRule.objects.create(hours=hours, weekday=1, opens="09:00", closes="12:00")
    made.topics.add(Topic.objects.create(slug="t", name="Sprache"))
    made.translations.create(language="ar", title="خياطة", status="reviewed")
    return made


def change(client: Client, entry: Any, **fields: Any) -> None:
    response = client.post(change_url(entry), {**form_data(client.get(change_url(entry))), **fields})
    assert response.status_code == 302


def lines(response: Any) -> dict[str, tuple[str, str]]:
    """The newest version's changes by what they are called."""
    return {
        line["label"]: (line.get("old"), line.get("new")) for line in response.context["rows"][0]["lines"]
    }


def page_of(client: Client, entry: Any, version: Version) -> Any:
    return client.get(admin_url(type(entry), "version", entry.pk, version.pk))


def test_history_tells_fields_relations_and_hours_in_words(lead: Client, offer: Offer) -> None:
    other = Topic.objects.create(slug="u", name="Arbeit")
    data = {"for_whom": "Für Frauen", "topics": [other.pk], "hours-0-week": "Di 10:00–12:00"}
    change(lead, offer, **data)

    shown = lead.get(admin_url(Offer, "history", offer.pk))

    assert lines(shown) == {
        "Für wen": ("Für alle", "Für Frauen"),
        "Themen": ("Sprache", "Arbeit"),
        "Zeiten „Öffnungszeiten“: Zeiten": ("Dienstag 09:00–12:00", "Dienstag 10:00–12:00"),
    }
    assert shown.context["rows"][0]["version"].saved_by == member("Leitung")


def test_translation_is_part_of_the_history_of_its_entry(lead: Client, offer: Offer) -> None:
    row = offer.translations.get()
    row.title = "الخياطة"
    row.save()

    assert lines(lead.get(admin_url(Offer, "history", offer.pk))) == {"العربية: Titel": ("خياطة", "الخياطة")}


def test_history_of_hours_is_that_of_their_offer(lead: Client, offer: Offer) -> None:
    response = lead.get(admin_url(HoursSet, "history", offer.hours.get().pk))

    assert response.headers["Location"] == admin_url(Offer, "history", offer.pk)


def test_one_field_comes_back(lead: Client, offer: Offer) -> None:
    old = Version.objects.of(Offer, offer.pk).first()
    assert old is not None
    change(lead, offer, for_whom="Für Frauen", what_to_bring="Stoff")
    shown = page_of(lead, offer, old)
    assert {line["label"] for line in shown.context["lines"]} == {"Für wen", "Was Sie mitbringen"}

    lead.post(shown.request["PATH_INFO"], {"seen": shown.context["seen"], "one": "fields/for_whom"})

    offer.refresh_from_db()
    assert (offer.for_whom, offer.what_to_bring) == ("Für alle", "Stoff")


def test_whole_version_comes_back_but_not_its_status(lead: Client, offer: Offer) -> None:
    old = Version.objects.of(Offer, offer.pk).first()
    assert old is not None
    data = {"for_whom": "Für Frauen", "topics": [], "hours-0-DELETE": "on", "status": "archived"}
    change(lead, offer, **data)
    offer.translations.all().delete()
    shown = page_of(lead, offer, old)

    lead.post(shown.request["PATH_INFO"], {"seen": shown.context["seen"], "_restore": "1"})

    offer.refresh_from_db()
    now = bodies.dump_one(Offer, offer.pk)
    assert now is not None
    assert offer.status == "archived"
    assert {**now, "fields": {**now["fields"], "status": "published"}} == old.body


def test_page_that_is_not_the_newest_restores_nothing(lead: Client, offer: Offer) -> None:
    old = Version.objects.of(Offer, offer.pk).first()
    assert old is not None
    change(lead, offer, for_whom="Für Frauen")
    shown = page_of(lead, offer, old)
    change(lead, offer, for_whom="Für Damen")

    again = lead.post(shown.request["PATH_INFO"], {"seen": shown.context["seen"], "_restore": "1"})

    offer.refresh_from_db()
    assert (again.status_code, offer.for_whom) == (422, "Für Damen")


def test_who_may_not_publish_restores_neither_status_nor_takes_parts_away(offer: Offer) -> None:
    first = Version.objects.of(Offer, offer.pk).order_by("pk").first()
    assert first is not None
    editor = client_of("Redaktion")
    Offer.objects.update(for_whom="Für Frauen")
    shown = page_of(editor, offer, first)

    editor.post(shown.request["PATH_INFO"], {"seen": shown.context["seen"], "_restore": "1"})

    offer.refresh_from_db()
    assert (offer.for_whom, offer.status) == ("Für alle", "published")
    assert offer.hours.count() == 1
    seen = bodies.digest(bodies.dump_one(Offer, offer.pk) or {})
    taken = editor.post(
        shown.request["PATH_INFO"], {"seen": seen, "one": f"parts/hours/{offer.hours.get().pk}"}
    )
    assert (taken.status_code, offer.hours.count()) == (403, 1)


def test_deleted_entry_comes_back_with_all_that_named_it(lead: Client, offer: Offer) -> None:
    event: Event = news.event()
    event.offers.add(offer)
    before, key = bodies.dump_one(Offer, offer.pk), offer.pk
    lead.post(admin_url(Offer, "delete", key), {"post": "yes"})
    assert (Offer.objects.count(), event.offers.count()) == (0, 0)
    assert lead.get(admin_url(Offer, "history", key)).context["is_deleted"]
    (row,) = lead.get("/admin/bin/").context["rows"]

    lead.post("/admin/bin/", {"version": row["version"].pk})

    assert bodies.dump_one(Offer, key) == before
    assert list(event.offers.all()) == [Offer.objects.get(pk=key)]
    assert lead.get("/admin/bin/").context["rows"] == []


def test_address_taken_meanwhile_is_said_and_nothing_comes_back(lead: Client, offer: Offer) -> None:
    slug, key = offer.slug, offer.pk
    offer.delete()
    builders.offer(slug=slug)
    version = Version.objects.get(is_deleted=True)

    answer = lead.post("/admin/bin/", {"version": version.pk}, follow=True)

    assert not Offer.objects.filter(pk=key).exists()
    assert "lässt sich nicht zurückholen" in str(next(iter(answer.context["messages"])))


def test_what_visitors_saw_is_brought_back_by_the_leitung_alone(offer: Offer) -> None:
    offer.delete()
    version = Version.objects.get(is_deleted=True)
    editor = client_of("Redaktion")

    assert [row["can"] for row in editor.get("/admin/bin/").context["rows"]] == [False]
    assert editor.post("/admin/bin/", {"version": version.pk}).status_code == 403


def test_bin_is_emptied_after_thirty_days_and_what_was_typed_goes_too(offer: Offer) -> None:
    kept = builders.offer()
    offer.delete()
    day = timezone.now() - timedelta(days=31)
    Version.objects.update(saved_at=day)
    Change.objects.create(kind="offers.offer", key=kept.pk, author=member("Leitung"), touched_at=day)

    call_command("purge_versions", verbosity=0)

    assert not Version.objects.of(Offer, offer.pk or 0).exists()
    assert Version.objects.of(Offer, kept.pk).exists()
    assert not Version.objects.filter(is_deleted=True).exists()
    assert not Change.objects.exists()


def test_many_entries_cost_the_queries_of_few() -> None:
    entries = [builders.offer() for _number in range(6)]
    counts = []
    for some in (entries[:2], entries[2:]):
        with CaptureQueriesContext(connection) as caught, changes.batch():
            Offer.objects.filter(pk__in=[one.pk for one in some]).update(position=len(some))
        counts.append(len(caught))

    assert counts[0] == counts[1]


def test_database_from_before_gets_the_state_of_today_as_first_versions(offer: Offer) -> None:
    """With the models as the migration has them, not those of today."""
    was_public = builders.offer(status="archived")
    Offer.objects.filter(pk=was_public.pk).update(status="draft")
    known = {pk: bodies.dump_one(Offer, pk) for pk in (offer.pk, was_public.pk)}
    saved = offer.history.first()
    Version.objects.all().delete()
    migration = import_module("ki_site.portal.migrations.0010_first_versions")
    loader = MigrationExecutor(connection).loader
    state = loader.project_state(loader.graph.leaf_nodes())

    migration.write(state.apps)
    migration.write(state.apps)

    for key, body in known.items():
        version = Version.objects.of(Offer, key).get()
        assert (version.body, version.digest) == (body, bodies.digest(body or {}))
        assert version.was_public
    assert saved is not None
    assert Version.objects.of(Offer, offer.pk).get().saved_at == saved.history_date
    assert not Version.objects.filter(kind="offers.hoursset").exists()
