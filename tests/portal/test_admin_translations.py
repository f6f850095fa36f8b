"""Translations on the page of their entry, and how one notices that they are old."""

from typing import Any

import pytest
from django.test.utils import override_settings

from offers.models import Offer, OfferTranslation
from tests import builders
from tests.portal.staff import change_url, client_of, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    """An offer whose English translation is older than its German text."""
    offer = builders.offer(title="Sprachcafé")
    OfferTranslation.objects.create(parent=offer, language="en", title="Language café", status="reviewed")
    offer.title = "Sprachcafé am Rhein"
    offer.save()
    return offer


def formset(page: Any) -> Any:
    return next(
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == "translations"
    )


def is_outdated(offer: Offer) -> bool:
    return OfferTranslation.objects.outdated().filter(parent=offer).exists()


def test_outdated_translation_is_marked(offer: Offer) -> None:
    html = client_of("Redaktion").get(change_url(offer)).content.decode()
    block = html[html.index('id="translations-0"') :].partition("fieldset")[2]

    assert "mark-due" in block.partition('id="translations-empty"')[0]


def test_saving_the_entry_alone_leaves_the_translation_outdated(offer: Offer) -> None:
    client = client_of("Redaktion")

    client.post(change_url(offer), form_data(client.get(change_url(offer)), summary="Ein neuer Satz."))

    assert is_outdated(offer)


def test_editing_the_translation_makes_it_current(offer: Offer) -> None:
    client = client_of("Redaktion")
    changes = {"translations-0-title": "Language café on the Rhine"}

    client.post(change_url(offer), form_data(client.get(change_url(offer)), **changes))

    assert not is_outdated(offer)
    assert offer.translations.get().title == "Language café on the Rhine"


def test_saying_that_it_still_fits_makes_it_current(offer: Offer) -> None:
    client = client_of("Redaktion")

    client.post(
        change_url(offer), form_data(client.get(change_url(offer)), **{"translations-0-still_fits": "on"})
    )

    assert not is_outdated(offer)


def test_german_and_translation_changed_together_belong_together(offer: Offer) -> None:
    client = client_of("Redaktion")
    changes = {"title": "Treffpunkt", "translations-0-title": "Meeting point"}

    client.post(change_url(offer), form_data(client.get(change_url(offer)), **changes))

    assert Offer.objects.get().title == "Treffpunkt"
    assert not is_outdated(offer)


def test_same_language_twice_is_refused(offer: Offer) -> None:
    client = client_of("Redaktion")
    changes = {
        "translations-TOTAL_FORMS": 2,
        "translations-1-language": "en",
        "translations-1-status": "draft",
        "translations-1-title": "Again",
    }

    response = client.post(change_url(offer), form_data(client.get(change_url(offer)), **changes))

    assert response.status_code == 200
    assert offer.translations.count() == 1


def test_arabic_is_written_from_right_to_left(offer: Offer) -> None:
    OfferTranslation.objects.filter(language="en").update(language="ar")

    form = formset(client_of("Redaktion").get(change_url(offer))).forms[0]

    assert 'dir="rtl"' in str(form["title"])
    assert 'lang="ar"' in str(form["title"])


@override_settings(LANGUAGES=[("de", "Deutsch")])
def test_site_in_german_alone_shows_no_translations() -> None:
    page = client_of("Redaktion").get(change_url(builders.offer()))

    assert "translations" not in [i.formset.prefix for i in page.context["inline_admin_formsets"]]


@override_settings(LANGUAGES=[("de", "Deutsch"), ("en", "English"), ("tr", "Türkçe")])
def test_only_the_languages_of_the_site_can_be_chosen(offer: Offer) -> None:
    OfferTranslation.objects.create(parent=offer, language="pl", title="Kawiarnia")

    rows = formset(client_of("Redaktion").get(change_url(offer)))

    assert [form.instance.language for form in rows.forms] == ["en"]
    assert [code for code, _name in rows.empty_form.fields["language"].choices if code] == ["en", "tr"]


def test_translation_may_be_partial_but_not_empty() -> None:
    offer = builders.offer()
    client = client_of("Redaktion")
    row = {"translations-TOTAL_FORMS": 1, "translations-0-language": "en", "translations-0-status": "draft"}

    empty = client.post(change_url(offer), form_data(client.get(change_url(offer)), **row))
    row["translations-0-title"] = "Language café"
    client.post(change_url(offer), form_data(client.get(change_url(offer)), **row))

    assert empty.status_code == 200
    assert list(offer.translations.values_list("title", "summary")) == [("Language café", "")]
