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


def test_printed_offer_is_one_sheet_that_begins_with_whom_to_call(open_page: Callable[..., Page]) -> None:
    page = open_page(width=660)
    for path in ("/de/angebote/casemanagement/", "/uk/service-point/"):
        page.goto(path)
        assert page.pdf(format="A4").count(b"/Type /Page\n") == 1

    page.emulate_media(media="print")
    contacts, answers = page.locator(".contacts").bounding_box(), page.locator(".answer-box").bounding_box()
    assert contacts["y"] + contacts["height"] <= answers["y"]
    expect(page.locator(".call")).to_be_hidden()
    expect(page.locator(".aside")).to_be_hidden()


def test_printed_cards_are_whole(open_page: Callable[..., Page]) -> None:
    """In columns a browser tears the card at the end of a sheet, whatever it is told."""
    page = open_page()
    page.goto("/uk/angebote/")
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


def test_call_stays_in_reach_of_the_thumb_and_covers_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page(width=360, reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/de/angebote/casemanagement/")
    button, call = page.locator(".call .button"), page.locator(".call")
    assert button.bounding_box()["height"] >= 44

    for place in (0, 700):
        page.evaluate(f"window.scrollTo(0, {place})")
        box = call.bounding_box()
        assert abs(box["y"] + box["height"] - 740) <= 1

    below = page.locator(".with-aside a").last
    below.focus()
    assert below.bounding_box()["y"] + below.bounding_box()["height"] <= call.bounding_box()["y"]
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert call.bounding_box()["y"] < 0  # gone before the foot
