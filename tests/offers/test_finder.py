"""The finder: what fits, what each choice would give, in which order, and how it is taken along."""

import csv
import io
from datetime import date, time

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from core.spreadsheets import harmless
from offers.models import Closure, HoursRule, HoursSet, Mode, Offer, Place, Quarter, SpokenLanguage, Topic
from offers.models.geography import Borough
from search import postings, scoring
from search.finder.bits import joined, positions
from tests import builders

pytestmark = pytest.mark.django_db
MONDAY_TEN = "2026-03-02 10:00 +01:00"


def opens(
    offer: Offer, weekday: int, start: int, end: int, mode: Mode = Mode.WALK_IN, **fields: object
) -> HoursSet:
    found = HoursSet.objects.create(offer=offer, **fields)
    HoursRule.objects.create(hours=found, weekday=weekday, opens=time(start), closes=time(end), mode=mode)
    return found


def visit(client: Client, address: str):
    """Past the page cache, so that each visit has a context to look at."""
    return client.get(address, headers={"Authorization": "Basic none"})


def titles(client: Client, query: str = "") -> list[str]:
    return [offer.title for offer in visit(client, f"/de/angebote/{query}").context["offers"]]


def counts(client: Client, query: str, group: str) -> dict[str, int]:
    groups = {found.name: found for found in visit(client, f"/de/angebote/{query}").context["results"].groups}
    return {choice.value: choice.count for choice in groups[group].choices}


@pytest.fixture
def city() -> dict[str, Offer]:
    """Four offers that differ in everything that a filter knows."""
    borough = Borough.objects.create(number=1, slug="stadtbezirk-1", name="Stadtbezirk I")
    other = Borough.objects.create(number=2, slug="stadtbezirk-2", name="Stadtbezirk II")
    wiesdorf = Quarter.objects.create(slug="wiesdorf", name="Wiesdorf", borough=borough)
    manfort = Quarter.objects.create(slug="manfort", name="Manfort", borough=borough)
    opladen = Quarter.objects.create(slug="opladen", name="Opladen", borough=other)
    topics = {slug: Topic.objects.create(slug=slug, name=slug) for slug in ("deutsch", "arbeit")}
    ukrainian = SpokenLanguage.objects.create(code="uk", name="Ukrainisch", endonym="Українська")
    awo = builders.organisation(slug="awo", name="AWO")
    found = {
        "kurs": builders.offer(title="Zebra-Kurs", kind="course", cost="free", provider=awo, walk_in=True),
        "rat": builders.offer(title="Arbeit finden", kind="advice", by_appointment=True, provider=awo),
        "treff": builders.offer(title="Müttertreff", kind="meeting", walk_in=True, position=50),
        "amt": builders.offer(title="Ämter", kind="service", online=True),
    }
    for name, quarter in (("kurs", wiesdorf), ("rat", manfort), ("treff", opladen)):
        found[name].places.add(builders.place(quarter=quarter))
    found["kurs"].topics.add(topics["deutsch"])
    found["rat"].topics.add(topics["arbeit"])
    found["treff"].topics.add(*topics.values())
    found["kurs"].languages.add(ukrainian)
    opens(found["kurs"], 0, 9, 12)
    opens(found["rat"], 0, 14, 16, Mode.APPOINTMENT)
    opens(found["treff"], 3, 9, 12)
    opens(found["amt"], 0, 9, 12, is_confirmed=False)
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=course&kind=advice", {"Zebra-Kurs", "Arbeit finden"}),
        ("?language=uk", {"Zebra-Kurs"}),
        ("?place=wiesdorf", {"Zebra-Kurs"}),
        ("?place=stadtbezirk-1", {"Zebra-Kurs", "Arbeit finden"}),
        ("?place=wiesdorf&place=stadtbezirk-2", {"Zebra-Kurs", "Müttertreff"}),
        ("?organisation=awo", {"Zebra-Kurs", "Arbeit finden"}),
        ("?way=walk_in", {"Zebra-Kurs", "Müttertreff"}),
        ("?way=by_appointment&way=online", {"Arbeit finden", "Ämter"}),
        ("?cost=free", {"Zebra-Kurs"}),
        ("?when=now", {"Zebra-Kurs"}),
        ("?when=today", {"Zebra-Kurs", "Arbeit finden"}),
        ("?when=week", {"Zebra-Kurs", "Arbeit finden", "Müttertreff"}),
        ("?when=thu", {"Müttertreff"}),
        ("?when=mon", {"Zebra-Kurs", "Arbeit finden"}),
        ("?topic=deutsch&way=walk_in&place=opladen", {"Müttertreff"}),
        ("?topic=deutsch&kind=service", set()),
    ],
)
def test_filter_finds_what_fits(client: Client, city, query, expected) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False):
        assert set(titles(client, query)) == expected


def test_count_is_what_the_choice_would_really_give(client: Client, city) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False):
        for query in ("?", "?topic=deutsch", "?way=walk_in&topic=arbeit", "?when=today&organisation=awo"):
            for group in visit(client, f"/de/angebote/{query}").context["results"].groups:
                for choice in group.choices:
                    others = "&".join(p for p in query[1:].split("&") if not p.startswith(f"{group.name}="))
                    alone = titles(client, f"?{others}&{group.name}={choice.value}")
                    assert choice.count == len(alone), (query, choice)


def test_options_that_give_nothing_now_stay_with_a_zero(client: Client, city) -> None:
    assert counts(client, "?kind=service", "topic") == {"arbeit": 0, "deutsch": 0}


def test_facts_that_nobody_has_told_are_no_filter_and_unknown_is_not_no(client: Client, city) -> None:
    groups = [
        group.name for group in visit(client, "/de/angebote/").context["results"].groups if group.choices
    ]
    assert "extra" not in groups
    Offer.objects.filter(pk__in=[city["kurs"].pk, city["treff"].pk]).update(childcare="yes")
    Offer.objects.filter(pk=city["treff"].pk).update(women_only="yes")
    Offer.objects.filter(pk=city["rat"].pk).update(childcare="no")
    Place.objects.update(wheelchair="partly")

    assert counts(client, "", "extra") == {"childcare": 2, "women_only": 1}
    assert set(titles(client, "?extra=childcare")) == {"Zebra-Kurs", "Müttertreff"}


def test_of_what_matters_an_offer_needs_everything_that_is_chosen(client: Client, city) -> None:
    Offer.objects.filter(pk__in=[city["kurs"].pk, city["treff"].pk]).update(childcare="yes")
    for place in city["treff"].places.all():
        place.wheelchair = "yes"
        place.save()

    assert titles(client, "?extra=childcare&extra=wheelchair") == ["Müttertreff"]
    assert counts(client, "?extra=childcare", "extra") == {"childcare": 2, "wheelchair": 1}
    results = visit(client, "/de/angebote/?extra=childcare&extra=wheelchair").context["results"]
    assert [removal.number for removal in results.removals()] == [1, 2]


def test_boroughs_are_called_by_their_quarters(client: Client, city) -> None:
    groups = {group.name: group for group in visit(client, "/de/angebote/").context["results"].groups}
    assert [choice.label for choice in groups["place"].choices] == [
        "Stadtbezirk I (Manfort, Wiesdorf)",
        "Manfort",
        "Wiesdorf",
        "Stadtbezirk II (Opladen)",
        "Opladen",
    ]


def test_order_by_what_opens_next_is_offered_only_where_hours_are_known(client: Client, city) -> None:
    def orders() -> list[str]:
        return [value for value, _label in visit(client, "/de/angebote/").context["results"].orders]

    with time_machine.travel(MONDAY_TEN, tick=False):
        assert orders() == ["", "name", "next"]
        HoursSet.objects.filter(offer=city["treff"]).delete()
        assert orders() == ["", "name"]
        assert titles(client, "?sort=next") == titles(client)


def test_button_says_how_many_offers_it_shows(client: Client, city) -> None:
    html = visit(client, "/de/angebote/?kind=course").text
    assert "Ergebnisse zeigen</span>" in html
    assert '<span class="filter__live" id="filter-show">1 Angebot zeigen</span>' in html
    changed = client.get("/de/angebote/?kind=course&kind=advice", headers={"HX-Request": "true"}).text
    assert '<span id="filter-show" data-hx-swap-oob="innerHTML">2 Angebote zeigen</span>' in changed


def test_result_follows_the_chosen_order(client: Client, city) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False):
        assert titles(client)[0] == "Müttertreff"
        assert titles(client, "?sort=name") == ["Ämter", "Arbeit finden", "Müttertreff", "Zebra-Kurs"]
        assert titles(client, "?sort=next")[:3] == ["Zebra-Kurs", "Arbeit finden", "Müttertreff"]


def test_what_is_open_follows_the_clock_and_closures(client: Client, city) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False) as clock:
        assert titles(client, "?when=now") == ["Zebra-Kurs"]
        clock.move_to("2026-03-02 12:30 +01:00")
        assert titles(client, "?when=now") == []
        clock.move_to("2026-03-02 14:30 +01:00")
        assert titles(client, "?when=now") == ["Arbeit finden"]
        Closure.objects.create(
            offer=city["rat"], starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 2), reason="Krank"
        )
        assert titles(client, "?when=now") == []


def test_words_and_filters_work_together(client: Client, city) -> None:
    assert titles(client, "?q=Zebra") == ["Zebra-Kurs"]
    assert titles(client, "?q=Zebra&topic=arbeit") == []
    assert counts(client, "?q=Zebra", "topic") == {"arbeit": 0, "deutsch": 1}


def test_nothing_found_offers_what_to_leave_out(client: Client, city) -> None:
    response = client.get("/de/angebote/?topic=deutsch&kind=service")
    removals = [
        (removal.choice.value, removal.query, removal.number)
        for removal in response.context["results"].removals()
    ]
    assert removals == [("deutsch", "?kind=service", 1), ("service", "?topic=deutsch", 2)]
    assert "/de/angebote/?kind=service" in response.text.replace("&amp;", "&")


def test_words_may_be_left_out_with_the_count_that_gives(client: Client, city) -> None:
    results = visit(client, "/de/angebote/?q=Xylophon&way=walk_in").context["results"]

    assert len(results) == 0
    assert results.count_without_text == len(titles(client, "?way=walk_in"))


def test_frequent_word_beside_a_compound_that_nobody_wrote(client: Client, monkeypatch) -> None:
    provider = builders.organisation()
    for number in range(4):
        builders.offer(title=f"Kurs {number}", provider=provider)
    builders.offer(title="Kurs mit Tanz für Frauen", provider=provider)
    monkeypatch.setattr(postings, "MOST_HITS", 3)
    monkeypatch.setattr(scoring, "LOOKED_UP", 0)

    results = visit(client, "/de/angebote/?q=Kurs+Frauentanz").context["results"]

    assert results.ranking.is_cut
    assert titles(client, "?q=Kurs+Frauentanz") == ["Kurs mit Tanz für Frauen"]


def test_misspelt_word_shows_what_it_was_taken_for(client: Client, city) -> None:
    response = visit(client, "/de/angebote/?q=Zebrakurz")

    correction = response.context["results"].ranking.correction
    assert correction
    assert not response.context["offers"]
    assert f">{correction}</a>" in response.text
    assert visit(client, f"/de/angebote/?q={correction}").context["offers"]


@time_machine.travel(MONDAY_TEN)
def test_card_tells_the_last_check_when_it_is_older_than_a_year(client: Client, city) -> None:
    Offer.objects.filter(pk=city["kurs"].pk).update(checked_on=date(2025, 3, 1))
    Offer.objects.exclude(pk=city["kurs"].pk).update(checked_on=date(2025, 3, 3))

    page = visit(client, "/de/angebote/").content.decode()

    assert page.count("1. März 2025") == 1
    assert "3. März 2025" not in page


def test_empty_parameters_leave_the_address(client: Client) -> None:
    response = client.get("/de/angebote/?q=&topic=&kind=course&page=")
    assert (response.status_code, response.url) == (302, "/de/angebote/?kind=course")
    assert client.get("/de/angebote/?q=&kind=course").url == "/de/angebote/?kind=course"


def test_htmx_pushes_the_clean_address_and_brings_the_new_counts(client: Client, city) -> None:
    response = client.get("/de/angebote/?kind=course&q=", headers={"HX-Request": "true"})
    assert response.headers["HX-Push-Url"] == "/de/angebote/?kind=course"
    assert 'id="count-topic-deutsch" data-hx-swap-oob="true"' in response.text
    assert 'id="result-count" data-hx-swap-oob="innerHTML"' in response.text


def test_unknown_values_are_named_by_a_hint(client: Client, city) -> None:
    assert client.get("/de/angebote/?topic=deutsch&topic=xyz").context["results"].unknown == ["xyz"]


def test_new_offer_is_found_at_once_and_a_hidden_one_no_more(client: Client, city) -> None:
    assert len(titles(client)) == 4
    builders.offer(title="Neu")
    assert "Neu" in titles(client)
    Offer.objects.filter(title="Neu").update(status="archived")
    assert "Neu" not in titles(client)


@pytest.mark.parametrize("number", [1, 3])
def test_every_count_of_every_filter_costs_no_query(client, number, django_assert_max_num_queries) -> None:
    topic = Topic.objects.create(slug="t", name="T")
    for index in range(number):
        offer = builders.offer(kind=Offer.Kind.values[index % 10])
        offer.topics.add(topic)
    client.get("/de/angebote/?sort=name")
    with django_assert_max_num_queries(3):  # the offers of the page, what they point to, their hours
        client.get("/de/angebote/?topic=t&kind=advice")


def test_table_has_every_offer_and_no_formula(client: Client, city) -> None:
    Offer.objects.filter(title="Ämter").update(title="=HYPERLINK(1)")
    response = client.get("/de/angebote/liste.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 5
    assert "'=HYPERLINK(1)" in {row[0] for row in rows}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_cell_that_starts_like_a_formula_is_harmless(sign: str) -> None:
    assert harmless(f"{sign}1+1").startswith("'")
    assert harmless("1=1") == "1=1"


def test_calendar_has_the_confirmed_hours_of_four_weeks(client: Client, city) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False):
        calendar = Calendar.from_ical(client.get("/de/angebote/sprechzeiten.ics?kind=course").content)
        starts = [entry.decoded("dtstart") for entry in calendar.walk("VEVENT")]
        assert [f"{start:%d.%m. %H:%M}" for start in starts] == [
            "02.03. 09:00",
            "09.03. 09:00",
            "16.03. 09:00",
            "23.03. 09:00",
            "30.03. 09:00",
        ]
        assert len(calendar.walk("VTIMEZONE")) == 1
        assert calendar["X-WR-CALNAME"] == "Sprechzeiten"
        unsure = client.get("/de/angebote/sprechzeiten.ics?kind=service")
        assert unsure.status_code == 404
        assert "Keine Zeiten für einen Kalender" in unsure.text


def test_calendar_calls_a_day_tentative_that_nobody_has_confirmed(client: Client) -> None:
    with time_machine.travel("2026-12-20 10:00 +01:00", tick=False):
        offer = builders.offer(title="Café")
        hours = HoursSet.objects.create(offer=offer)
        HoursRule.objects.create(hours=hours, weekday=3, opens=time(9), closes=time(12), mode="walk_in")
        entries = Calendar.from_ical(client.get("/de/angebote/sprechzeiten.ics").content).walk("VEVENT")
        assert "noch nicht bestätigt" in client.get(offer.get_absolute_url()).text
    assert [
        (f"{one.decoded('dtstart'):%d.%m.}", one.get("status"), str(one["summary"])) for one in entries
    ] == [
        ("07.01.", None, "Café"),
        ("14.01.", None, "Café"),
        ("24.12.", "TENTATIVE", "Café (noch nicht bestätigt)"),
        ("31.12.", "TENTATIVE", "Café (noch nicht bestätigt)"),
    ]


@pytest.mark.parametrize(("kind", "leads"), [("course", True), ("service", False)])
def test_list_leads_to_a_calendar_only_when_it_would_hold_hours(
    client: Client, city, kind: str, leads: bool
) -> None:
    with time_machine.travel(MONDAY_TEN, tick=False):
        page = client.get(f"/de/angebote/?kind={kind}").text

    assert (f'href="/de/angebote/sprechzeiten.ics?kind={kind}"' in page) is leads


def test_sheet_has_the_whole_result(client: Client) -> None:
    for _number in range(25):
        builders.offer(kind="course")
    assert len(client.get("/de/angebote/liste/?kind=course").context["offers"]) == 25


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["q", "topic", "when", "place", "sort", "page", "x"]),
    value=st.text(max_size=40),
)
def test_any_text_as_parameter_gives_an_answer(client: Client, name: str, value: str) -> None:
    response = client.get("/de/angebote/", {name: value}, follow=True)
    assert response.status_code == 200


@settings(deadline=None)
@given(st.sets(st.integers(0, 500)))
def test_bits_give_back_what_was_put_in(places: set[int]) -> None:
    assert list(positions(joined(sorted(places)))) == sorted(places)
