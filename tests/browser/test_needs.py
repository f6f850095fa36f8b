"""What readers set in their system or have at hand: own colours, paper, a narrow window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


def test_own_colours_keep_lines_around_what_had_a_ground(open_page: Callable[..., Page]) -> None:
    page = open_page(forced_colors="active")
    page.goto("/de/angebote/casemanagement/")

    def style(selector: str, name: str) -> str:
        return page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{name}")

    for selector in (".answer-box", ".button", ".status", ".card"):
        assert style(selector, "borderTopStyle") == "solid", selector
        assert float(style(selector, "borderTopWidth").removesuffix("px")) >= 1, selector
    current, other = ".nav [aria-current]", ".nav a:not([aria-current])"
    assert style(current, "borderBottomColor") != style(other, "borderBottomColor")
    page.keyboard.press("Tab")
    assert style(".skip", "outlineStyle") == "solid"


@pytest.mark.parametrize(
    "path", ["/de/", "/de/angebote/casemanagement/", "/de/kontakt/", "/de/integrationskonzept/sprache/"]
)
def test_printed_sheet_has_address_and_date_and_no_controls(
    path: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(width=720)
    page.goto(path)
    page.emulate_media(media="print")

    for selector in (".nav", ".header__tools", ".crumbs", ".footer", "form", "main .button", ".skip"):
        for control in page.locator(selector).all():
            expect(control).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".brand__name")).to_be_visible()
    sheet = page.locator(".print-only")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Hauptstraße 105")
    expect(sheet).to_contain_text(path)
    assert page.evaluate("new Date().getFullYear().toString()") in sheet.text_content()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("path", ["/de/angebote/casemanagement/", "/de/service-point/"])
def test_printed_offer_needs_three_sheets_at_most(path: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(path)

    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 3


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_language_menu_opens_inside_the_window(
    language: str, width: int, open_page: Callable[..., Page]
) -> None:
    page = open_page(width=width)
    page.goto(f"/{language}/mitmachen/")
    page.locator(".languages summary").click()
    box = page.locator(".languages__list").bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
