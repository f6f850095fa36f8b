"""The languages on the page of an entry and in lists, and what a change of the German text does to them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from core.content.translation_states import State
from ki_site.portal.models import Page, PageSection, PageSectionTranslation
from offers.models import Offer, OfferTranslation, Topic, TopicTranslation
from tests import builders
from tests.portal.staff import admin_url, change_url, client_of, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    """An offer whose English translation is older than its German text, the Turkish one is not."""
    offer = builders.offer(title="Sprachcafé")
    OfferTranslation.objects.create(parent=offer, language="en", title="Language café", status="reviewed")
    offer.title = "Sprachcafé am Rhein"
    offer.save()
    OfferTranslation.objects.create(parent=offer, language="tr", title="Dil kafesi", status="machine")
    return offer


def states(offer: Any, role: str = "Redaktion") -> dict[str, State]:
    return {
        one.code: one.state for one in client_of(role).get(change_url(offer)).context["translation_strip"]
    }


def outdated(offer: Offer) -> set[str]:
    return set(OfferTranslation.objects.outdated().filter(parent=offer).values_list("language", flat=True))


def test_strip_says_the_state_of_each_language(offer: Offer) -> None:
    found = states(offer)

    assert (found["en"], found["tr"], found["ar"]) == (State.OUTDATED, State.MACHINE, State.MISSING)
    assert "de" not in found


def test_strip_leads_to_the_translation_page(offer: Offer) -> None:
    html = client_of("Redaktion").get(change_url(offer)).content.decode()

    assert f'href="/admin/translate/offers.offer/{offer.pk}/ar/"' in html


def test_state_of_a_page_is_that_of_the_part_that_needs_most() -> None:
    page = Page.objects.create(slug="wir", title="Über uns")
    section = PageSection.objects.create(
        page=page, key="a", heading="Team", body="<p>Wir sind zu sechst.</p>"
    )
    PageSection.objects.create(page=page, key="leer")
    page.translations.create(language="en", title="About us", status="reviewed")
    assert states(page)["en"] == State.PARTIAL

    row = PageSectionTranslation.objects.create(
        parent=section, language="en", heading="Team", status="machine"
    )
    assert states(page)["en"] == State.MACHINE

    section.heading = "Wer wir sind"
    section.save()
    row.refresh_from_db()
    assert states(page)["en"] == State.OUTDATED


def test_saving_the_entry_outdates_only_when_a_text_changes(offer: Offer) -> None:
    client = client_of("Redaktion")

    client.post(change_url(offer), form_data(client.get(change_url(offer)), cost_note=""))
    assert outdated(offer) == {"en"}

    client.post(change_url(offer), form_data(client.get(change_url(offer)), summary="Ein neuer Satz."))
    assert outdated(offer) == {"en", "tr"}


def test_small_correction_keeps_what_fitted_and_only_that(offer: Offer) -> None:
    client = client_of("Redaktion")
    changes = {"summary": "Ein Satz, über das Angebot.", "_minor": "on"}
    page = client.get(change_url(offer))

    client.post(change_url(offer), form_data(page, **changes))

    # It is asked beside the buttons on top and beside those below.
    assert page.content.count(b'name="_minor"') == page.content.count(b'name="_save"') == 2
    assert Offer.objects.get().summary == "Ein Satz, über das Angebot."
    assert outdated(offer) == {"en"}


def test_small_correction_holds_for_the_sections_of_a_page_too() -> None:
    page = Page.objects.create(slug="wir", title="Über uns")
    section = PageSection.objects.create(page=page, key="a", heading="Taem")
    PageSectionTranslation.objects.create(parent=section, language="en", heading="Team", status="reviewed")
    client = client_of("Redaktion")
    changes = {"sections-0-heading": "Team", "_minor": "on"}

    client.post(change_url(page), form_data(client.get(change_url(page)), **changes))

    assert PageSection.objects.get().heading == "Team"
    assert not PageSectionTranslation.objects.outdated().exists()


def test_lines_as_a_browser_sends_them_outdate_nothing() -> None:
    offer = builders.offer(what_to_bring="Ausweis\nGeduld")
    OfferTranslation.objects.create(parent=offer, language="en", title="Offer")
    client = client_of("Redaktion")

    sent = form_data(client.get(change_url(offer)), what_to_bring="Ausweis\r\nGeduld")
    client.post(change_url(offer), sent)

    assert not outdated(offer)


@override_settings(LANGUAGES=[("de", "Deutsch")])
def test_site_in_german_alone_shows_no_translations() -> None:
    offer = builders.offer()
    client = client_of("Redaktion")

    assert "translation_strip" not in client.get(change_url(offer)).context
    assert b"_minor" not in client.get(change_url(offer)).content
    assert b"column-translations_column" not in client.get(admin_url(Offer, "changelist")).content


# --- Lists --------------------------------------------------------------------------------------------


def rows(query: str) -> set[str]:
    page = client_of("Redaktion").get(f"{admin_url(Offer, 'changelist')}?{query}")
    return {row.title for row in page.context["cl"].result_list}


def test_list_filters_by_the_state_of_translations(offer: Offer) -> None:
    builders.offer(title="Ohne alles")

    assert rows("translations=outdated") == {offer.title}
    assert rows("translations=machine") == {offer.title}
    assert rows("translations=draft") == set()
    assert rows("without=tr") == {"Ohne alles"}
    assert rows("without=ar") == {offer.title, "Ohne alles"}
    assert rows("without=klingon") == {offer.title, "Ohne alles"}


def test_list_says_how_many_languages_there_are_at_no_query_for_each_row(offer: Offer) -> None:
    client, url = client_of("Redaktion"), admin_url(Offer, "changelist")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _number in range(5):
        builders.offer(provider=offer.provider)
    with CaptureQueriesContext(connection) as six:
        html = client.get(url).content.decode()

    assert len(six) == len(one)
    assert html.count("field-translations_column") == 6


def mark(client: Any, entry: Any, **more: Any) -> Any:
    data = {"action": "mark_reviewed", "_selected_action": [entry.pk], **more}
    return client.post(admin_url(entry, "changelist"), data)


def test_action_asks_for_languages_and_spares_what_is_outdated(offer: Offer) -> None:
    OfferTranslation.objects.filter(language="en").update(status="machine")
    client = client_of("Redaktion")

    asked = mark(client, offer)
    assert asked.context["languages"]
    assert set(OfferTranslation.objects.values_list("status", flat=True)) == {"machine"}

    mark(client, offer, confirm="1", languages=["en", "tr"])
    found = dict(OfferTranslation.objects.values_list("language", "status"))
    assert found == {"en": "machine", "tr": "reviewed"}
    assert outdated(offer) == {"en"}


def test_action_reaches_the_parts_of_an_entry() -> None:
    page = Page.objects.create(slug="wir", title="Über uns")
    section = PageSection.objects.create(page=page, key="a", heading="Team")
    row = PageSectionTranslation.objects.create(
        parent=section, language="en", heading="Team", status="machine"
    )

    mark(client_of("Redaktion"), page, confirm="1", languages=["en"])

    row.refresh_from_db()
    assert row.status == "reviewed"


def test_redaktion_translates_the_lists_that_it_may_not_change() -> None:
    topic = Topic.objects.create(slug="deutsch", name="Deutsch")
    TopicTranslation.objects.create(parent=topic, language="en", name="German", status="machine")

    assert states(topic)["en"] == State.MACHINE
    mark(client_of("Redaktion"), topic, confirm="1", languages=["en"])
    assert TopicTranslation.objects.get().status == "reviewed"
