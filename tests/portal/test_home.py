"""The home page answers on its first screen and shows below only what is alive."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from core.memory import validity
from ki_site.portal import alive
from ki_site.portal.models import Page, SiteProfile
from news.models import Post
from offers import opening, weeks
from offers.models import HoursRule, HoursSet, Offer, Topic
from tests import builders
from tests.concept import builders as concept
from tests.news import builders as news

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
TODAY = NOW.date()


def test_news_are_fresh_for_half_a_year() -> None:
    days = (TODAY, TODAY - timedelta(days=182), TODAY - timedelta(days=183), date(2024, 6, 21))

    found = alive.fresh([Post(date=day) for day in days], TODAY)

    assert [post.date for post in found] == list(days[:2])


@time_machine.travel(NOW, tick=False)
def test_checked_offers_are_those_whose_check_holds() -> None:
    recent, old = TODAY - timedelta(days=30), TODAY - timedelta(days=400)
    offers = [
        Offer(title="unklar", checked_on=recent, is_uncertain=True),
        *(Offer(title=str(number), checked_on=recent) for number in range(4)),
        Offer(title="alt", checked_on=old),
        Offer(title="nie"),
    ]

    assert [offer.title for offer in alive.newest_checked(offers)] == ["0", "1", "2"]
    assert alive.newest_checked(offers[5:]) == []


def test_days_that_say_the_same_are_told_at_once() -> None:
    rule = opening.Rule(0, time(9), time(16), opening.Mode.WALK_IN, None)
    days = [replace(rule, weekday=day) for day in range(4)]
    short = [replace(rule, weekday=day, closes=time(12)) for day in (4, 6)]
    schedule = opening.Schedule((opening.Hours((*days, *short)),), ())

    rows = weeks.week_rows(schedule, NOW)
    told = weeks.runs([row for row in rows if row.day.intervals])

    assert [(first.day.date.day, last.day.date.day) for first, last in told] == [(30, 3), (4, 4), (6, 6)]


def headings(client: Client) -> list[str]:
    page = client.get("/de/").content.decode()
    return re.findall(r'<h2 id="([\w-]+)">', page.partition("<footer")[0])


def profile() -> SiteProfile:
    contact = builders.contact(phone="0214 406-5246")
    return SiteProfile.objects.create(
        name="KI",
        city="Leverkusen",
        welcome="Willkommen!",
        organisation=contact.organisation,
        contact=contact,
    )


def fill(number: int) -> None:
    """What is alive, `number` times each."""
    for n in range(number):
        builders.offer(title=f"Geprüft {n}", checked_on=TODAY)
        builders.offer(title=f"Gesucht {n}", seeks_volunteers=True)
        news.post(date=TODAY)
        news.event(starts_on=TODAY + timedelta(days=9))
        Topic.objects.create(slug=f"thema-{n}", name=f"Thema {n}")
        Page.objects.create(slug=f"lage-{n}", title=f"Lage {n}", menu="life", status="published")
        concept.value(concept.indicator(field=None), "2025-12-31", "5", source_name="Stadt")


@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def _today(self) -> Iterator[None]:
        with time_machine.travel(NOW, tick=False):
            yield

    def test_what_is_old_or_empty_is_not_there(self, client: Client) -> None:
        profile()
        news.post(date=date(2025, 3, 1))
        news.event(starts_on=date(2025, 9, 1))
        builders.offer(checked_on=date(2025, 1, 1))
        builders.offer(seeks_volunteers=True, is_uncertain=True)
        concept.indicator(field=None)
        Page.objects.create(slug="entwurf", title="Entwurf", menu="life", status="draft")

        assert headings(client) == ["topics"]

    def test_fresh_content_fills_it(self, client: Client) -> None:
        hours = HoursSet.objects.create(contact=profile().contact, kind="opening", is_confirmed=True)
        HoursRule.objects.create(hours=hours, weekday=1, opens=time(9), closes=time(16), mode="appointment")
        fill(1)

        expected = ["topics", "situations", "hours", "sought", "checked", "figure", "news", "events"]
        assert headings(client) == expected
        assert "1. Dezember" in client.get("/de/").content.decode()

    def test_first_steps_and_the_call_stand_before_everything_else(self, client: Client) -> None:
        profile()
        Page.objects.create(slug="neu", title="Neu hier", menu="first", status="published")

        page = client.get("/de/").content.decode()
        first = page[page.index('class="hero"') : page.index('id="topics"')]

        assert re.findall(r'<a class="button[^"]*" href="([^"]+)"', first) == [
            "/de/neu/",
            "tel:+492144065246",
        ]
        assert 'data-suggest="/de/suche/vorschlaege/"' in first

    @pytest.mark.parametrize("number", [1, 3])
    def test_costs_the_same_queries_whatever_there_is(
        self, client: Client, number: int, django_assert_num_queries: Any
    ) -> None:
        profile()
        fill(number)
        client.get("/de/aktuelles/")  # the frame is in memory from here on
        validity.forget(shared=False)
        # The Service-Point, checked offers, offers that seek, posts, figures with values, events, topics.
        with django_assert_num_queries(8):
            client.get("/de/")
        with django_assert_num_queries(0):
            client.get("/de/?zweitens")
