"""The register of measures with scripts and without: choose, go to a measure, come back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

REGISTER = "/de/integrationskonzept/massnahmen/"


def test_choosing_a_field_changes_results_and_address_and_back_undoes_it(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.goto(REGISTER)
    head = page.locator(".results-head")
    before = str(head.text_content())
    told = page.locator("main").get_by_role("status")
    told.evaluate("one => { window.told = one }")

    page.locator("input[name=field][value=sprache]").check()

    page.wait_for_url("**/massnahmen/?field=sprache")
    expect(head).not_to_have_text(before)
    expect(page.locator("#results .tag--remove")).to_have_count(1)
    expect(page.locator("input[name=field][value=sprache]")).to_be_focused()
    assert told.evaluate("one => one === window.told")  # a new element would be silent

    page.go_back()

    page.wait_for_url("**/massnahmen/")
    expect(head).to_have_text(before)
    expect(page.locator("main input:checked")).to_have_count(0)


def test_register_leads_to_a_measure_and_on_to_the_offer(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(f"{REGISTER}?q=KomTuM")
    page.locator("#results .card__link").first.click()

    page.wait_for_url("**/massnahmen/komtum/")
    expect(page.locator("#years")).to_be_visible()
    page.locator(".measure-offer a").click()

    page.wait_for_url("**/de/angebote/komtum/")


def test_filter_works_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(REGISTER)
    before = str(page.locator(".results-head").text_content())
    page.locator("input[name=status][value=running]").check()
    page.locator(".filter [type=submit]").last.click()

    page.wait_for_url("**/massnahmen/?status=running")
    expect(page.locator(".results-head")).not_to_have_text(before)
    page.locator("#results .tag--remove").first.click()
    expect(page.locator(".results-head")).to_have_text(before)
    page.locator("#results .card__link").first.click()
    expect(page).to_have_url(re.compile(r"/massnahmen/[a-z0-9-]+/$"))
