"""What stands on the desk, for whom, and at what cost."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from ki_site.portal.models import Enquiry, Notice, Page, PageSection, SiteProfile
from news.models import Event, Post
from offers.models import Closure, HoursRule, HoursSet, OfferTranslation
from tests import builders
from tests.concept import builders as concept
from tests.portal.staff import admin_url, change_url, client_of

pytestmark = pytest.mark.django_db

LONG_AGO = date(2020, 1, 1)


def desk(role: str | None = "Leitung") -> Any:
    return client_of(role).get("/admin/").context["desk"]


def texts(block: Any) -> list[str]:
    return [row.text for row in block.rows]


def soon(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def fill(number: int) -> None:
    """`number` entries for each block."""
    page = Page.objects.create(slug=f"seite-{number}", title=f"Seite {number}", checked_on=LONG_AGO)
    for index in range(number):
        builders.offer(checked_on=LONG_AGO)
        offer = builders.offer(status="draft", checked_on=soon(0))
        builders.contact(status="review", checked_on=LONG_AGO)
        OfferTranslation.objects.create(parent=offer, language="en", title="Offer")
        offer.title = "Neuer Titel"
        offer.save()
        Enquiry.objects.create(message="Guten Tag")
        PageSection.objects.create(page=page, key=f"abschnitt-{index}", is_required=True)
        HoursSet.objects.create(place=builders.place(), is_confirmed=False)
        end = timezone.now() + timedelta(days=3)
        Notice.objects.create(title="Hinweis", status="published", published_until=end)
        Closure.objects.create(place=builders.place(), reason="Fest", starts_on=soon(1), ends_on=soon(1))
        Event.objects.create(slug=f"t-{number}-{index}", title="Fest", starts_on=soon(2), status="published")


def test_checks_name_the_oldest_first_and_count_all() -> None:
    offers = [builders.offer(checked_on=LONG_AGO + timedelta(days=days)) for days in range(7)]
    builders.offer(checked_on=soon(0), title="Frisch geprüft")
    builders.offer(checked_on=LONG_AGO, status="archived", title="Im Archiv")

    block = next(block for block in desk().checks if "/offers/offer/" in block.more)

    assert texts(block) == [offer.title for offer in offers[:5]]
    assert block.count == "7"
    assert block.rows[0].url == change_url(offers[0])


def test_drafts_and_what_waits_for_approval_stand_apart_the_newest_first() -> None:
    old = builders.offer(status="review", title="Zuerst")
    Post.objects.create(slug="neu", title="Danach", teaser="Satz.", date=soon(0), status="review")
    builders.contact(status="draft", name="Entwurf")
    old.history.update(history_date=timezone.now() - timedelta(days=3))

    shown = desk()

    assert texts(shown.waiting) == ["Danach", "Zuerst"]
    assert texts(shown.drafts) == ["Entwurf"]


def test_new_messages_are_there_and_answered_ones_are_not() -> None:
    new = Enquiry.objects.create(message="Neu")
    Enquiry.objects.create(message="Erledigt", status="done")

    block = desk().enquiries

    assert ([row.url for row in block.rows], block.count) == ([change_url(new)], "1")


def test_missing_texts_lead_to_the_sections_of_their_page() -> None:
    page = Page.objects.create(slug="impressum", title="Impressum", status="published")
    PageSection.objects.create(page=page, key="vertretung", heading="Vertretung", is_required=True)
    PageSection.objects.create(page=page, key="da", heading="Da", is_required=True, body="<p>Text</p>")
    PageSection.objects.create(page=page, key="kuer", heading="Kür")

    block = desk().missing

    assert [(row.text, row.url) for row in block.rows] == [
        ("Impressum: Vertretung", f"{change_url(page)}#sections-group")
    ]


def test_hours_that_nobody_confirmed_without_those_that_ended() -> None:
    place = builders.place(name="Rathaus")
    HoursSet.objects.create(place=place, is_confirmed=False)
    HoursSet.objects.create(place=place, is_confirmed=False, valid_until=LONG_AGO)
    HoursSet.objects.create(place=place)

    block = desk().hours

    assert (len(block.rows), block.count) == (1, "1")
    assert "Rathaus" in block.rows[0].text


def test_notices_of_the_next_two_weeks_and_closures_of_the_next_six() -> None:
    def notice(title: str, days: int, status: str = "published") -> None:
        end = timezone.now() + timedelta(days=days)
        Notice.objects.create(title=title, status=status, published_until=end)

    def closure(reason: str, first: int, last: int) -> None:
        house = builders.organisation()
        Closure.objects.create(organisation=house, reason=reason, starts_on=soon(first), ends_on=soon(last))

    notice("Bald", 13)
    notice("Später", 15)
    notice("Vorbei", -1)
    notice("Entwurf", 3, "draft")
    closure("Läuft", -2, 0)
    closure("Kommt", 42, 50)
    closure("Fern", 43, 43)
    closure("War", -3, -1)

    shown = desk()

    assert texts(shown.notices) == ["Bald"]
    assert [text.rpartition(": ")[2] for text in texts(shown.closures)] == ["Läuft", "Kommt"]


def test_button_for_a_closure_fills_in_the_house_of_the_site() -> None:
    contact = builders.contact()
    SiteProfile.objects.create(
        name="KI", welcome="Willkommen", city="Leverkusen", organisation=contact.organisation, contact=contact
    )
    url = desk().closures.add

    page = client_of("Leitung").get(url)

    assert url == f"{admin_url(Closure, 'add')}?organisation={contact.organisation.pk}"
    assert page.context["adminform"].form["organisation"].value() == str(contact.organisation.pk)


def test_desk_asks_six_weeks_before_and_two_answers_are_two_clicks() -> None:
    contact = builders.contact()
    SiteProfile.objects.create(
        name="KI", welcome="Willkommen", city="Leverkusen", organisation=contact.organisation, contact=contact
    )
    hours = HoursSet.objects.create(contact=contact)
    for weekday in range(5):
        HoursRule.objects.create(hours=hours, weekday=weekday, opens=time(9), closes=time(16))
    with time_machine.travel("2026-11-16 12:00 +01:00"):
        (eve,) = desk().asked_days.rows
        assert eve.text == "24.12.2026, Heiligabend"
        client, (closed, usual) = client_of("Leitung"), eve.answers
        form = client.get(usual[1]).context["adminform"].form
        assert (form["as_usual"].value(), form["reason"].value()) == ("1", "Heiligabend")
        assert not client.get(closed[1]).context["adminform"].form["as_usual"].value()
        sent = {name: form[name].value() or "" for name in form.fields}
        inlines = {f"replacements-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
        assert client.post(admin_url(Closure, "add"), sent | inlines).status_code == 302
        assert Closure.objects.get().as_usual
        assert desk().asked_days.rows == []
    with time_machine.travel("2026-11-20 12:00 +01:00"):
        assert texts(desk().asked_days) == ["31.12.2026, Silvester"]


def test_events_are_those_of_the_next_four_weeks_with_their_next_date() -> None:
    Event.objects.create(
        slug="reihe", title="Reihe", starts_on=LONG_AGO, rule="FREQ=DAILY", status="published"
    )
    Event.objects.create(slug="fern", title="Fern", starts_on=soon(29), status="published")
    Event.objects.create(slug="entwurf", title="Entwurf", starts_on=soon(3))

    assert [text.rpartition(": ")[2] for text in texts(desk().events)] == ["Reihe"]


def test_event_without_a_place_says_so() -> None:
    for title, online_url in (("Irgendwo", ""), ("Online", "https://treffen.example.org")):
        Event.objects.create(
            slug=title.lower(), title=title, starts_on=soon(3), online_url=online_url, status="published"
        )

    assert {row.text.rpartition(": ")[2]: row.note for row in desk().events.rows} == {
        "Irgendwo": "Es fehlt der Ort",
        "Online": "",
    }


def test_translations_say_how_much_is_done_the_most_outdated_language_first() -> None:
    offer = builders.offer()
    for language in ("en", "tr"):
        OfferTranslation.objects.create(parent=offer, language=language, title="Offer")
    offer.title = "Neuer Titel"
    offer.save()
    OfferTranslation.objects.create(parent=builders.offer(), language="en", title="Offer", status="reviewed")

    shares = {share.code: share for share in desk().translations}

    assert list(shares)[:2] == ["tr", "en"]
    # Two offers and their two providers.
    assert (shares["en"].total, shares["en"].done, shares["en"].missing) == (4, 1, 2)
    assert dict(shares["en"].counts) == {"outdated": 1, "reviewed": 1}
    assert shares["ar"].percent == 0


@override_settings(LANGUAGES=[("de", "Deutsch")])
def test_site_in_german_alone_has_no_block_for_translations() -> None:
    assert desk().translations is None


def test_recent_changes_are_those_that_one_may_see() -> None:
    client_of("Administration").post(admin_url(Group, "add"), {"name": "Neue Rolle"})
    offer = builders.offer(title="Sprachcafé")
    client_of("Leitung").post(admin_url(offer, "delete", offer.pk), {"post": "yes"})

    assert texts(desk("Redaktion").changes) == ["Sprachcafé"]
    assert desk("Redaktion").changes.rows[0].url == ""
    assert texts(desk("Administration").changes) == ["Sprachcafé", "Neue Rolle"]


def test_staff_without_a_role_see_an_empty_desk() -> None:
    fill(1)
    response = client_of(None).get("/admin/")
    shown = response.context["desk"]

    assert response.context["app_list"] == []
    assert (shown.checks, shown.waiting.rows, shown.drafts.rows) == ([], [], [])
    assert (shown.enquiries, shown.missing, shown.hours, shown.closures, shown.notices) == (None,) * 5
    assert shown.translations is None
    assert "Guten Tag" not in response.content.decode()


def test_desk_costs_the_same_queries_for_one_and_for_eight_of_each() -> None:
    client = client_of("Administration")
    counts = []
    for number in (1, 8):
        fill(number)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        counts.append(len(queries))

    # Session, user, permissions (2); whether there is an identity, for the lists of the page and of its
    # frame (2); closures and the house for their button (2); messages, unpublished, missing texts, hours,
    # points, translations (6); a check for each of eight kinds (8); values, reports and answers that are due
    # (3); the terms of the data; notices; changes. Events are in memory.
    assert counts == [28, 28]


@pytest.mark.parametrize(("licence", "number"), [("", "1"), ("dl-zero-de/2.0", "0")])
def test_terms_of_the_data_are_asked_for_until_they_are_set(licence: str, number: str) -> None:
    current = concept.edition(data_licence=licence)
    response = client_of("Administration").get("/admin/")

    block = response.context["desk"].terms
    assert block.count == number
    address = f"/admin/concept/edition/{current.pk}/change/"
    assert [row.url for row in block.rows] == ([f"{address}#id_data_licence"] if number == "1" else [])
    assert 'id="id_data_licence"' in client_of("Administration").get(address).content.decode()
