"""The site without a mouse."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

MOST_STOPS = 400

# Where the focus is, and whether one sees it: a ring of its own or of the card it stands for, and no other
# thing in front of the part that is in the window.
FOCUS = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))  // scrolled there
    const one = document.activeElement
    if (!one || one === document.body) return null
    const ring = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    const boxes = [...one.getClientRects()]
    const box = boxes.find(rect => rect.width && rect.height) ?? one.getBoundingClientRect()
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    one.dataset.stop ??= String(window.stops = (window.stops ?? 0) + 1)
    const words = one.textContent.trim() || one.getAttribute('aria-label') || one.name || one.tagName
    return {
        stop: Number(one.dataset.stop),
        words: words.slice(0, 60),
        ring: ring(getComputedStyle(one)) || ring(getComputedStyle(one, '::after')),
        seen: right - left > 1 && bottom - top > 1 && !!hit && (one.contains(hit) || hit.contains(one)),
    }
}"""


def _stops(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """All stops from the start of the page until the focus leaves it or comes round."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        if stop is None or (stops and stop["stop"] == 1):
            return stops
        stops.append(stop)
    raise AssertionError(f"The focus did not come out of the page; it is on {stops[-1]}")


@pytest.mark.parametrize("path", ["/de/", "/de/angebote/", "/de/kontakt/", "/ar/angebote/casemanagement/"])
def test_every_stop_is_in_sight_with_a_ring(path: str, open_page: Callable[..., Page]) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(path)
    expected = page.locator("a[href], summary, button, input:not([type=hidden]), textarea").count()

    stops = _stops(page)

    assert len(stops) > 20
    assert len(stops) <= expected
    assert [stop["words"] for stop in stops if not stop["ring"]] == []
    assert [stop["words"] for stop in stops if not stop["seen"]] == []
    assert [stop["stop"] for stop in stops] == list(range(1, len(stops) + 1))
    assert stops[-1]["words"] == page.locator("footer a").last.text_content().strip()[:60]


def test_first_stop_skips_to_the_content(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/de/angebote/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_language_menu_opens_and_closes_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(width=360)
    page.goto("/de/mitmachen/")
    menu, summary = page.locator(".languages"), page.locator(".languages summary")

    summary.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(menu.locator("a").count()):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.lang") == "ar":
            break
    page.keyboard.press("Enter")

    page.wait_for_url("**/ar/mitmachen/")
    assert page.evaluate("document.documentElement.dir") == "rtl"


def test_filter_is_chosen_by_keyboard_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(width=360)
    page.goto("/de/angebote/")
    all_offers = page.locator(".results-head").text_content()

    page.locator(".filter__summary").focus()
    page.keyboard.press("Enter")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    page.keyboard.press("Space")

    expect(page.locator(".results-head")).not_to_have_text(all_offers)
    expect(page.locator("main input:checked")).to_be_focused()
