"""The filter of the list with scripts: the results change in place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

SCREEN = 740


def test_choosing_a_filter_changes_results_and_address_and_keeps_the_focus(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.goto("/de/angebote/")
    page.evaluate("window.sameDocument = true")
    head = page.locator(".results-head")
    before = head.text_content()
    box = page.locator("input[name=topic][value=deutsch]")

    box.check()
    page.wait_for_url("**/angebote/?topic=deutsch")
    expect(head).not_to_have_text(before)
    expect(page.locator("#results .tag--remove", has_text="Deutsch")).to_be_visible()
    expect(box).to_be_focused()
    assert page.evaluate("window.sameDocument")

    page.locator("input[name=audience]").first.check()
    page.wait_for_url("**/angebote/?topic=deutsch&audience=*")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_on_a_phone_a_bar_tells_what_a_tick_gives_and_leads_there(
    open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(width=360)
    page.goto(f"/{language}/angebote/")
    assert page.evaluate("document.documentElement.scrollHeight") <= 12 * SCREEN
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    button = page.locator(".filter__bar button")
    expect(button).to_be_hidden()

    page.locator("#filter > summary").click()
    expect(button).to_be_in_viewport(ratio=1)
    before = button.inner_text()
    page.locator("input[name=topic][value=deutsch]").check()

    expect(button).not_to_have_text(before)
    expect(button).to_be_in_viewport(ratio=1)
    page.locator("input[name=topic][value=foerderung]").focus()
    expect(page.locator("input[name=topic][value=foerderung]")).to_be_in_viewport(ratio=1)
    number = page.locator("label:has(input[value=deutsch]) .choice__count").inner_text().split()[-1]
    assert number in button.inner_text()

    button.click()

    expect(button).to_be_hidden()
    expect(page.locator("#result-count")).to_be_focused()
    expect(page.locator("#results h3").first).to_be_in_viewport()


def test_number_of_results_is_told_to_screen_readers(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/de/angebote/")
    told = page.locator("main").get_by_role("status")
    told.evaluate("one => { window.told = one }")
    count = page.locator("label:has(input[value=deutsch]) .choice__count").inner_text().split()[-1]

    page.locator("input[name=topic][value=deutsch]").check()

    expect(told).to_contain_text(f"{count} Angebote")
    assert told.evaluate("one => one === window.told")  # a new element would be silent


def test_back_brings_the_former_results_and_choices(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/de/angebote/")
    before = page.locator(".results-head").text_content()
    page.locator("input[name=topic][value=deutsch]").check()
    page.wait_for_url("**/?topic=deutsch")

    page.go_back()

    page.wait_for_url("**/angebote/")
    expect(page.locator(".results-head")).to_have_text(before)
    expect(page.locator("main input:checked")).to_have_count(0)

    page.go_forward()

    expect(page.locator("input[name=topic][value=deutsch]")).to_be_checked()
    expect(page.locator(".results-head")).not_to_have_text(before)


def test_filtered_address_opened_anew_shows_the_same(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/de/angebote/")
    page.locator("input[name=topic][value=deutsch]").check()
    page.wait_for_url("**/?topic=deutsch")
    page.locator("#results .tag--remove").wait_for()
    titles = page.locator("#results h3").all_text_contents()

    page.reload()

    assert page.locator("#results h3").all_text_contents() == titles
    expect(page.locator("input[name=topic][value=deutsch]")).to_be_checked()


def test_shared_address_holds_the_choice_and_nothing_that_hung_on_to_it(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.add_init_script(
        "navigator.share = undefined;"
        "navigator.clipboard.writeText = async (text) => { window.copied = text };"
    )
    page.goto("/de/angebote/?topic=deutsch&fbclid=secret-id&utm_source=mail")

    page.locator("[data-share=filters]").click()

    assert page.evaluate("window.copied").endswith("/de/angebote/?topic=deutsch")
