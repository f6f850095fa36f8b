"""Two people with the same form open."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.editing import body as bodies
from core.models import Change, Version
from ki_site.portal.models import Page, PageSection
from offers.models import Closure, HoursRule, HoursSet, Offer, Topic
from tests import builders
from tests.portal.staff import change_url, client_of, form_data, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Client:
    return client_of("Leitung")


@pytest.fixture
def ben() -> Client:
    return client_of("Redaktion")


@pytest.fixture
def offer() -> Offer:
    User.objects.filter(pk=member("Leitung").pk).update(first_name="Anna", last_name="Muster")
    made = builders.offer(title="Nähen", summary="Wir nähen.", for_whom="Für alle")
    hours = HoursSet.objects.create(offer=made)
    HoursRule.objects.create(hours=hours, weekday=1, opens="09:00", closes="12:00")
    return made


def both_open(anna: Client, ben: Client, entry: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return form_data(anna.get(change_url(entry))), form_data(ben.get(change_url(entry)))


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_other_fields_are_brought_together_and_it_is_said(anna: Client, ben: Client, offer: Offer) -> None:
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Frauen"})

    response = ben.post(change_url(offer), {**second, "what_to_bring": "Stoff"}, follow=True)

    offer.refresh_from_db()
    assert (offer.for_whom, offer.what_to_bring) == ("Für Frauen", "Stoff")
    assert "Anna Muster" in said(response)
    assert "Für wen" in said(response)


def test_same_field_is_shown_and_decided(anna: Client, ben: Client, offer: Offer) -> None:
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Frauen"})

    page = ben.post(
        change_url(offer), {**second, "for_whom": "Für Mädchen", "what_to_bring": "Stoff"}, follow=True
    )

    offer.refresh_from_db()
    assert (offer.for_whom, offer.what_to_bring) == ("Für Frauen", "")
    (choice,) = page.context["choices"]
    assert (choice["mine"], choice["theirs"], choice["base"]) == ("Für Mädchen", "Für Frauen", "Für alle")
    assert "erfolgreich" not in said(page)
    seen = {"seen": page.context["decision"].seen}
    refused = ben.post(page.request["PATH_INFO"], seen)
    assert refused.status_code == 422
    done = ben.post(page.request["PATH_INFO"], {**seen, choice["name"]: "mine"})
    offer.refresh_from_db()
    assert done.status_code == 302
    assert (offer.for_whom, offer.what_to_bring) == ("Für Mädchen", "Stoff")
    assert not Change.objects.filter(state="conflict").exists()


def test_decision_can_be_made_in_the_form(anna: Client, ben: Client, offer: Offer) -> None:
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Frauen"})
    page = ben.post(
        change_url(offer), {**second, "for_whom": "Für Mädchen", "what_to_bring": "Stoff"}, follow=True
    )
    (choice,) = page.context["choices"]
    sent = {"seen": page.context["decision"].seen, choice["name"]: "mine", "_form": "1"}
    form = ben.post(page.request["PATH_INFO"], sent, follow=True)
    data = form_data(form)
    assert (data["for_whom"], data["what_to_bring"]) == ("Für Mädchen", "Stoff")

    ben.post(change_url(offer), {**data, "for_whom": "Für Frauen und Mädchen"})

    offer.refresh_from_db()
    assert (offer.for_whom, offer.what_to_bring) == ("Für Frauen und Mädchen", "Stoff")
    assert not Change.objects.filter(state="conflict").exists()


def test_third_save_during_the_decision_is_shown_again(anna: Client, ben: Client, offer: Offer) -> None:
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Frauen"})
    page = ben.post(change_url(offer), {**second, "for_whom": "Für Mädchen"}, follow=True)
    (choice,) = page.context["choices"]
    anna.post(change_url(offer), {**form_data(anna.get(change_url(offer))), "for_whom": "Für Damen"})

    sent = {"seen": page.context["decision"].seen, choice["name"]: "mine"}
    again = ben.post(page.request["PATH_INFO"], sent)

    offer.refresh_from_db()
    assert (again.status_code, again.context["choices"][0]["theirs"]) == (422, "Für Damen")
    assert offer.for_whom == "Für Damen"


def test_hours_deleted_by_a_colleague_do_not_refuse_the_form(anna: Client, ben: Client, offer: Offer) -> None:
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "hours-0-DELETE": "on"})
    assert not offer.hours.exists()

    ben.post(change_url(offer), {**second, "for_whom": "Für Frauen"})

    offer.refresh_from_db()
    assert offer.for_whom == "Für Frauen"
    assert not offer.hours.exists()


def test_hours_deleted_here_and_changed_there_meet(anna: Client, ben: Client, offer: Offer) -> None:
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "hours-0-DELETE": "on"})

    page = ben.post(change_url(offer), {**second, "hours-0-week": "Di 10:00–12:00"}, follow=True)

    (choice,) = page.context["choices"]
    assert choice["theirs"] == "gelöscht"
    assert "10:00" in choice["mine"]
    sent = {"seen": page.context["decision"].seen, choice["name"]: "mine"}
    ben.post(page.request["PATH_INFO"], sent)
    assert str(offer.hours.get().rules.get().opens) == "10:00:00"


def test_part_by_its_own_form_and_in_the_form_of_its_entry(anna: Client, ben: Client) -> None:
    page = Page.objects.create(slug="seite", title="Seite", status="published")
    section = PageSection.objects.create(page=page, key="teil", heading="Teil", body="<p>Alt</p>")
    first, second = form_data(anna.get(change_url(section))), form_data(ben.get(change_url(page)))
    anna.post(change_url(section), {**first, "heading": "Neuer Teil"})

    ben.post(change_url(page), {**second, "sections-0-body": "<p>Neu</p>", "teaser": "Kurz"})

    section.refresh_from_db()
    page.refresh_from_db()
    assert (section.heading, section.body, page.teaser) == ("Neuer Teil", "<p>Neu</p>", "Kurz")


def test_relations_are_brought_together_by_element(anna: Client, ben: Client, offer: Offer) -> None:
    topics = [Topic.objects.create(slug=f"t{number}", name=f"T{number}") for number in range(3)]
    offer.topics.add(topics[0])
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "topics": [topics[0].pk, topics[1].pk]})

    ben.post(change_url(offer), {**second, "topics": [topics[2].pk]})

    assert set(offer.topics.all()) == {topics[1], topics[2]}


def test_list_action_meanwhile_is_no_conflict_and_stays(anna: Client, ben: Client, offer: Offer) -> None:
    Offer.objects.update(status="draft")
    _first, second = both_open(anna, ben, offer)
    data = {"action": "publish", "_selected_action": [offer.pk], "confirmed": "1"}
    anna.post("/admin/offers/offer/", data)

    ben.post(change_url(offer), {**second, "for_whom": "Für Frauen", "_submit": "1"})

    offer.refresh_from_db()
    assert (offer.status, offer.for_whom) == ("published", "Für Frauen")


def test_deleted_meanwhile_keeps_what_was_typed_and_brings_it_back(anna: Client, ben: Client) -> None:
    offer = builders.offer(title="Nähen", status="draft")
    _first, second = both_open(anna, ben, offer)
    key = offer.pk
    anna.post(f"/admin/offers/offer/{key}/delete/", {"post": "yes"})
    assert not Offer.objects.filter(pk=key).exists()

    page = ben.post(f"/admin/offers/offer/{key}/change/", {**second, "for_whom": "Für Frauen"}, follow=True)

    assert page.context["decision"].is_deleted
    ben.post(page.request["PATH_INFO"], {"_back": "1"})
    assert Offer.objects.get(pk=key).for_whom == "Für Frauen"


def test_refused_form_remembers_when_it_was_opened(anna: Client, ben: Client, offer: Offer) -> None:
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Frauen"})
    refused = ben.post(change_url(offer), {**second, "title": "", "what_to_bring": "Stoff"})
    assert refused.status_code == 200
    assert refused.context["errors"]

    ben.post(change_url(offer), {**form_data(refused), "title": "Nähen"})

    offer.refresh_from_db()
    assert (offer.for_whom, offer.what_to_bring) == ("Für Frauen", "Stoff")


def test_two_saves_that_fit_no_rule_together_are_decided(anna: Client, ben: Client, offer: Offer) -> None:
    first, second = both_open(anna, ben, offer)
    second = form_data(anna.get(change_url(offer)))
    anna.post(change_url(offer), {**first, "published_from_0": "01.03.2030", "published_from_1": "08:00"})

    # The same person in another tab: a window that ends before the other one begins.
    page = anna.post(
        change_url(offer),
        {**second, "published_until_0": "01.02.2030", "published_until_1": "08:00"},
        follow=True,
    )

    offer.refresh_from_db()
    assert offer.published_from is not None
    assert offer.published_until is None
    assert page.context["decision"].change.body["fields"]["published_until"].startswith("2030-02-01")


def test_form_from_before_the_update_meets_a_save_of_somebody_else(
    anna: Client, ben: Client, offer: Offer
) -> None:
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Frauen"})
    second.pop("_base")

    page = ben.post(change_url(offer), {**second, "what_to_bring": "Stoff"}, follow=True)

    offer.refresh_from_db()
    assert offer.for_whom == "Für Frauen"
    assert {choice["label"] for choice in page.context["choices"]} == {"Für wen", "Was Sie mitbringen"}


def test_closed_days_in_the_past_which_the_form_does_not_show_stay(
    anna: Client, ben: Client, offer: Offer
) -> None:
    Closure.objects.create(offer=offer, reason="Zu", starts_on="2020-01-01", ends_on="2020-01-02")
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Frauen"})
    ben.post(change_url(offer), {**second, "what_to_bring": "Stoff"})

    assert offer.closures.count() == 1


def test_text_that_only_the_browser_laid_out_anew_meets_nothing(
    anna: Client, ben: Client, offer: Offer
) -> None:
    Offer.objects.update(description="<p>Eins.</p>\n<ul>\n<li>Zwei</li>\n</ul>", for_whom="Frauen\nMänner")
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "description": "<p>Drei.</p>", "for_whom": "Alle"})

    laid_out = {"description": "<p>Eins.</p><ul><li><p>Zwei</p></li></ul>", "for_whom": "Frauen\r\nMänner"}
    ben.post(change_url(offer), {**second, **laid_out, "what_to_bring": "Stoff"})

    offer.refresh_from_db()
    assert (offer.description, offer.for_whom, offer.what_to_bring) == ("<p>Drei.</p>", "Alle", "Stoff")


def test_who_has_the_entry_open_is_shown_until_it_is_saved(anna: Client, ben: Client, offer: Offer) -> None:
    first = form_data(anna.get(change_url(offer)))
    assert "Anna Muster hat diesen Eintrag seit" in ben.get(change_url(offer)).text

    anna.post(change_url(offer), first)

    assert "Anna Muster" not in "".join(
        line for line in ben.get(change_url(offer)).text.splitlines() if "geöffnet" in line
    )


def test_translations_fit_or_are_outdated_as_both_meant(anna: Client, ben: Client, offer: Offer) -> None:
    row = offer.translations.create(language="ar", title="خياطة", status="reviewed")
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für alle!", "_minor": "on"})
    ben.post(change_url(offer), {**second, "summary": "Wir nähen!", "_minor": "on"})
    row.refresh_from_db()
    assert not row.is_outdated

    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Frauen"})
    ben.post(change_url(offer), {**second, "summary": "Wir nähen.", "_minor": "on"})
    assert offer.translations.get().is_outdated


def test_each_save_is_one_version_and_none_without_a_change(anna: Client, offer: Offer) -> None:
    data = form_data(anna.get(change_url(offer)))
    number = Version.objects.of(Offer, offer.pk).count()

    anna.post(change_url(offer), {**data, "for_whom": "Für Frauen", "hours-0-week": "Di 10:00–12:00"})
    data = form_data(anna.get(change_url(offer)))
    anna.post(change_url(offer), data)

    newest = Version.objects.of(Offer, offer.pk).first()
    assert Version.objects.of(Offer, offer.pk).count() == number + 1
    assert newest is not None
    assert (newest.saved_by, newest.was_public) == (member("Leitung"), True)
    assert newest.digest == bodies.digest(bodies.dump_one(Offer, offer.pk) or {})


def test_save_with_nobody_else_costs_little_more_than_saving(anna: Client, ben: Client, offer: Offer) -> None:
    """Measured against the same save without the lock and the versions (91 queries, of which 12 wrote)."""
    data = form_data(anna.get(change_url(offer)))
    with CaptureQueriesContext(connection) as alone:
        anna.post(change_url(offer), {**data, "for_whom": "Für Frauen"})
    first, second = both_open(anna, ben, offer)
    anna.post(change_url(offer), {**first, "for_whom": "Für Damen"})
    with CaptureQueriesContext(connection) as merged:
        ben.post(change_url(offer), {**second, "what_to_bring": "Stoff"})
    assert len(alone) <= 110
    assert len(merged) < 2 * len(alone)
