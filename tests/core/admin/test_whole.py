"""An entry goes out whole: what it points to is named before, and published with it by who may do so."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.admin.whole import long_sentences, looks, name_of, named_by
from offers.admin.offers import OfferAdmin
from offers.models import Document, Offer
from tests import builders
from tests.portal.one_of_each import one_of_each
from tests.portal.staff import admin_url, change_url, client_of, form_data

LONG = "Wir beraten " + "und helfen " * 12 + "allen."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("Kurz. " * 40, 0),
        (LONG, 1),
        (f"<p>{LONG}</p><p>{LONG}</p>", 2),
        ("Wort " * 11 + "am 3. Mai.", 0),
    ],
)
def test_long_sentences(text: str, number: int) -> None:
    assert len(long_sentences(text, is_html=True)) == number


def offer_with_drafts() -> Offer:
    """The organisation is a draft, and so is its place; of two documents one is archived."""
    house = builders.place(name="Haus", status="draft")
    organisation = builders.organisation(name="Verein", status="review", place=house)
    offer = builders.offer(title="Nähen", status="draft", provider=organisation)
    offer.places.add(house, builders.place(name="Offen"))
    offer.documents.add(Document.objects.create(slug="alt", title="Alter Flyer", status="archived"))
    return offer


def publish(role: str, offer: Offer, **changes: Any) -> Any:
    client = client_of(role)
    return client.post(change_url(offer), form_data(client.get(change_url(offer)), **changes), follow=True)


@pytest.mark.django_db
def test_look_names_what_is_hidden_near_and_far_once_and_what_is_missing() -> None:
    offer = offer_with_drafts()

    (look,) = looks([offer], OfferAdmin.visitors_need)

    assert [(str(one.target), one.is_waiting) for one in look.hidden] == [
        ("Verein", True),
        ("Haus", True),
        ("Alter Flyer", False),
    ]
    assert len(look.missing) == 4


@pytest.mark.django_db
def test_looking_costs_the_same_for_one_and_three() -> None:
    counts = []
    for number in (1, 3):
        offers = [
            offer_with_drafts() if index == 0 and number == 1 else builders.offer() for index in range(number)
        ]
        offers += [Offer.objects.get(title="Nähen")]
        with CaptureQueriesContext(connection) as queries:
            looks(offers, OfferAdmin.visitors_need)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_publishing_stops_and_publishes_together_what_is_ticked() -> None:
    offer = offer_with_drafts()
    client = client_of("Leitung")

    page = publish("Leitung", offer, title="Nähen heute", _publish="1")

    offer.refresh_from_db()
    assert (offer.title, offer.status) == ("Nähen heute", "draft")
    assert page.request["PATH_INFO"] == admin_url(offer, "whole", offer.pk)
    keys = [one.key for look in page.context["looks"] for one in look.hidden]
    client.post(page.request["PATH_INFO"], {"with": keys})
    offer.refresh_from_db()
    assert [offer.status, offer.provider.status, offer.provider.place.status] == ["published"] * 3
    assert offer.documents.get().status == "archived"


@pytest.mark.django_db
def test_submitting_tells_but_publishes_nothing() -> None:
    offer = offer_with_drafts()

    page = publish("Redaktion", offer, _submit="1")

    offer.refresh_from_db()
    assert offer.status == "review"
    assert len(page.context["looks"][0].hidden) == 3
    assert client_of("Redaktion").post(page.request["PATH_INFO"]).status_code == 403
    assert b'name="with"' not in page.content
    offer.refresh_from_db()
    assert offer.status == "review"


@pytest.mark.django_db
def test_action_says_what_it_does_before_and_takes_what_is_ticked() -> None:
    offer = offer_with_drafts()
    client = client_of("Leitung")
    data = {"action": "publish", "_selected_action": [offer.pk, builders.offer().pk]}

    page = client.post(admin_url(Offer, "changelist"), data)

    assert page.context["text"].endswith(": 1")
    assert [str(one.target) for one in page.context["looks"][0].hidden] == ["Verein", "Haus", "Alter Flyer"]
    assert Offer.objects.get(pk=offer.pk).status == "draft"
    keys = [one.key for one in page.context["looks"][0].hidden]
    client.post(admin_url(Offer, "changelist"), {**data, "confirmed": "1", "with": keys[:1]})
    offer.refresh_from_db()
    assert (offer.status, offer.provider.status, offer.provider.place.status) == (
        "published",
        "published",
        "draft",
    )


@pytest.mark.django_db
def test_archiving_says_which_visible_entries_name_it() -> None:
    organisation = builders.organisation(name="Verein")
    offer = builders.offer(title="Nähen", provider=organisation)
    builders.offer(title="Entwurf", provider=organisation, status="draft")
    client = client_of("Leitung")
    data = {"action": "archive", "_selected_action": [organisation.pk]}

    page = client.post(admin_url(organisation, "changelist"), data)

    assert page.context["named"] == [(change_url(offer), name_of(offer))]
    organisation.refresh_from_db()
    assert organisation.status == "published"
    saved = client.post(
        change_url(organisation), form_data(client.get(change_url(organisation)), status="archived")
    )
    assert any(change_url(offer) in str(message) for message in get_messages(saved.wsgi_request))


@pytest.mark.django_db
def test_every_kind_can_be_looked_at_and_asked_who_names_it() -> None:
    client = client_of("Leitung")
    entries = [entry for entry in one_of_each(status="draft").values() if hasattr(entry, "published_from")]

    assert len(entries) > 15
    for entry in entries:
        assert client.get(admin_url(entry, "whole", entry.pk)).status_code == 200
        assert named_by([entry]) is not None
    assert client.get("/admin/offers/offer/abc/whole/").status_code == 404
