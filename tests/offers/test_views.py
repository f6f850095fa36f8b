"""The pages of offers: what they show, what they cost, what they keep to themselves."""

from datetime import date, time

import pytest
import time_machine
from django.test import Client

from core.memory import validity
from core.words import glossary
from offers.models import Audience, Closure, HoursRule, HoursSet, Mode, Quarter, Topic
from offers.models.geography import Borough
from tests import builders

pytestmark = pytest.mark.django_db
MONDAY_TEN = "2026-03-02 10:00 +01:00"


def hours(mode: Mode = Mode.WALK_IN, days: range = range(5), **owner: object) -> HoursSet:
    found = HoursSet.objects.create(**owner)
    for day in days:
        HoursRule.objects.create(hours=found, weekday=day, opens=time(9), closes=time(16), mode=mode)
    return found


def full_offer(**fields: object):
    """An offer with everything that a card and a page show."""
    quarter, _made = Quarter.objects.get_or_create(
        slug="wiesdorf",
        defaults={
            "name": "Wiesdorf",
            "borough": Borough.objects.get_or_create(
                number=1, defaults={"slug": "i", "name": "Stadtbezirk I"}
            )[0],
        },
    )
    found = builders.offer(**fields)
    place = builders.place(quarter=quarter)
    found.places.add(place)
    found.contacts.add(builders.contact(organisation=found.provider, place=place))
    found.partners.add(builders.organisation())
    for model, relation in ((Topic, found.topics), (Audience, found.audiences)):
        relation.add(model.objects.get_or_create(slug="deutsch", defaults={"name": "Deutsch"})[0])
    hours(offer=found, place=place)
    return found


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_any_number_of_offers(
    client: Client, number, django_assert_num_queries
) -> None:
    for _index in range(number):
        full_offer()
    client.get("/de/angebote/?sort=name")  # from here on frame, directory and filters are kept in memory
    validity.forget(shared=False)  # but not what the offers point to
    with django_assert_num_queries(3):  # the offers of the page, what they point to, their hours
        response = client.get("/de/angebote/")
    assert len(response.context["offers"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_offer_costs_the_same_whatever_hangs_on_it(client: Client, number, django_assert_num_queries) -> None:
    offer = full_offer()
    for _index in range(number):
        full_offer()
        offer.contacts.add(builders.contact(place=builders.place()))
        offer.partners.add(builders.organisation())
    client.get("/de/mitmachen/")
    glossary.current()  # in memory for all pages, as the frame is
    with django_assert_num_queries(5):
        # 1 the offer, 2 related offers, 3 what all of them point to, 4 their hours, 5 the action fields
        response = client.get(offer.get_absolute_url())
    assert response.status_code == 200


def test_list_shows_todays_state(client: Client) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False):
        full_offer()
        (offer,) = client.get("/de/angebote/").context["offers"]
    assert offer.state_status == "open"
    assert offer.quarter_names == ["Wiesdorf"]


def test_closure_of_the_house_closes_its_offers(client: Client) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False):
        offer = full_offer()
        Closure.objects.create(
            organisation=offer.provider,
            starts_on=date(2026, 3, 2),
            ends_on=date(2026, 3, 2),
            reason="Betriebsausflug",
        )
        page = client.get(offer.get_absolute_url())
    assert page.context["offer"].state_status == "closed"
    assert "Betriebsausflug" in page.text


def test_hours_that_nobody_confirmed_give_no_state(client: Client) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False):
        offer = builders.offer()
        HoursSet.objects.filter(pk=hours(offer=offer).pk).update(is_confirmed=False, as_of=date(2023, 8, 1))
        page = client.get(offer.get_absolute_url())
    assert page.context["offer"].state_status == "unknown"
    assert "9:00–16:00" in page.text
    assert "2023" in page.text


def test_call_button_has_the_number_of_the_offer_itself(client: Client) -> None:
    offer = builders.offer(by_appointment=True, provider=builders.organisation(phone="0214 406-1"))
    call = '<a class="button button--accent" href="tel:{}"'
    assert call.format("+492144061") in client.get(offer.get_absolute_url()).text
    offer.contacts.add(builders.contact(phone="0214 406-2"))
    assert call.format("+492144062") in client.get(offer.get_absolute_url()).text
    offer.contacts.add(builders.contact(phone="0214 406-3", organisation=offer.provider, name="Zuletzt"))
    page = client.get(offer.get_absolute_url())
    assert call.format("+492144063") in page.text
    assert "Anrufen und Termin machen" in page.text
    assert [contact.phone for contact in page.context["contacts"]] == ["0214 406-3", "0214 406-2"]


def test_what_nobody_knows_stands_in_one_line(client: Client) -> None:
    offer = builders.offer(checked_on=date(2025, 1, 1), checked_precision="year", is_uncertain=True)
    page = client.get(offer.get_absolute_url()).text
    assert "<p>Ort, Zeiten, Anmeldung, Sprachen, Kosten, Unterlagen</p>" in page
    assert page.count("Angaben aus dem Jahr 2025") == page.count("vor dem Besuch anrufen") == 1
    assert "nicht bekannt" not in page.lower()
    full = full_offer(cost="free", walk_in=True, what_to_bring="Ausweis")
    assert client.get(full.get_absolute_url()).context["unknown"] == ["Sprachen"]


def test_related_offers_help_with_the_same_need(client: Client) -> None:
    rights, people = Topic.objects.create(slug="r", name="R"), Audience.objects.create(slug="p", name="P")
    office = builders.offer(kind="service")
    near, festival, advice, training = (
        builders.offer(kind=kind, position=position, title=kind)
        for kind, position in [("service", 9), ("series", 1), ("advice", 5), ("training", 2)]
    )
    for offer in (office, near, festival, training):
        offer.topics.add(rights)
    for offer in (office, advice, training):
        offer.audiences.add(people)
    builders.offer(kind="advice", title="anderes")
    shown = client.get(office.get_absolute_url()).context["related"]
    assert [offer.title for offer in shown] == ["service", "advice"]


def test_filters_join_within_a_group_and_cut_across_groups(client: Client) -> None:
    topics = [Topic.objects.create(slug=slug, name=slug) for slug in ("deutsch", "arbeit", "leer")]
    parents = Audience.objects.create(slug="eltern", name="Eltern")
    first, second, third = (builders.offer(title=title) for title in ("Eins", "Zwei", "Drei"))
    first.topics.add(topics[0])
    second.topics.add(topics[1])
    second.audiences.add(parents)
    third.audiences.add(parents)

    def titles(query: str) -> set[str]:
        return {offer.title for offer in client.get(f"/de/angebote/{query}").context["offers"]}

    assert titles("?topic=deutsch") == {"Eins"}
    assert titles("?topic=deutsch&topic=arbeit") == {"Eins", "Zwei"}
    assert titles("?topic=deutsch&topic=arbeit&audience=eltern") == {"Zwei"}
    assert titles("?topic=leer") == set()


def test_counts_say_what_a_choice_would_give_beside_the_other_group(client: Client) -> None:
    topic = Topic.objects.create(slug="deutsch", name="Deutsch")
    parents = Audience.objects.create(slug="eltern", name="Eltern")
    for number in range(3):
        offer = builders.offer()
        offer.topics.add(topic)
        if number == 0:
            offer.audiences.add(parents)
    builders.offer(status="draft").topics.add(topic)
    groups = {
        group.name: group for group in client.get("/de/angebote/?audience=eltern").context["results"].groups
    }
    assert [choice.count for choice in groups["topic"].choices] == [1]
    groups = {
        group.name: group for group in client.get("/de/angebote/?topic=deutsch").context["results"].groups
    }
    assert [choice.count for choice in groups["topic"].choices] == [3]


@pytest.mark.parametrize("query", ["?topic=gibtesnicht", "?page=99", "?page=x", "?topic=%00", "?x[]=1"])
def test_unknown_values_are_ignored(client: Client, query) -> None:
    builders.offer(title="Da")
    response = client.get(f"/de/angebote/{query}")
    assert response.status_code == 200
    assert [offer.title for offer in response.context["offers"]] == ["Da"]


def test_htmx_gets_the_results_alone_and_a_restored_page_is_whole(client: Client) -> None:
    builders.offer(title="Griffbereit")
    fragment = client.get("/de/angebote/", headers={"HX-Request": "true"})
    assert "Griffbereit" in fragment.text
    assert "<html" not in fragment.text
    assert "HX-Request" in fragment.headers["Vary"]
    restored = client.get(
        "/de/angebote/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in restored.text


def test_service_point_has_one_address(client: Client) -> None:
    offer = builders.offer(slug="service-point", is_service_point=True, title="Service-Point")
    assert offer.get_absolute_url() == "/de/service-point/"
    response = client.get("/de/angebote/service-point/")
    assert (response.status_code, response.url) == (301, "/de/service-point/")
    assert "Service-Point" in client.get("/de/service-point/").text


def test_volunteers_see_only_programmes_that_look_for_them(client: Client) -> None:
    builders.offer(title="Bildungspaten", seeks_volunteers=True, volunteer_time="1 Stunde")
    builders.offer(title="Beratung")
    page = client.get("/de/mitmachen/").text
    assert "Bildungspaten" in page
    assert "1 Stunde" in page
    assert "Beratung" not in page


def test_hostile_text_is_escaped_everywhere(client: Client) -> None:
    offer = full_offer(title="<script>alert(1)</script>", summary='"><img src=x onerror=alert(2)>')
    for url in ("/de/angebote/", offer.get_absolute_url(), offer.provider.get_absolute_url()):
        page = client.get(url).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_take_no_other_method(client: Client, method) -> None:
    assert getattr(client, method)("/de/angebote/").status_code == 405


def test_organisation_lists_its_offers_as_links(client: Client) -> None:
    offers = [builders.offer(title=title, provider=None) for title in ("Eins", "Zwei")]
    organisation = offers[0].provider
    page = client.get(organisation.get_absolute_url()).text
    assert f'<li><a href="{offers[0].get_absolute_url()}">Eins</a></li>' in page
    assert "Zwei" not in page
    assert "card__link" not in page
