"""A page in the reader's language: what it says about itself, its equals, and what it costs."""

import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from core.models import Translation
from ki_site.portal.models import Page, PageSection, SiteProfile, SiteProfileTranslation
from offers.models import Offer, OfferTranslation
from tests import builders

pytestmark = pytest.mark.django_db
MACHINE, REVIEWED = Translation.Status.MACHINE, Translation.Status.REVIEWED
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def site() -> SiteProfile:
    contact = builders.contact(place=builders.place())
    profile = SiteProfile.objects.create(
        name="Zentrum", welcome="Willkommen", city="L", organisation=contact.organisation, contact=contact
    )
    for language in ("ar", "de-simple", "en"):
        SiteProfileTranslation.objects.create(parent=profile, language=language, name="x", status=MACHINE)
    return profile


def offer(*languages: str, status: str = MACHINE, **fields: Any) -> Offer:
    found = builders.offer(description="<p>Deutsch</p>", **fields)
    for language in languages:
        OfferTranslation.objects.create(
            parent=found,
            language=language,
            title=f"title {language}",
            summary="s",
            description="<p>d</p>",
            status=status,
        )
    return found


def alternates(client: Client, address: str) -> dict[str, str]:
    page = client.get(address).content.decode()
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page))


class TestEquals:
    def test_equals_are_the_translated_pages_and_german_for_all_others(self, client: Client) -> None:
        path = f"/angebote/{offer('ar', 'en').slug}/"
        assert alternates(client, f"/de{path}") == {
            "de": f"{HOST}/de{path}",
            "en": f"{HOST}/en{path}",
            "ar": f"{HOST}/ar{path}",
            "x-default": f"{HOST}/de{path}",
        }

    def test_equals_name_each_other(self, client: Client) -> None:
        path = f"/angebote/{offer('ar', 'en', 'de-simple').slug}/"
        named = alternates(client, f"/de{path}")
        assert len(named) == 4
        for address in set(named.values()):
            assert alternates(client, address) == named

    def test_draft_easy_german_and_untranslated_pages_stand_outside(self, client: Client) -> None:
        found = offer("de-simple", "en")
        offer_path = f"/angebote/{found.slug}/"
        OfferTranslation.objects.create(parent=found, language="fr", title="t", summary="s")  # a draft

        assert set(alternates(client, f"/de{offer_path}")) == {"de", "en", "x-default"}
        assert alternates(client, f"/de-simple{offer_path}") == {}
        assert alternates(client, f"/fr{offer_path}") == {}
        assert alternates(client, f"/de/angebote/{offer().slug}/") == {}

    def test_page_that_is_not_translated_is_kept_out_of_search_engines(self, client: Client) -> None:
        path = f"/angebote/{offer('ar').slug}/"
        noindex = '<meta name="robots" content="noindex">'
        assert noindex in client.get(f"/fr{path}").text
        assert noindex not in client.get(f"/ar{path}").text
        assert noindex not in client.get(f"/de{path}").text

    def test_pages_without_an_entry_follow_the_site_itself(self, client: Client) -> None:
        assert set(alternates(client, "/de/angebote/")) == {"de", "en", "ar", "x-default"}

    def test_sitemap_agrees_with_the_pages(self, client: Client) -> None:
        translated, german = offer("ar", "de-simple", "en"), offer()
        text = client.get("/sitemap.xml").text
        blocks = {
            re.findall(r"<loc>(.*?)</loc>", block)[0]: dict(
                re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', block)
            )
            for block in text.split("<url>")[1:]
        }
        path = f"/angebote/{translated.slug}/"
        languages = {re.findall(r"//[^/]+/([\w-]+)/", address)[0] for address in blocks if path in address}
        assert languages == {"de", "ar", "en", "de-simple"}
        assert [one for one in blocks if german.slug in one] == [f"{HOST}/de/angebote/{german.slug}/"]
        for address, named in blocks.items():
            assert named == alternates(client, address.removeprefix(HOST)), address


class TestMenu:
    def menu(self, client: Client, address: str) -> dict[str, str]:
        page = client.get(address).content.decode()
        menu = page[page.index('class="languages__list"') :]
        return dict(re.findall(r'<a href="([^"]*)" lang="([\w-]+)"', menu[: menu.index("</ul>")]))

    def test_leads_to_the_same_page_with_its_choices(self, client: Client) -> None:
        found = self.menu(client, "/de/angebote/?topic=deutsch&q=%3Cb%3E")
        assert found["/ar/angebote/?topic=deutsch&amp;q=%3Cb%3E"] == "ar"
        assert list(found.values()) == [code for code, _name in settings.LANGUAGES]

    def test_leads_from_a_missing_page_to_the_home_pages(self, client: Client) -> None:
        assert self.menu(client, "/de/angebote/gibt-es-nicht/")["/uk/"] == "uk"

    def test_names_languages_in_themselves_with_their_direction(self, client: Client) -> None:
        page = client.get("/de/").content.decode()
        assert '<a href="/ar/" lang="ar" hreflang="ar" dir="rtl">العربية</a>' in page
        assert '<span class="tool__word">Deutsch</span>' in page


class TestNote:
    def note(self, client: Client, address: str) -> str:
        page = client.get(address).content.decode()
        found = re.search(r'<p class="reading__note">(.*?)</p>', page, re.DOTALL)
        return found[1] if found else ""

    def test_german_page_needs_none(self, client: Client) -> None:
        assert self.note(client, f"/de/angebote/{offer('en').slug}/") == ""

    def test_machine_translation_leads_to_the_binding_german(self, client: Client) -> None:
        path = f"/angebote/{offer('en').slug}/"
        note = self.note(client, f"/en{path}")
        assert "made automatically" in note
        assert f'href="/de{path}" hreflang="de"' in note

    def test_reviewed_translation_needs_none_until_the_german_text_changes(self, client: Client) -> None:
        found = offer("en", status=REVIEWED)
        assert self.note(client, f"/en/angebote/{found.slug}/") == ""
        found.title = "Neuer Titel"
        found.save()
        assert "has changed" in self.note(client, f"/en/angebote/{found.slug}/")

    def test_page_in_german_says_so_once(self, client: Client) -> None:
        page = client.get(f"/fr/angebote/{offer(what_to_bring='Ausweis').slug}/").content.decode()
        assert page.count("reading__note") == 1
        assert "only-german" not in page

    def test_single_german_text_carries_a_hint(self, client: Client) -> None:
        found = offer("en", for_whom="Für alle")
        page = client.get(f"/en/angebote/{found.slug}/").content.decode()
        assert (
            page.count('<p class="only-german">Only in German:</p><p lang="de" dir="ltr">Für alle</p>') == 1
        )

    def test_many_german_texts_are_told_on_top_only(self, client: Client) -> None:
        page = Page.objects.create(slug="seite", title="Seite", status="published")
        page.translations.create(language="en", title="Page", status=MACHINE)
        for number in range(5):
            PageSection.objects.create(page=page, key=f"a{number}", body=f"<p>Absatz {number}</p>")

        text = client.get("/en/seite/").content.decode()
        assert "Some texts on this page are in German." in text
        assert "only-german" not in text

    def test_easy_german_is_called_leichte_sprache_only_when_it_was_checked(self, client: Client) -> None:
        found = offer("de-simple")
        path = f"/de-simple/angebote/{found.slug}/"
        assert "Einfache Sprache" in self.note(client, path)
        row = found.translations.get()
        row.reviewed_by, row.reviewed_on, row.status = "der Prüfgruppe", date(2026, 3, 1), REVIEWED
        row.save()
        note = self.note(client, path)
        assert "Leichte Sprache" in note
        assert "der Prüfgruppe" in note
        assert "Einfache Sprache" not in note


@pytest.mark.parametrize("kind", ["offer", "list", "home"])
def test_queries_are_the_same_in_every_language(
    client: Client, django_assert_max_num_queries: Any, kind: str
) -> None:
    other, found = offer(), offer(*(code for code, _name in settings.LANGUAGES if code != "de"))
    path = {"offer": f"angebote/{found.slug}/", "list": "angebote/", "home": ""}[kind]
    counts = {}
    for code, _name in settings.LANGUAGES:
        client.get(f"/{code}/angebote/{other.slug}/")  # what all pages share is in memory
        with django_assert_max_num_queries(15) as counted:
            assert client.get(f"/{code}/{path}").status_code == 200
        counts[code] = len(counted)
    others = {count for code, count in counts.items() if code != "de"}
    assert len(others) == 1, counts


def test_first_mention_of_a_word_leads_to_the_glossary_and_the_second_does_not(client: Client) -> None:
    from ki_site.portal.models import Term

    Term.objects.create(slug="duldung", name="Duldung", explanation="e", status="published")
    found = builders.offer(description="<h2>Duldung</h2><p>Duldung.</p>", for_whom="Mit Duldung")
    page = client.get(f"/de/angebote/{found.slug}/").content.decode()
    assert page.count('<a class="term" href="/de/glossar/#duldung">Duldung</a>') == 1
    assert "<h2>Duldung</h2>" in page
