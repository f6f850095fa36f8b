"""Translating as the staff do it: Arabic from right to left, with the editor and without scripts."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import BrowserContext, Page, expect

from offers.models import Offer, Organisation

Opener = Callable[..., Page]


@pytest.fixture
def offer() -> Iterator[Offer]:
    """An offer of these tests alone."""
    made = Offer.objects.create(
        slug="uebersetzen",
        title="Übersetzen",
        summary="Ein Satz.",
        description="<p>Wir <strong>reden</strong>.</p>",
        kind="advice",
        provider=Organisation.objects.all()[0],
    )
    yield made
    Offer.objects.filter(pk=made.pk).delete()


@pytest.fixture
def desk(
    open_page: Opener, sign_in: Callable[[BrowserContext, AbstractBaseUser], None], editor: AbstractBaseUser
) -> Opener:
    """Opens a page for somebody who has signed in."""

    def opened(**options: object) -> Page:
        page = open_page(**options)
        sign_in(page.context, editor)
        return page

    return opened


@pytest.mark.parametrize("width", [1280, 768])
def test_arabic_is_written_beside_german(desk: Opener, offer: Offer, width: int) -> None:
    page = desk(width=width)
    page.goto(f"/admin/offers/offer/{offer.pk}/change/")
    page.locator(".translation-strip a", has_text="العربية").click()
    page.wait_for_url("**/translate/**")

    prefix = f"#id_offer-{offer.pk}"
    page.locator(f"{prefix}-title").fill("ترجمة")
    editor = page.locator(".ProseMirror[contenteditable]").first
    expect(editor).to_have_attribute("dir", "rtl")
    expect(editor).to_have_attribute("lang", "ar")
    editor.click()
    page.keyboard.type("نحن")
    page.locator("[name=status][value=machine]").check()
    page.locator("[name=_save].default").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    row = offer.translations.get()
    assert (row.title, row.description, row.status) == ("ترجمة", "<p>نحن</p>", "machine")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False])
def test_german_is_copied_with_and_without_scripts(desk: Opener, offer: Offer, scripts: bool) -> None:
    page = desk(scripts=scripts)
    page.goto(f"/admin/translate/offers.offer/{offer.pk}/de-simple/")
    page.locator(f"#id_offer-{offer.pk}-title").fill("Über-Setzen")
    page.locator(f"#pair-offer-{offer.pk}-summary .copy").click()

    expect(page.locator(f"#id_offer-{offer.pk}-summary")).to_have_value("Ein Satz.")
    expect(page.locator(f"#id_offer-{offer.pk}-title")).to_have_value("Über-Setzen")
    page.locator("[name=_save].default").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    row = offer.translations.get()
    assert (row.title, row.summary, row.status) == ("Über-Setzen", "Ein Satz.", "draft")


def test_hints_on_easy_german_stand_at_their_field(desk: Opener, offer: Offer) -> None:
    page = desk()
    page.goto(f"/admin/translate/offers.offer/{offer.pk}/de-simple/")
    page.locator(f"#id_offer-{offer.pk}-summary").fill("Der Antrag wird geprüft.")
    page.locator("[name=_check]").click()

    expect(page.locator(f"#pair-offer-{offer.pk}-summary .easy-warnings li")).to_have_count(1)
    expect(page.locator(f"#id_offer-{offer.pk}-summary")).to_have_value("Der Antrag wird geprüft.")


def test_small_correction_can_be_ticked(desk: Opener, offer: Offer) -> None:
    offer.translations.create(language="ar", title="ترجمة", source_digest=offer.text_digest)
    page = desk()
    page.goto(f"/admin/offers/offer/{offer.pk}/change/")
    page.locator("#id_summary").fill("Ein Satz!")
    page.locator("#id_minor_change").check()
    page.locator("[name=_continue]").first.click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert not offer.translations.outdated().exists()
