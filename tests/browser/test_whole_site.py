"""What holds for every page that a visitor can reach from the home page."""

from collections import Counter

import pytest
from playwright.sync_api import Browser

from tests.browser.walking import Walk, walk


@pytest.fixture(scope="module")
def german(browser: Browser, site: str) -> Walk:
    return walk(browser, site, "/de/")


def test_every_link_inside_the_site_leads_somewhere(german: Walk) -> None:
    assert len(german.pages) > 100
    assert {address: status for address, status in german.statuses.items() if status != 200} == {}
    assert german.redirected == []
    assert german.wrong("nowhere") == {}


def test_every_link_to_a_place_in_a_page_finds_it(german: Walk) -> None:
    missing = {
        f"{start} -> {target}#{fragment}"
        for start, target, fragment in german.places
        if target in german.pages and fragment not in german.pages[target]["ids"]
    }

    assert german.places
    assert missing == set()


def test_no_page_has_console_errors_or_foreign_requests(german: Walk) -> None:
    assert german.guard.unexpected() == []


def test_visitors_get_no_cookie_and_nothing_is_remembered_about_them(german: Walk) -> None:
    kept = {key for facts in german.pages.values() for key in facts["stored"]}

    assert german.cookies == []
    assert kept <= {"htmx-current-path-for-history"}  # the page's own address, until the tab is closed


def test_every_page_has_its_own_title(german: Walk) -> None:
    titles = {facts["canonical"]: facts["title"] for facts in german.pages.values()}
    double = [title for title, count in Counter(titles.values()).items() if count > 1]

    assert all(titles.values())
    assert double == []


def test_every_page_has_one_heading_a_language_a_canonical_address_and_a_description(german: Walk) -> None:
    for address, facts in german.pages.items():
        assert len(facts["headings"]) == 1, address
        assert facts["headings"][0], address
        assert facts["language"] == "de ltr", address
        assert facts["canonical"] == address.partition("?")[0], address
        assert facts["description"], address


def test_no_page_uses_an_id_twice_or_has_a_picture_without_alternative_text(german: Walk) -> None:
    assert german.wrong("twice") == {}
    assert german.wrong("withoutAlt") == {}
