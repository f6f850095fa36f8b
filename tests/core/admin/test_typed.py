"""What is typed into a form of the admin and not saved."""

from typing import Any

import pytest
from django.test import Client

from core.models import Change
from offers.models import Offer, Topic
from tests import builders
from tests.portal.staff import admin_url, change_url, client_of, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return client_of("Leitung")


def keep(client: Client, key: int, data: dict[str, Any]) -> None:
    assert client.post(admin_url(Offer, "typed", key), data).status_code == 204


def test_half_typed_form_comes_back_as_it_was_and_nothing_is_saved(client: Client) -> None:
    offer = builders.offer(title="Nähen")
    topic = Topic.objects.create(slug="t", name="Sprache")
    data = form_data(client.get(change_url(offer)))
    typed = {
        "title": "Nähen für",
        "topics": [topic.pk],
        "checked_on": "31.02.",
        "hours-TOTAL_FORMS": 1,
        "hours-0-kind": "opening",
        "hours-0-week": "Mo 9",
    }
    keep(client, offer.pk, {**data, **typed})
    assert "?_typed=1" in client.get(change_url(offer)).text

    shown = form_data(client.get(change_url(offer), {"_typed": "1"}))

    assert {name: shown[name] for name in ("title", "checked_on", "hours-0-week", "_base")} == {
        "title": "Nähen für",
        "checked_on": "31.02.",
        "hours-0-week": "Mo 9",
        "_base": data["_base"],
    }
    assert [str(key) for key in shown["topics"]] == [str(topic.pk)]
    offer.refresh_from_db()
    assert (offer.title, offer.hours.count()) == ("Nähen", 0)


def test_saving_ends_the_offer_and_a_colleague_never_has_it(client: Client) -> None:
    offer = builders.offer(title="Nähen")
    data = form_data(client.get(change_url(offer)))
    keep(client, offer.pk, {**data, "title": "Nähen für alle", "csrfmiddlewaretoken": "geheim"})
    assert "geheim" not in Change.objects.get().typed
    assert "?_typed=1" not in client_of("Redaktion").get(change_url(offer)).text

    client.post(change_url(offer), {**data, "title": "Nähen für alle"})

    assert "?_typed=1" not in client.get(change_url(offer)).text


def test_text_over_a_colleagues_save_still_meets_it(client: Client) -> None:
    offer = builders.offer(title="Nähen", for_whom="Für alle")
    data = form_data(client.get(change_url(offer)))
    keep(client, offer.pk, {**data, "title": "Nähen für alle"})
    other = client_of("Administration")
    other.post(change_url(offer), {**form_data(other.get(change_url(offer))), "for_whom": "Für Frauen"})

    client.post(change_url(offer), form_data(client.get(change_url(offer), {"_typed": "1"})))

    offer.refresh_from_db()
    assert (offer.title, offer.for_whom) == ("Nähen für alle", "Für Frauen")


def test_new_entry_is_kept_until_it_is_added(client: Client) -> None:
    add = admin_url(Offer, "add")
    data = {**form_data(client.get(add)), "title": "Nähen"}
    keep(client, 0, data)
    assert form_data(client.get(add, {"_typed": "1"}))["title"] == "Nähen"
    more = {
        "slug": "naehen",
        "summary": "Wir nähen.",
        "kind": "course",
        "provider": builders.organisation().pk,
    }

    assert client.post(add, {**data, **more}).status_code == 302

    assert not Change.objects.filter(key=0).exists()


def test_who_may_not_save_keeps_nothing_and_too_much_is_refused(client: Client) -> None:
    assert client_of(None).post(admin_url(Offer, "typed", 0), {"title": "x"}).status_code == 403
    topic = Topic.objects.create(slug="t", name="Sprache")
    editor = client_of("Redaktion")
    assert editor.post(admin_url(Topic, "typed", topic.pk), {"name": "x"}).status_code == 403
    assert client.post(admin_url(Offer, "typed", 0), {"title": "x" * 1_000_001}).status_code == 413
    assert client.get(admin_url(Offer, "typed", 0)).status_code == 400
    assert not Change.objects.exists()
