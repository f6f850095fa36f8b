"""Life situations: three steps, one number, and the offers that help and are open."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from core.models import Translation
from ki_site.portal.models import Page, PageSection, PageSectionTranslation, PageTranslation
from ki_site.portal.situations import MOST, usable
from offers.models import Topic
from offers.opening import Status
from search.query import find
from tests import builders
from tests.offers.test_views import hours

SOON = datetime(2026, 12, 1, tzinfo=UTC)


def offer(title: str, status: str, *, opens: Any = SOON, is_uncertain: bool = False) -> Any:
    state = SimpleNamespace(status=status, next=opens)
    return SimpleNamespace(title=title, state_status=status, state=state, is_uncertain=is_uncertain)


def test_what_is_open_comes_first_and_what_is_over_not_at_all() -> None:
    offers = [
        offer("unknown, unclear", Status.UNKNOWN, is_uncertain=True),
        offer("unknown", Status.UNKNOWN),
        offer("over", Status.CLOSED, opens=None),
        offer("opens tomorrow", Status.CLOSED),
        offer("open, unclear", Status.OPEN, is_uncertain=True),
        offer("by appointment", Status.APPOINTMENT),
        offer("open", Status.OPEN),
    ]

    assert [one.title for one in usable(offers)] == [
        "by appointment",
        "open",
        "open, unclear",
        "opens tomorrow",
        "unknown",
        "unknown, unclear",
    ]


def situation(**fields: Any) -> Page:
    """With three steps, in German and Arabic."""
    values = {
        "slug": "brief",
        "title": "Ich habe einen Brief bekommen",
        "menu": "life",
        "status": "published",
    }
    page = Page.objects.create(**{**values, **fields})
    arabic: dict[str, Any] = {"language": "ar", "status": Translation.Status.MACHINE}
    PageTranslation.objects.create(parent=page, title="وصلتني رسالة", **arabic)
    for number in range(1, 4):
        section = PageSection.objects.create(
            page=page, key=f"schritt-{number}", heading=f"Schritt {number}", body="<p>Text</p>"
        )
        PageSectionTranslation.objects.create(
            parent=section, heading=f"الخطوة {number}", body="<p>نص</p>", **arabic
        )
    return page


def steps(client: Client, language: str) -> str:
    page = client.get(f"/{language}/brief/").content.decode()
    return page[page.index("<main") : page.index("<footer")]


@pytest.mark.django_db
class TestPage:
    @pytest.mark.parametrize(("language", "step"), [("de", "Schritt"), ("ar", "الخطوة")])
    def test_has_three_steps_and_one_number_that_follows_the_contact_point(
        self, client: Client, language: str, step: str
    ) -> None:
        contact = builders.contact(phone="0214 406-5246", name="KI")
        page = situation(contact=contact)
        page.sections.update(contact=contact)

        before = steps(client, language)
        contact.phone = "0214 406-1000"
        contact.save()
        after = steps(client, language)

        assert [f"{step} {number}" for number in (1, 2, 3)] == re.findall(rf"{step} \d", before)
        assert re.findall(r'href="(tel:[^"]+)"', before) == ["tel:+492144065246"]
        assert re.findall(r'href="(tel:[^"]+)"', after) == ["tel:+492144061000"]

    def test_hidden_contact_point_is_not_called(self, client: Client) -> None:
        situation(contact=builders.contact(status="draft"))

        assert "tel:" not in steps(client, "de")

    def test_shows_the_chosen_offers_else_those_of_the_topic(self, client: Client) -> None:
        topic = Topic.objects.create(slug="beratung", name="Beratung")
        page = situation(topic=topic)
        chosen, hidden = builders.offer(title="Gewählt"), builders.offer(title="Entwurf", status="draft")
        for number in range(MOST + 1):
            builders.offer(title=f"Zum Thema {number}").topics.add(topic)

        def titles() -> list[str]:
            return re.findall(r'class="card__link"[^>]*>([^<]+)<', steps(client, "de"))

        assert titles() == [f"Zum Thema {number}" for number in range(MOST)]
        page.offers.add(chosen, hidden)
        page.save()
        assert titles() == ["Gewählt"]

    def test_offer_without_known_hours_is_promised_no_hour(self, client: Client) -> None:
        unknown, known = builders.offer(title="Ohne"), builders.offer(title="Mit", position=200)
        hours(offer=known, days=range(7))
        hours(offer=unknown)
        unknown.hours.update(is_confirmed=False, as_of=SOON.date() - timedelta(days=900))
        situation().offers.add(unknown, known)

        page = steps(client, "de")

        assert page.index(">Mit<") < page.index(">Ohne<")
        assert page.count('class="status ') == 1


@pytest.mark.django_db
def test_search_finds_a_situation_by_its_words_in_any_language_and_before_offers() -> None:
    builders.offer(title="Brief schreiben lernen", summary="Ein Kurs über den Brief vom Amt.")
    page = situation(search_words="Amt\nлист, установа")

    assert (found := find("Brief vom Amt", "de").found)[0][:2] == ("situation", page.pk)
    assert [one.kind for one in found] == ["situation", "offer"]
    assert [one[:2] for one in find("лист", "uk").found] == [("situation", page.pk)]

    page.menu = "about"
    page.save()
    assert {one.kind for one in find("Brief vom Amt", "de").found} == {"page", "offer"}
