"""The public pages of posts and events: what they show, what they hide, what they cost."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from concept.models import ActionField, Edition, Report
from core.content.dates import Precision
from ki_site.portal.models import SiteProfile
from news.models import PostTranslation
from offers.models import Document
from tests.builders import PUBLISHED, contact, offer, organisation, place
from tests.measuring import warm
from tests.news.builders import change, event, post

LIST, EVENTS, FEED, CALENDAR = (reverse(f"news:{name}") for name in ("list", "events", "feed", "calendar"))
NOON = dt.datetime(2025, 5, 15, 10, tzinfo=dt.UTC)  # 12:00 in Leverkusen
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def _noon(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def html(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def main(client: Client, url: str) -> str:
    return html(client, url).split("<main", 1)[1].split("</main>", 1)[0]


def json_ld(client: Client, url: str, kind: str) -> dict[str, Any]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html(client, url))
    [found] = [data for data in map(json.loads, blocks) if data["@type"] == kind]
    return found


def field(**values: Any) -> ActionField:
    return ActionField.objects.create(
        **{"code": "A", "slug": "sprache", "name": "Sprache", "short_name": "Sprache", **values}
    )


def report(**values: Any) -> Report:
    edition = Edition.objects.get_or_create(slug="2017", title="Konzept", status=PUBLISHED)[0]
    return Report.objects.create(
        **{"edition": edition, "appeared_on": dt.date(2024, 1, 1), "status": PUBLISHED, **values}
    )


def document(title: str, **values: Any) -> Document:
    return Document.objects.create(**{"slug": title.lower(), "title": title, "status": PUBLISHED, **values})


class TestPosts:
    def test_list_groups_posts_by_year_with_the_latest_first(self, client: Client) -> None:
        post(title="Alt", date=dt.date(2023, 7, 1), date_precision=Precision.SEASON)
        post(title="Neu", date=dt.date(2024, 11, 1), date_precision=Precision.MONTH)
        text = main(client, LIST)
        assert re.findall(r'<h2 class="year"[^>]*>(\d+)</h2>', text) == ["2024", "2023"]
        assert text.index("November 2024") < text.index("Neu") < text.index("Sommer 2023") < text.index("Alt")

    def test_list_has_pages_of_twenty(self, client: Client) -> None:
        for number in range(21):
            post(title=f"Nr. {number:02}", date=dt.date(2024, 1, 1) + dt.timedelta(days=number))
        assert main(client, LIST).count("Nr. ") == 20
        second = main(client, f"{LIST}?page=2")
        assert re.findall(r"Nr. \d\d", second) == ["Nr. 00"]
        assert 'aria-current="page"' in second

    def test_each_page_of_the_list_is_its_own_address(self, client: Client) -> None:
        for _number in range(21):
            post()
        for query, canonical in [("", ""), ("?page=1", ""), ("?page=2", "?page=2"), ("?page=99", "?page=2"),
                                 ("?page=2&from=mail", "?page=2")]:  # fmt: skip
            found = f'<link rel="canonical" href="http://testserver{LIST}{canonical}">'
            assert found in html(client, LIST + query), query

    @pytest.mark.parametrize("page", ["0", "99", "x", "-1", ""])
    def test_page_that_does_not_exist_is_no_error(self, client: Client, page: str) -> None:
        post(title="Da")
        assert "Da" in main(client, f"{LIST}?page={page}")

    def test_list_shows_the_next_events(self, client: Client) -> None:
        event(title="Vorbei", starts_on=dt.date(2025, 5, 1))
        event(title="Kommt", starts_on=dt.date(2025, 6, 1))
        text = main(client, LIST)
        assert "Kommt" in text
        assert "Vorbei" not in text

    def test_post_shows_all_that_belongs_to_it(self, client: Client) -> None:
        found = post(
            title="Ein Beitrag",
            body="<p>Der Text.</p>",
            author=organisation(name="Das KI"),
            source="Pressemitteilung",
            source_url="https://example.org/quelle",
        )
        found.documents.add(document("Flyer"))
        found.fields.add(field(status=PUBLISHED))
        found.reports.add(report(slug="bericht", title="Bericht"))
        text = main(client, found.get_absolute_url())
        for expected in (
            "<h1>Ein Beitrag</h1>",
            "<p>Der Text.</p>",
            "8. Februar 2024",
            "Das KI",
            "Flyer",
            'href="https://example.org/quelle"',
            f'href="{reverse("concept:field", args=["sprache"])}"',
            f'href="{reverse("concept:reports")}#report-bericht"',
        ):
            assert expected in text

    def test_post_hides_what_belongs_to_it_and_is_a_draft(self, client: Client) -> None:
        found = post(author=organisation(name="Geheimes Amt", status="draft"))
        found.documents.add(document("Geheimpapier", status="draft"))
        found.fields.add(field(short_name="Geheimfeld", status="draft"))
        found.reports.add(report(slug="bericht", title="Geheimbericht", status="review"))
        assert "Geheim" not in html(client, found.get_absolute_url())

    def test_post_is_described_for_search_engines(self, client: Client) -> None:
        found = post(
            title="Ein <Beitrag>", author=organisation(name="Das KI"), date_precision=Precision.MONTH
        )
        assert json_ld(client, found.get_absolute_url(), "NewsArticle") == {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "Ein <Beitrag>",
            "description": "Was geschehen ist.",
            "datePublished": "2024-02",
            "inLanguage": "de",
            "mainEntityOfPage": f"http://testserver{found.get_absolute_url()}",
            "url": f"http://testserver{found.get_absolute_url()}",
            "author": {"@type": "Organization", "name": "Das KI"},
            "publisher": {"@type": "Organization", "name": "Das KI"},
        }

    def test_title_and_description_are_those_of_the_post(self, client: Client) -> None:
        found = post(title="Titel & mehr", teaser='Ein "Satz"')
        text = html(client, found.get_absolute_url())
        assert "<title>Titel &amp; mehr" in text
        assert '<meta name="description" content="Ein &quot;Satz&quot;">' in text
        assert f'<link rel="canonical" href="http://testserver{found.get_absolute_url()}">' in text


class TestFeed:
    def test_feed_tells_of_each_post_with_its_dates_and_language(self, client: Client) -> None:
        found = post(title="Neu", teaser="A & B", date=dt.date(2024, 2, 8))
        response = client.get(FEED)
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ET.fromstring(response.content)
        assert feed.get(LANGUAGE) == "de"
        [entry] = feed.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == "Neu"
        assert entry.findtext(f"{ATOM}summary") == "A &amp; B"
        assert entry.findtext(f"{ATOM}published") == "2024-02-08T11:00:00+00:00"  # noon
        assert (
            entry.findtext(f"{ATOM}updated")
            == entry.findtext(f"{ATOM}updated")
            == "2025-05-15T10:00:00+00:00"
        )
        assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{found.get_absolute_url()}"
        assert feed.findtext(f"{ATOM}updated") == "2025-05-15T10:00:00+00:00"

    def test_each_entry_and_the_feed_have_an_author(self, client: Client) -> None:
        house = contact()
        SiteProfile.objects.create(
            name="Integrationszentrum", city="L", organisation=house.organisation, contact=house
        )
        post(date=dt.date(2024, 2, 8), author=organisation(name="Caritas"))
        post(date=dt.date(2024, 2, 7), author=organisation(name="Geheim", status="draft"))
        post(date=dt.date(2024, 2, 6))
        feed = ET.fromstring(client.get(FEED).content)
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Integrationszentrum L"
        names = [entry.findtext(f"{ATOM}author/{ATOM}name") for entry in feed.iter(f"{ATOM}entry")]
        assert names == ["Caritas", "Integrationszentrum L", "Integrationszentrum L"]

    def test_text_that_is_not_translated_is_called_german(self, client: Client) -> None:
        found = post(title="Neu", teaser="Ein Satz.")
        PostTranslation.objects.create(
            parent=found, language="ar", title="جديد", teaser="", status="reviewed"
        )
        post(title="Alt", date=dt.date(2020, 1, 1))
        feed = ET.fromstring(client.get("/ar/aktuelles/feed.atom").content)
        entries = feed.findall(f"{ATOM}entry")
        assert [(entry.findtext(f"{ATOM}title"), entry.get(LANGUAGE)) for entry in entries] == [
            ("جديد", "ar"),
            ("Alt", "de"),
        ]
        assert [entry.find(f"{ATOM}summary").get(LANGUAGE) for entry in entries] == ["de", "de"]

    def test_signs_that_xml_must_not_hold_take_no_feed_down(self, client: Client) -> None:
        post(title="Fest\x0bim Park", teaser="Ein\x1fSatz.", author=organisation(name="K\x07I"))
        entry = ET.fromstring(client.get(FEED).content).find(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == "Fest im Park"
        assert entry.findtext(f"{ATOM}summary") == "Ein Satz."

    def test_post_of_just_after_midnight_is_of_that_day_everywhere(self, client: Client) -> None:
        with time_machine.travel(dt.datetime(2025, 5, 14, 22, 30, tzinfo=dt.UTC), tick=False):
            post(date=dt.date(2025, 5, 15))
            feed = ET.fromstring(client.get(FEED).content)
        assert feed.findtext(f"{ATOM}entry/{ATOM}published") == "2025-05-15T00:00:00+00:00"

    def test_post_of_today_is_not_published_in_the_future(self, client: Client) -> None:
        with time_machine.travel(NOON - dt.timedelta(hours=3), tick=False):
            post(date=NOON.date())
            feed = ET.fromstring(client.get(FEED).content)
        assert feed.findtext(f"{ATOM}entry/{ATOM}published") == "2025-05-15T07:00:00+00:00"

    def test_entry_keeps_its_identity_when_the_address_changes(self, client: Client) -> None:
        found = post()
        before = ET.fromstring(client.get(FEED).content).findtext(f"{ATOM}entry/{ATOM}id")
        found.slug, found.date = "anders", dt.date(2025, 1, 1)
        found.save()
        assert ET.fromstring(client.get(FEED).content).findtext(f"{ATOM}entry/{ATOM}id") == before

    def test_every_page_names_the_feed(self, client: Client) -> None:
        assert f'type="application/atom+xml" title="Aktuelles" href="{FEED}"' in html(client, LIST)


class TestEvents:
    def test_upcoming_stand_first_and_past_ones_below(self, client: Client) -> None:
        event(title="Vorbei", starts_on=dt.date(2019, 3, 1), date_precision=Precision.YEAR)
        event(title="Kommt", starts_on=dt.date(2025, 6, 1), starts_at=dt.time(18), ends_at=dt.time(20))
        text = main(client, EVENTS)
        assert text.index("Kommt") < text.index('id="over"') < text.index("Vorbei")
        assert "Sonntag, 1. Juni 2025, 18:00–20:00 Uhr" in text

    def test_past_events_have_pages_of_twenty(self, client: Client) -> None:
        for number in range(21):
            event(title=f"Nr. {number:02}", starts_on=dt.date(2024, 1, 1) + dt.timedelta(days=number))
        assert re.findall(r"Nr. \d\d", main(client, f"{EVENTS}?page=2")) == ["Nr. 00"]

    def test_page_is_kept_no_longer_than_until_the_first_event_is_over(self, client: Client) -> None:
        found = event(
            title="Jetzt", starts_on=dt.date(2025, 5, 15), starts_at=dt.time(11), ends_at=dt.time(12, 30)
        )
        over = NOON + dt.timedelta(minutes=31)
        for url in (EVENTS, found.get_absolute_url()):
            before = main(client, url)
            with time_machine.travel(over, tick=False):
                assert main(client, url) != before

    def test_event_shows_all_that_belongs_to_it(self, client: Client) -> None:
        found = event(
            title="Sprechstunde",
            starts_on=dt.date(2025, 5, 22),
            starts_at=dt.time(16, 30),
            ends_at=dt.time(18),
            body="<p>Der Text.</p>",
            place=place(name="Rathaus", street="Am Markt 1"),
            place_note="Zimmer 5",
            online_url="https://example.org/raum",
            how_to_register="Rufen Sie an.",
            organiser=organisation(name="Das KI"),
        )
        found.partners.add(organisation(name="Caritas"))
        found.offers.add(offer(title="Beratung"))
        found.fields.add(field(status=PUBLISHED))
        text = main(client, found.get_absolute_url())
        for expected in (
            "Donnerstag, 22. Mai 2025, 16:30–18:00 Uhr",
            "<p>Der Text.</p>",
            "Rathaus",
            "Am Markt 1",
            "Zimmer 5",
            'href="https://example.org/raum"',
            "Rufen Sie an.",
            "Das KI",
            "Caritas",
            "Beratung",
            f'href="{reverse("concept:field", args=["sprache"])}"',
            f'href="{reverse("news:event_calendar", args=[found.slug])}"',
        ):
            assert expected in text

    def test_event_hides_what_belongs_to_it_and_is_a_draft(self, client: Client) -> None:
        draft = {"status": "draft"}
        found = event(
            starts_on=dt.date(2025, 6, 1),
            place=place(name="Geheimort", **draft),
            organiser=organisation(name="Geheimamt", **draft),
        )
        found.partners.add(organisation(name="Geheimverein", **draft))
        found.offers.add(offer(title="Geheimangebot", **draft))
        found.fields.add(field(short_name="Geheimfeld", **draft))
        for url in (found.get_absolute_url(), EVENTS, LIST, CALENDAR):
            assert b"Geheim" not in client.get(url).content

    def test_cancelled_event_says_so_everywhere(self, client: Client) -> None:
        found = event(
            title="Fest",
            starts_on=dt.date(2025, 6, 1),
            is_cancelled=True,
            cancelled_note="Zu wenige Anmeldungen.",
        )
        text = html(client, found.get_absolute_url())
        assert "<title>Abgesagt: Fest" in text
        assert "Zu wenige Anmeldungen." in text
        assert "Abgesagt" in main(client, EVENTS)
        assert json_ld(client, found.get_absolute_url(), "Event")["eventStatus"].endswith("/EventCancelled")

    def test_series_shows_its_next_dates_and_what_changes(self, client: Client) -> None:
        found = event(starts_on=dt.date(2025, 5, 1), starts_at=dt.time(18), rule="FREQ=WEEKLY")
        change(found, "2025-05-29", "cancelled", note="Feiertag")
        change(found, "2025-06-05", "moved", new_date=dt.date(2025, 6, 6))
        text = main(client, found.get_absolute_url())
        assert "<s>Donnerstag, 29. Mai 2025, ab 18:00 Uhr</s>" in text
        assert "Feiertag" in text
        assert "Freitag, 6. Juni 2025, ab 18:00 Uhr" in text
        assert "verlegt vom 5. Juni 2025" in text

    def test_series_whose_next_date_is_cancelled_names_the_one_that_takes_place(self, client: Client) -> None:
        found = event(title="Runde", starts_on=dt.date(2025, 5, 1), rule="FREQ=WEEKLY")
        change(found, "2025-05-15", "cancelled", note="Raum gesperrt")
        url = found.get_absolute_url()
        assert "<title>Runde" in html(client, url)
        text = main(client, url)
        assert "<strong>Abgesagt: Donnerstag, 15. Mai 2025</strong>" in text
        assert "Raum gesperrt" in text
        assert re.search(r"<dd>Donnerstag, 22. Mai 2025</dd>", text)
        assert json_ld(client, url, "Event")["startDate"] == "2025-05-22"

    def test_past_event_says_so(self, client: Client) -> None:
        found = event(starts_on=dt.date(2020, 3, 16), ends_on=dt.date(2020, 3, 29))
        text = main(client, found.get_absolute_url())
        assert "Dieser Termin ist vorbei." in text
        assert "16. März bis 29. März 2020" in text

    def test_event_without_a_known_day_has_no_calendar_and_no_data(self, client: Client) -> None:
        found = event(starts_on=dt.date(2023, 10, 1), date_precision=Precision.SEASON)
        text = html(client, found.get_absolute_url())
        assert "Herbst 2023" in text
        assert ".ics" not in text
        assert '"Event"' not in text

    @pytest.mark.parametrize("days", [-5000, 5000])
    def test_event_far_away_in_time_has_a_page(self, client: Client, days: int) -> None:
        found = event(starts_on=NOON.date() + dt.timedelta(days=days))
        assert str(found.starts_on.year) in main(client, found.get_absolute_url())

    def test_note_of_a_date_that_keeps_its_day_is_told_everywhere(self, client: Client) -> None:
        found = event(starts_on=dt.date(2025, 5, 22), starts_at=dt.time(18), rule="FREQ=WEEKLY")
        change(found, "2025-05-22", "moved", new_date=dt.date(2025, 5, 22), note="Heute im Saal 3")
        url = found.get_absolute_url()
        assert main(client, url).count("Heute im Saal 3") == 2  # at the top and in the list of dates
        assert "verlegt vom" not in main(client, url)
        data = json_ld(client, url, "Event")
        assert data["eventStatus"] == "https://schema.org/EventScheduled"
        assert data["description"].endswith("Heute im Saal 3")

    def test_other_time_on_the_same_day_is_rescheduled(self, client: Client) -> None:
        found = event(starts_on=dt.date(2025, 5, 22), starts_at=dt.time(18), rule="FREQ=WEEKLY")
        day = dt.date(2025, 5, 22)
        change(found, "2025-05-22", "moved", new_date=day, starts_at=dt.time(9))
        data = json_ld(client, found.get_absolute_url(), "Event")
        assert data["eventStatus"] == "https://schema.org/EventRescheduled"
        assert data["startDate"] == "2025-05-22T09:00:00+02:00"
        assert data["previousStartDate"] == "2025-05-22T18:00:00+02:00"

    def test_event_is_described_for_search_engines(self, client: Client) -> None:
        found = event(
            title="Abend",
            starts_on=dt.date(2025, 5, 22),
            starts_at=dt.time(18),
            ends_at=dt.time(20),
            place=place(name="Rathaus", street="Am Markt 1", postal_code="51373"),
            online_url="https://example.org/raum",
            organiser=organisation(name="Das KI"),
        )
        change(found, "2025-05-22", "moved", new_date=dt.date(2025, 5, 23))
        assert json_ld(client, found.get_absolute_url(), "Event") == {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": "Abend",
            "description": "Worum es geht.",
            "startDate": "2025-05-23T18:00:00+02:00",
            "endDate": "2025-05-23T20:00:00+02:00",
            "previousStartDate": "2025-05-22T18:00:00+02:00",
            "eventStatus": "https://schema.org/EventRescheduled",
            "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
            "inLanguage": "de",
            "url": f"http://testserver{found.get_absolute_url()}",
            "location": [
                {
                    "@type": "Place",
                    "name": "Rathaus",
                    "address": {
                        "@type": "PostalAddress",
                        "streetAddress": "Am Markt 1",
                        "postalCode": "51373",
                        "addressLocality": "Leverkusen",
                        "addressCountry": "DE",
                    },
                },
                {"@type": "VirtualLocation", "url": "https://example.org/raum"},
            ],
            "organizer": {"@type": "Organization", "name": "Das KI"},
        }


class TestDrafts:
    HIDDEN = (
        {"status": "draft"},
        {"status": "review"},
        {"status": "archived"},
        {"published_from": NOON + dt.timedelta(hours=1)},
        {"published_until": NOON - dt.timedelta(hours=1)},
    )

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_hidden_posts_and_events_leak_nowhere(self, client: Client, hidden: dict[str, Any]) -> None:
        secret_post = post(title="Geheimbeitrag", **hidden)
        for day in (dt.date(2025, 6, 1), dt.date(2020, 1, 1)):
            secret_event = event(title="Geheimtermin", starts_on=day, **hidden)
            assert client.get(secret_event.get_absolute_url()).status_code == 404
        for url in (LIST, EVENTS, FEED, CALENDAR):
            assert b"Geheim" not in client.get(url).content
        assert client.get(secret_post.get_absolute_url()).status_code == 404

    def test_staff_with_the_right_see_a_draft_and_nobody_keeps_it(self, client: Client) -> None:
        user = User.objects.create_user("redaktion", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=["change_post", "change_event"]))
        client.force_login(user)
        for draft in (post(title="Entwurf", status="draft"), event(title="Entwurf", status="draft")):
            response = client.get(draft.get_absolute_url())
            assert "Entwurf" in response.content.decode()
            assert response.headers["Cache-Control"] == "private, no-store"
            assert Client().get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("url", [LIST, EVENTS, FEED, CALENDAR])
def test_pages_are_read_only(client: Client, url: str) -> None:
    assert client.post(url).status_code == 405
    assert client.get(url).status_code == 200


class TestQueries:
    """The same number for one object and for three."""

    COUNTS = pytest.mark.parametrize("number", [1, 3])

    @COUNTS
    def test_list(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for index in range(number):
            post(author=organisation())
            found = event(starts_on=dt.date(2025, 6, 1), rule="FREQ=WEEKLY", place=place())
            change(found, "2025-06-08", "cancelled", note=str(index))
        warm(client, LIST, monkeypatch)
        # number of posts, posts with authors, events with places, their exceptions
        with django_assert_num_queries(4):
            client.get(LIST)

    @COUNTS
    def test_events(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for index in range(number):
            for day in (dt.date(2025, 6, 1), dt.date(2020, 1, 1)):
                change(event(starts_on=day, place=place()), day.isoformat(), "cancelled", note=str(index))
        warm(client, EVENTS, monkeypatch)
        # events that may be upcoming with places, their exceptions; past ones: number, page, exceptions
        with django_assert_num_queries(5):
            client.get(EVENTS)

    @COUNTS
    def test_post(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        found = post(author=organisation())
        for index in range(number):
            found.documents.add(document(f"Papier-{index}"))
            found.fields.add(field(code=chr(65 + index), slug=f"feld-{index}", status=PUBLISHED))
            found.reports.add(report(slug=f"bericht-{index}", title="Bericht"))
        warm(client, found.get_absolute_url(), monkeypatch)
        # post with author, documents, action fields, reports
        with django_assert_num_queries(4):
            client.get(found.get_absolute_url())

    @COUNTS
    def test_event(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        found = event(
            starts_on=dt.date(2025, 6, 1), rule="FREQ=DAILY", place=place(), organiser=organisation()
        )
        for index in range(number):
            change(found, (dt.date(2025, 6, 1) + dt.timedelta(days=index)).isoformat(), "cancelled")
            found.partners.add(organisation())
            found.offers.add(offer())
            found.fields.add(field(code=chr(65 + index), slug=f"feld-{index}", status=PUBLISHED))
        warm(client, found.get_absolute_url(), monkeypatch)
        # event with place and organiser, exceptions, partners, offers, action fields
        with django_assert_num_queries(5):
            client.get(found.get_absolute_url())

    @COUNTS
    def test_feed_and_calendar(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for _ in range(number):
            post()
            change(event(place=place(), rule="FREQ=WEEKLY"), "2025-05-22", "cancelled")
        warm(client, FEED, monkeypatch)
        # posts with the moment of their last change
        with django_assert_num_queries(1):
            client.get(FEED)
        warm(client, CALENDAR, monkeypatch)
        # events with places and the moment of their last change, exceptions
        with django_assert_num_queries(2):
            client.get(CALENDAR)
