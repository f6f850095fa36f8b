"""What only a real browser shows of the admin: the editor, choices by typing, addresses from titles."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import BrowserContext, Page, expect

from offers.models import Offer

TITLE = "Übung für Größere"


@pytest.fixture
def admin(
    open_page: Callable[..., Page],
    sign_in: Callable[[BrowserContext, AbstractBaseUser], None],
    editor: AbstractBaseUser,
) -> Iterator[Page]:
    """A page of somebody who has signed in; the offers with the title of these tests go afterwards."""
    page = open_page()
    sign_in(page.context, editor)
    yield page
    Offer.objects.filter(title=TITLE).delete()


def test_offer_is_written_with_the_rich_text_editor_and_hours_as_lines(admin: Page) -> None:
    admin.goto("/admin/offers/offer/add/")
    admin.locator("#id_title").fill(TITLE)
    admin.locator("#id_title").press("Tab")
    expect(admin.locator("#id_slug")).to_have_value("uebung-fuer-groessere")
    admin.locator("#id_summary").fill("Ein Satz.")
    admin.locator("#id_kind").select_option("advice")

    label = admin.locator("label[for=id_description]").inner_text().rstrip(":")
    surface = admin.get_by_role("textbox", name=label)
    surface.click()
    admin.keyboard.type("Guten ")
    admin.keyboard.press("Control+b")
    admin.keyboard.type("Tag")
    for words, choice in (("telefon kommunales", "Telefon: Kommunales"), ("kontakt", "Kontakt")):
        admin.locator(".field-description .reference-tools > button").click()
        admin.locator(".reference-dialog input").fill(words)
        admin.locator(".reference-dialog li button", has_text=choice).first.click()
    expect(admin.locator(".field-description .reference-tools li")).to_contain_text("0214")

    admin.locator("#id_provider + .select2 [role=combobox]").click()
    admin.keyboard.type("Kommunales Integrationszentrum")
    admin.locator(".select2-results__option", has_text="Kommunales Integrationszentrum").first.click()
    admin.locator("#hours-group .add-row a").click()
    admin.locator("#id_hours-0-week").fill("Mo–Di 9–12 mit Termin")
    admin.locator("[name=_continue]").first.click()

    expect(admin.locator(".messagelist .success")).to_be_visible()
    offer = Offer.objects.get(title=TITLE)
    assert offer.description.startswith("<p>Guten <strong>Tag{{telefon:ki-zentrale}}</strong><a ")
    assert 'href="eintrag:/kontakt/"' in offer.description
    assert admin.locator(".week-glance tr").count() == 7
    assert list(offer.hours.get().rules.values_list("weekday", "mode")) == [
        (0, "appointment"),
        (1, "appointment"),
    ]


def test_buttons_of_a_form_are_written_alike(admin: Page) -> None:
    admin.goto("/admin/offers/offer/add/")
    style = "one => { const s = getComputedStyle(one); return [s.textTransform, s.fontWeight].join() }"

    found = {button.evaluate(style) for button in admin.locator(".submit-row input").all()}
    assert found == {"none,600"}


def test_old_version_of_an_entry_shows_all_that_stood_in_it(admin: Page) -> None:
    offer = Offer.objects.exclude(description="").first()
    assert offer is not None
    admin.goto(f"/admin/offers/offer/{offer.pk}/history/")
    admin.locator("#change-history a").first.click()

    expect(admin.locator("#version-content + dl dt").first).to_have_text("Titel")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "path",
    ["/admin/", "/admin/offers/offer/", "/admin/concept/indicator/1/change/", "/admin/news/event/add/"],
)
def test_page_does_not_scroll_sideways(admin: Page, path: str, width: int) -> None:
    admin.set_viewport_size({"width": width, "height": 800})
    admin.goto(path)

    assert admin.evaluate("document.documentElement.scrollWidth") <= width


def test_click_on_the_drawn_map_sets_the_point_of_a_place(admin: Page) -> None:
    admin.goto("/admin/offers/place/add/")
    drawing = admin.locator(".point-map")
    size = drawing.evaluate("one => [one.clientWidth, one.clientHeight]")
    # Wiesdorf stands at 165, 188 of 400, 268.
    drawing.click(position={"x": size[0] * 165 / 400, "y": size[1] * 188 / 268})
    found = [float(admin.locator(f"#id_{name}").input_value()) for name in ("latitude", "longitude")]
    assert found == [pytest.approx(51.033, abs=0.002), pytest.approx(6.984, abs=0.002)]
    expect(drawing.locator("circle")).to_have_attribute("visibility", "visible")


def test_typed_text_is_offered_again_and_leaving_is_asked_about(admin: Page) -> None:
    questions = []
    admin.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    admin.goto("/admin/portal/page/add/")
    admin.get_by_label("Titel", exact=False).first.fill("Halb getippt")
    with admin.expect_response(lambda answer: "/typed/0/" in answer.url, timeout=15_000) as kept:
        pass
    assert kept.value.status == 204

    admin.goto("/admin/")

    assert questions == ["beforeunload"]
    admin.goto("/admin/portal/page/add/")
    admin.get_by_role("link", name="Wieder einsetzen").click()
    expect(admin.locator("#id_title")).to_have_value("Halb getippt")
