"""The site with JavaScript switched off."""

from playwright.sync_api import Page, expect


def test_search_finds(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/de/")
    page.locator("main [name=q]").fill("Deutschkurs")
    page.locator("main form[role=search] [type=submit]").click()

    page.wait_for_url("**/de/suche/?q=Deutschkurs")
    expect(page.locator("main a[href^='/de/angebote/']").first).to_be_visible()


def test_filter_is_chosen_and_sent(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/de/angebote/")
    before = page.locator(".results-head").text_content()
    page.locator(".filter__summary").scroll_into_view_if_needed()
    page.locator("input[name=topic][value=deutsch]").check()
    page.locator(".filter [type=submit]").last.click()

    page.wait_for_url("**/?topic=deutsch")
    expect(page.locator(".results-head")).not_to_have_text(before)
    page.locator("#results .more[href='/de/angebote/']").click()
    expect(page.locator(".results-head")).to_have_text(before)


def test_filter_stands_open(page_without_scripts: Page) -> None:
    page_without_scripts.set_viewport_size({"width": 360, "height": 800})
    page_without_scripts.goto("/de/angebote/")

    expect(page_without_scripts.locator("input[name=topic]").first).to_be_visible()


def test_pages_of_the_list_follow_each_other(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/de/angebote/")
    first = page.locator("#results h3").all_text_contents()
    page.locator(".pagination [rel=next]").click()

    page.wait_for_url("**/?page=2")
    expect(page.locator("#results h3").first).not_to_have_text(first[0])
    assert not set(first) & set(page.locator("#results h3").all_text_contents())
    page.locator(".pagination [rel=prev]").click()
    expect(page.locator("#results h3").first).to_have_text(first[0])


def test_language_menu_leads_to_the_same_page(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/de/angebote/casemanagement/")
    page.locator(".languages summary").click()
    page.locator(".languages a[lang=ar]").click()

    page.wait_for_url("**/ar/angebote/casemanagement/")
    expect(page.locator("h1 [lang=de]")).to_be_visible()


def test_nothing_is_offered_that_needs_a_script(page_without_scripts: Page) -> None:
    page_without_scripts.goto("/de/angebote/casemanagement/")

    expect(page_without_scripts.locator("[data-share], [data-print]").first).to_be_hidden()
