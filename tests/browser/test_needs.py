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

    # What opens "tomorrow" is no longer true when the sheet is read.
    controls = (".nav", ".header__tools", ".crumbs", ".footer", "form", "main .button", ".skip", ".status")
    for selector in controls:
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


def test_printed_cards_are_whole(open_page: Callable[..., Page]) -> None:
    """In columns a browser tears the card at the end of a sheet, whatever it is told."""
    page = open_page()
    page.goto("/uk/kontakt/")
    page.emulate_media(media="print")
    style = "one => [getComputedStyle(one).breakInside, getComputedStyle(one.parentNode).columnCount]"

    assert page.locator(".cards > li").first.evaluate(style) == ["avoid", "auto"]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_german_words_in_headings_have_the_line_of_the_heading(
    language: str, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"/{language}/angebote/auslaenderbehoerde/")
    heights = page.locator("h1 [lang]").first.evaluate(
        "one => [one, one.closest('h1')].map(each => getComputedStyle(each).lineHeight)"
    )

    assert heights[0] == heights[1]


@pytest.mark.parametrize("width", [320, 360])
def test_name_of_the_house_is_not_torn_within_a_word(width: int, open_page: Callable[..., Page]) -> None:
    page = open_page(width=width)
    page.goto("/de/")
    lines = page.locator(".brand__name").evaluate(
        """one => {
          const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), torn = [];
          while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
            const range = new Range();
            range.setStart(walker.currentNode, word.index);
            range.setEnd(walker.currentNode, word.index + word[0].length);
            if (range.getClientRects().length > 1) torn.push(word[0]);
          }
          return torn;
        }"""
    )

    assert lines == []


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
