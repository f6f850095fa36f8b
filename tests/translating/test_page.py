"""The page where German and another language stand side by side: what it saves, refuses and leaves alone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ki_site.portal.models import Page, PageSection, PageSectionTranslation
from offers.models import Offer, OfferTranslation, Topic
from tests import builders
from tests.portal.staff import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    return builders.offer(title="Sprachcafé", summary="Ein Satz.", description="<p>Wir reden.</p>")


def url(entry: Any, language: str = "ar") -> str:
    return f"/admin/translate/{entry._meta.label_lower}/{entry.pk}/{language}/"


def sent(page: Any, entry: Any = None, **texts: Any) -> dict[str, Any]:
    """What a browser sends from the page; `texts` are fields of `entry`, by default of the page's own."""
    shown = page.context["page"]
    data = {"status": shown.state_form["status"].value()}
    for part in shown.parts:
        data[f"{part.form.prefix}-seen"] = part.seen
        data[f"{part.form.prefix}-german"] = part.entry.text_digest
        for line in part.lines:
            data[line.bound.html_name] = line.bound.value() or ""
    entry = entry or shown.entry
    own = {f"{entry._meta.model_name}-{entry.pk}-{name}" for name in texts}
    assert own <= {*data, *(name for name in own if name.endswith(("-fits", "-seen", "-german")))}
    return data | {f"{entry._meta.model_name}-{entry.pk}-{name}": text for name, text in texts.items()}


def save(
    entry: Any, language: str = "ar", more: dict[str, Any] | None = None, part: Any = None, **texts: Any
) -> Any:
    client = client_of("Redaktion")
    page = client.get(url(entry, language))
    return client.post(url(entry, language), sent(page, part, **texts) | (more or {}))


def row(entry: Any, language: str = "ar") -> Any:
    return entry.translations.get(language=language)


@pytest.mark.parametrize(
    ("role", "code"), [(None, 403), ("Redaktion", 200), ("Leitung", 200), ("Administration", 200)]
)
def test_page_is_for_those_who_may_translate(offer: Offer, role: str | None, code: int) -> None:
    assert client_of(role).get(url(offer)).status_code == code


@pytest.mark.parametrize(
    "address",
    [
        "/admin/translate/offers.offer/4711/ar/",
        "/admin/translate/offers.offer/1/de/",
        "/admin/translate/offers.offer/1/xx/",
        "/admin/translate/auth.user/1/ar/",
        "/admin/translate/nonsense/1/ar/",
        "/admin/translate/offers.borough/1/ar/",
    ],
)
def test_what_cannot_be_translated_is_not_found(address: str) -> None:
    assert client_of("Administration").get(address).status_code == 404


def test_first_translation_is_saved_and_fits(offer: Offer) -> None:
    response = save(offer, title="مقهى اللغة")

    assert response.status_code == 302
    assert (row(offer).title, row(offer).summary, row(offer).status) == ("مقهى اللغة", "", "draft")
    assert not row(offer).is_outdated


def test_fields_are_written_in_the_direction_of_the_language(offer: Offer) -> None:
    shown = client_of("Redaktion").get(url(offer)).context["page"]

    assert {
        'dir="rtl"' in str(line.bound) and 'lang="ar"' in str(line.bound) for line in shown.main.lines
    } == {True}


def test_only_fields_with_a_german_text_are_asked_for(offer: Offer) -> None:
    shown = client_of("Redaktion").get(url(offer)).context["page"]

    assert [line.bound.name for line in shown.main.lines] == ["title", "summary", "description"]


def test_saving_one_language_touches_no_other(offer: Offer) -> None:
    OfferTranslation.objects.create(parent=offer, language="tr", title="Dil kafesi", status="reviewed")
    before = row(offer, "tr")

    save(offer, title="مقهى اللغة", more={"status": "reviewed"})

    assert row(offer, "tr").updated_at == before.updated_at
    assert row(offer).status == "reviewed"


def test_rich_text_is_sanitised(offer: Offer) -> None:
    save(offer, "en", description='<p onclick="x()">We <strong>talk</strong>.<script>x</script></p>')

    assert row(offer, "en").description == "<p>We <strong>talk</strong>.</p>"


def test_nothing_is_written_where_nothing_was_typed(offer: Offer) -> None:
    save(offer)

    assert not offer.translations.exists()


def test_emptying_every_field_takes_the_language_back(offer: Offer) -> None:
    OfferTranslation.objects.create(parent=offer, language="ar", title="مقهى")

    save(offer, title="")

    assert not offer.translations.exists()


def test_saving_without_a_change_writes_nothing(offer: Offer) -> None:
    OfferTranslation.objects.create(parent=offer, language="ar", title="مقهى", status="machine")

    save(offer)

    assert row(offer).history.count() == 1


def test_what_changed_in_german_is_marked_in_its_field_only(offer: Offer) -> None:
    OfferTranslation.objects.create(parent=offer, language="ar", title="مقهى")
    offer.summary = "Ein neuer Satz."
    offer.save()

    shown = client_of("Redaktion").get(url(offer)).context["page"]
    found = {line.bound.name: str(line.differences or "") for line in shown.main.lines}

    assert found == {"title": "", "summary": "Ein <ins>neuer</ins> Satz.", "description": ""}


def test_where_the_earlier_german_text_is_unknown_everything_counts_as_changed(offer: Offer) -> None:
    OfferTranslation.objects.create(parent=offer, language="ar", title="مقهى")
    offer.translations.update(source_digest="0" * 32)

    html = client_of("Redaktion").get(url(offer)).content.decode()

    assert html.count('<span class="mark mark-due">') == 3


def outdated(offer: Offer, **german: str) -> None:
    OfferTranslation.objects.create(
        parent=offer, language="ar", title="مقهى", summary="جملة", status="reviewed"
    )
    for name, text in german.items():
        setattr(offer, name, text)
    offer.save()


def test_translating_every_changed_place_makes_it_current(offer: Offer) -> None:
    outdated(offer, summary="Ein neuer Satz.")

    save(offer, summary="جملة جديدة")

    assert not row(offer).is_outdated


def test_mending_another_place_leaves_it_outdated(offer: Offer) -> None:
    outdated(offer, summary="Ein neuer Satz.")

    save(offer, title="مقهى اللغة")

    assert (row(offer).title, row(offer).is_outdated) == ("مقهى اللغة", True)


def test_chain_of_changes_needs_each_of_them(offer: Offer) -> None:
    outdated(offer, summary="Ein neuer Satz.")
    offer.title = "Sprachtreff"
    offer.save()

    save(offer, summary="جملة جديدة")
    assert row(offer).is_outdated

    save(offer, title="ملتقى")
    assert row(offer).is_outdated
    save(offer, title="ملتقى اللغة", summary="جملة أخرى")
    assert not row(offer).is_outdated


def test_saying_that_it_fits_makes_it_current_without_a_change(offer: Offer) -> None:
    outdated(offer, summary="Ein Satz!")

    save(offer, fits="on")

    assert (row(offer).summary, row(offer).is_outdated) == ("جملة", False)


def test_german_that_changes_while_somebody_translates_is_not_overlooked(offer: Offer) -> None:
    client = client_of("Redaktion")
    page = client.get(url(offer))
    offer.title = "Sprachtreff"
    offer.save()

    client.post(url(offer), sent(page, title="مقهى اللغة"))

    assert (row(offer).title, row(offer).is_outdated) == ("مقهى اللغة", True)


def test_two_at_once_do_not_overwrite_each_other(offer: Offer) -> None:
    client = client_of("Redaktion")
    page = client.get(url(offer))
    save(offer, title="الأول")

    refused = client.post(url(offer), sent(page, title="الثاني"))
    assert (refused.status_code, row(offer).title) == (422, "الأول")
    assert refused.context["page"].main.lines[0].bound.value() == "الثاني"

    client.post(url(offer), sent(refused))
    assert row(offer).title == "الثاني"


def test_too_long_a_text_is_refused_and_nothing_is_saved(offer: Offer) -> None:
    response = save(offer, title="x" * 141, summary="جملة")

    assert response.status_code == 422
    assert response.context["page"].main.form.errors["title"]
    assert not offer.translations.exists()


def test_half_a_mark_of_a_german_word_is_refused(offer: Offer) -> None:
    assert save(offer, title="دورة ([[Integrationskurs)").status_code == 422
    assert save(offer, title="دورة ([[Integrationskurs]])").status_code == 302


def test_wrong_status_is_refused(offer: Offer) -> None:
    assert save(offer, title="مقهى", more={"status": "perfect"}).status_code == 422


def test_copying_fills_the_field_and_saves_nothing(offer: Offer) -> None:
    response = save(offer, summary="جملة", more={"_copy": f"offer-{offer.pk}-title"})
    shown = {line.bound.name: line.bound.value() for line in response.context["page"].main.lines}

    assert (shown["title"], shown["summary"]) == ("Sprachcafé", "جملة")
    assert not offer.translations.exists()


def test_sections_stand_on_the_page_and_are_saved_apart() -> None:
    page = Page.objects.create(slug="wir", title="Über uns")
    first = PageSection.objects.create(page=page, key="a", heading="Team", body="<p>Wir.</p>")
    PageSection.objects.create(page=page, key="b", heading="Haus")
    PageSection.objects.create(page=page, key="leer")
    shown = client_of("Redaktion").get(url(page)).context["page"]

    assert len(shown.parts) == 3
    save(page, "ar", part=first, heading="الفريق")
    assert list(PageSectionTranslation.objects.values_list("parent__key", "heading")) == [("a", "الفريق")]
    assert not page.translations.exists()


def test_choosing_another_status_holds_for_all_parts_and_typing_for_one_only() -> None:
    page = Page.objects.create(slug="wir", title="Über uns")
    section = PageSection.objects.create(page=page, key="a", heading="Team")
    page.translations.create(language="ar", title="من نحن", status="reviewed")
    PageSectionTranslation.objects.create(parent=section, language="ar", heading="الفريق", status="machine")

    save(page, title="عنا")
    assert PageSectionTranslation.objects.get().status == "machine"

    save(page, more={"status": "draft"})
    assert {row(page).status, PageSectionTranslation.objects.get().status} == {"draft"}


def test_next_is_what_is_missing_or_outdated(offer: Offer) -> None:
    other = builders.offer(title="Anderes")
    done = builders.offer(title="Fertig")
    OfferTranslation.objects.create(parent=done, language="ar", title="تم")

    assert save(offer, title="مقهى", more={"_next": "1"}).url == url(other)
    assert save(other, title="آخر", more={"_next": "1"}).url == url(other)


def test_easy_german_says_who_checked_it_and_when() -> None:
    topic = Topic.objects.create(slug="deutsch", name="Deutsch")

    assert (
        save(topic, "de-simple", name="Deutsch lernen", more={"reviewed_by": "Prüfgruppe"}).status_code == 422
    )
    save(topic, "de-simple", name="Deutsch lernen",
         more={"reviewed_by": "Prüfgruppe", "reviewed_on": "2026-03-01", "status": "reviewed"})  # fmt: skip

    found = row(topic, "de-simple")
    assert (found.reviewed_by, str(found.reviewed_on)) == ("Prüfgruppe", "2026-03-01")
    assert "reviewed_by" not in client_of("Redaktion").get(url(topic, "en")).context["page"].state_form.fields


def test_hints_on_easy_german_never_prevent_saving(offer: Offer) -> None:
    hard = "Die Anmeldung wird nicht ohne Termin angenommen."
    response = save(offer, "de-simple", summary=hard, more={"_check": "1"})
    line = response.context["page"].main.lines[1]

    assert {warning.rule.value for warning in line.warnings} == {"passive", "negation"}
    assert save(offer, "de-simple", summary=hard).status_code == 302
    assert row(offer, "de-simple").summary == hard
    assert not client_of("Redaktion").get(url(offer, "en")).context["page"].main.lines[1].warnings


def test_queries_do_not_grow_with_the_number_of_parts() -> None:
    page = Page.objects.create(slug="wir", title="Über uns")
    client = client_of("Redaktion")
    counts = []
    for start, end in ((0, 1), (1, 12)):
        for number in range(start, end):
            PageSection.objects.create(page=page, key=f"a{number}", heading=f"Abschnitt {number}")
        client.get(url(page))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(page))
        counts.append(len(queries))

    assert counts[0] == counts[1]
