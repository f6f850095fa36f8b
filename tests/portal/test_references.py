"""A fact stands once: texts name the contact point or the page, and say what it says today."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from concept.models import ReportRun
from concept.open_data import datasets
from concept.reports import snapshot
from core import references
from core.content.richtext import rich_text
from core.words import wording
from ki_site.portal import entry_pages
from ki_site.portal.models import Page, PageSection
from offers.models import HoursRule, HoursSet, Offer
from search.models import EntryText, Posting, Word
from tests import builders
from tests.concept import builders as concept
from tests.portal.staff import change_url, client_of, form_data
from translating import easy_german, keeping

pytestmark = pytest.mark.django_db
NOTHING = "(bitte fragen Sie uns)"
FACTS = "{{telefon:amt}}, {{mail:amt}}, {{adresse:amt}}"


def office(**fields: Any) -> Any:
    place = builders.place(street="Hauptstraße 105", postal_code="51373", city="Leverkusen")
    values = {"slug": "amt", "phone": "0214 406-5246", "email": "ki@example.org", "place": place}
    return builders.contact(**{**values, **fields})


def html(value: str, language: str = "de", **how: bool) -> str:
    with translation.override(language):
        return str(wording.as_html(value, language, **how))


def test_facts_are_links_where_links_may_stand() -> None:
    office()

    shown = html(FACTS, links=True)

    assert '<a class="phone" href="tel:+492144065246"><bdi dir="ltr">0214 406-5246</bdi></a>' in shown
    assert f'<a href="{wording.entities("mailto:ki@example.org")}">' in shown
    assert shown.endswith(", Hauptstraße 105, 51373 Leverkusen")
    assert "<a" not in html(FACTS)
    assert "<a" not in html(f"<h2>{FACTS}</h2>", is_html=True, links=True)
    assert '<bdi dir="ltr">Hauptstraße 105, 51373 Leverkusen</bdi>' in html(FACTS, "ar", links=True)
    assert html("[[{{adresse:amt}} (Wiesdorf)]]", "en") == (
        '<span lang="de" dir="ltr">Hauptstraße 105, 51373 Leverkusen (Wiesdorf)</span>'
    )


def test_hours_are_in_the_language_of_the_text() -> None:
    contact = office()
    hours = HoursSet.objects.create(contact=contact, is_confirmed=True)
    HoursRule.objects.create(hours=hours, weekday=0, opens="9:00", closes="16:00")

    assert html("{{zeiten:amt}}") == "Mo 9:00–16:00 Uhr"
    assert "Mon" in html("{{zeiten:amt}}", "en")


def test_texts_follow_the_contact_point_and_its_former_slugs() -> None:
    contact = office()
    offer = builders.offer(slug="naehen", how_to_register="Rufen Sie an: {{telefon:amt}}.")
    assert offer.text.how_to_register == "Rufen Sie an: 0214 406-5246."
    contact.slug, contact.phone = "neues-amt", "0214 99-100"
    contact.save()

    assert Offer.objects.get().text.how_to_register == "Rufen Sie an: 0214 99-100."


def test_what_visitors_may_not_see_is_not_said() -> None:
    office(status="draft")

    assert html("{{telefon:amt}} oder {{telefon:niemand}}") == f"{NOTHING} oder {NOTHING}"
    assert references.resolved("<p>{{mail:amt}}</p>") == f"<p>{NOTHING}</p>"


def test_links_lead_to_the_page_in_the_readers_language_or_nowhere() -> None:
    offer = builders.offer(slug="alt")
    builders.offer(slug="entwurf", status="draft")
    offer.slug = "neu"
    offer.save()
    text = (
        '<p><a href="eintrag:angebot/alt#zeiten">A</a> <a href="eintrag:angebot/entwurf">B</a> '
        '<a href="eintrag:/kontakt/?anlass=barriere">C</a> <a href="eintrag:unsinn">D</a></p>'
    )

    assert html(text, "ar", is_html=True) == (
        '<p><a href="/ar/angebote/neu/#zeiten">A</a> B <a href="/ar/kontakt/?anlass=barriere">C</a> D</p>'
    )


def test_addresses_as_the_browser_shows_them_are_references_too() -> None:
    builders.offer(slug="da")
    typed = (
        '<p><a href="/de/angebote/da/">A</a> <a href="/en/kontakt/">B</a> <a href="/media/x.pdf">C</a></p>'
    )
    kept = '<p><a href="eintrag:angebot/da">A</a> <a href="eintrag:/kontakt/">B</a> '
    kept += '<a href="/media/x.pdf">C</a></p>'

    cleaned = rich_text().clean(typed, None).replace(' rel="noopener"', "")

    assert cleaned == kept
    assert html(typed, "fr", is_html=True) == html(kept, "fr", is_html=True)
    assert '<a href="/fr/angebote/da/">' in html(typed, "fr", is_html=True)


def test_targets_of_all_kinds_are_found_again() -> None:
    field = concept.field()
    entries = [builders.offer(), builders.organisation(), builders.place(), field, concept.measure(field)]
    entries.append(Page.objects.create(slug="seite", title="Seite", status="published"))
    paths = [entry.get_absolute_url().removeprefix("/de") for entry in entries]
    targets = [entry_pages.target(path) for path in paths]

    assert all(not target.startswith("/") for target in targets)
    assert entry_pages.pages(targets) == dict(zip(targets, paths, strict=True))


def test_looking_up_costs_the_same_for_many_links() -> None:
    offers = [builders.offer(slug=f"nr-{number}") for number in range(3)]

    def cost(number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            entry_pages.pages(f"angebot/{offer.slug}" for offer in offers[:number])
        return len(queries)

    entry_pages.pages(["angebot/nr-9"])

    assert cost(1) == cost(3)


def test_a_page_follows_a_change_at_once(client: Client) -> None:
    cache.clear()
    contact = office()
    page = Page.objects.create(slug="seite", title="Seite", status="published")
    PageSection.objects.create(page=page, key="teil", heading="Teil", body="<p>{{telefon:amt}}</p>")
    assert "0214 406-5246" in client.get("/ar/seite/").content.decode()
    contact.phone = "0214 99-100"
    contact.save()

    shown = client.get("/ar/seite/").content.decode()

    assert 'href="tel:+4921499100"' in shown
    assert "0214 406-5246" not in shown


def test_search_finds_the_words_around_and_shows_the_fact(client: Client) -> None:
    office()
    builders.offer(title="Nähen", description="<p>Fragen zum Zuschneiden: {{telefon:amt}}.</p>")

    assert "0214 406-5246" in client.get("/de/suche/?q=zuschneiden").content.decode().replace("<mark>", "")
    posted = Posting.objects.filter(kind="offer").values("word_id")
    assert not Word.objects.filter(pk__in=posted, form="telefon").exists()
    assert EntryText.objects.filter(body__contains="{{telefon:amt}}").exists()


def test_reports_and_data_say_the_fact() -> None:
    office()
    field = concept.field(description="<p>{{telefon:amt}}</p>", summary="Ruf an: {{telefon:amt}}")
    day = dt.date(2024, 1, 1)
    run = ReportRun.objects.create(
        slug="b", title="B", period_from=day, period_until=day, chapters=["fields"]
    )

    told = snapshot.build(run, day)

    assert told["fields"][0]["description"] == "<p>0214 406-5246</p>"
    (row,) = [row for row in datasets._row(datasets.FIELDS, field).items() if row[0] == "summary"]
    assert row == ("summary", "Ruf an: 0214 406-5246")


def test_translations_keep_the_references() -> None:
    german = '<p>{{telefon:amt}} <a href="eintrag:angebot/da">da</a></p>'

    assert not keeping.lost(german, '<p><a href="/ar/angebote/da/">هنا</a> {{telefon:amt}}</p>', is_html=True)
    assert keeping.lost("{{telefon:amt}}", "0214 406-5246", is_html=False)
    assert not easy_german.sentences("{{telefon:amt}}")


def test_staff_are_told_what_visitors_would_miss() -> None:
    office(status="draft")
    offer = builders.offer(status="draft")
    staff = client_of("Redaktion")
    typed = "{{telefon:amt}} {{telefn:amt}}"

    data = form_data(staff.get(change_url(offer)), how_to_register=typed)
    answer = staff.post(change_url(offer), data, follow=True)

    told = [str(message) for message in answer.context["messages"] if message.level_tag == "warning"]
    assert told == [
        "Das sehen Besucher noch nicht, weil es nicht bekannt oder nicht öffentlich ist: "
        "{{telefon:amt}}, {{telefn:amt}}"
    ]


def test_staff_find_facts_and_pages_by_name() -> None:
    office(name="Amt", status="draft")
    builders.offer(slug="naehen", title="Nähen für alle")
    staff = client_of("Redaktion")

    facts = staff.get("/admin/references/").json()["facts"]
    pages = staff.get("/admin/references/?q=nähen").json()["pages"]

    assert facts[0] == {
        "text": "{{telefon:amt}}", "label": "Telefon: Amt", "says": "0214 406-5246", "hidden": True
    }  # fmt: skip
    assert [page["href"] for page in pages] == ["eintrag:angebot/naehen"]
    assert [page["href"] for page in staff.get("/admin/references/?q=kontakt").json()["pages"]] == [
        "eintrag:/kontakt/"
    ]
    assert Client().get("/admin/references/").status_code == 302
