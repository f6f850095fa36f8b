"""Searching as visitors do: with suggestions, by keyboard, on a phone, and without scripts."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def _type(page: Page, words: str) -> None:
    page.goto("/de/suche/")
    with page.expect_response(lambda answer: "/vorschlaege/" in answer.url):
        page.locator("#search-words").press_sequentially(words, delay=20)


def test_suggestions_appear_and_are_links_for_the_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page()
    _type(page, "dolmetsch")
    expect(page.locator("main [data-suggestions] a").first).to_be_visible()
    expect(page.locator("main").get_by_role("status")).to_contain_text("Vorschl")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    first = page.locator("main [data-suggestions] a").first
    expect(first).to_be_focused()
    address = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    page.go_back()
    expect(page.locator("#search-words")).to_be_visible()


def test_fields_of_home_and_header_suggest_as_well_and_escape_takes_it_away(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(width=1280)
    for address, form in (("/ar/", "main form[role=search]"), ("/de/kontakt/", "header form[role=search]")):
        page.goto(address)
        field = page.locator(form).get_by_role("searchbox")
        field.press_sequentially("deutsch", delay=20)
        first = page.locator(form).locator("[data-suggestions] a").first
        expect(first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

        first.focus()
        page.keyboard.press("Escape")

        expect(first).to_be_hidden()
        expect(field).to_be_focused()
        field.press_sequentially("k")
        expect(first).to_be_visible()
        page.locator("h1").first.click()
        expect(first).to_be_hidden()


def test_enter_shows_all_results_and_back_returns(open_page: Callable[..., Page]) -> None:
    page = open_page()
    _type(page, "Schprachkurs")
    page.keyboard.press("Enter")
    page.wait_for_url("**/de/suche/?q=Schprachkurs")
    expect(page.locator("#results-head")).to_contain_text("„Sprachkurs“")
    expect(page.locator("mark").first).to_be_visible()
    page.locator(".found a").first.click()
    page.wait_for_url(lambda url: "/suche/" not in url)
    page.go_back()
    expect(page.locator("#search-words")).to_have_value("Schprachkurs")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_open_suggestions_fit_and_are_accessible(
    open_page: Callable[..., Page], width: int, theme: str
) -> None:
    page = open_page(width=width, theme=theme, reduced_motion="reduce")
    _type(page, "kita")
    expect(page.locator("main [data-suggestions] a").first).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []


def test_without_scripts_the_form_and_the_kinds_work(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/de/suche/")
    page.locator("#search-words").fill("Integration")
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/de/suche/?q=Integration")

    page.locator("nav a[href*='kind=offer']").click()
    page.wait_for_url("**kind=offer*")
    expect(page.locator(".found__one")).to_have_count(20)
    page.locator("a[rel=next]").click()
    page.wait_for_url("**page=2*")
    expect(page.locator(".found__one").first).to_be_visible()
