"""A short walk in WebKit, the engine of Safari and of all browsers on iPhones."""

import os
import socket
from collections.abc import Callable, Iterator

import pytest

from tests.interop.webkit import ENTER, Page, windows

LETTER = "Guten Tag, ich suche einen Kurs"
COUNT = "return document.querySelector('#result-count')?.textContent"


@pytest.fixture(scope="module")
def window(site: str) -> Iterator[Callable[[str], Page]]:
    """A new window with a page of the site: `window("/de/")`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with windows(os.environ["WEBKIT_DRIVER"], os.environ["WEBKIT"], port) as new:

        def opened(path: str) -> Page:
            page = new()
            page.open(site + path)
            return page

        yield opened


def test_tick_in_the_finder_narrows_the_results_and_back_widens_them(window: Callable[[str], Page]) -> None:
    page = window("/de/angebote/")
    before = page.run(COUNT)
    # As a hand clicks: Back leaves out pages on which nobody did anything.
    page.click("label:has(input[name=topic][value=deutsch])")
    page.until("return location.search.includes('topic=deutsch')")
    page.until(f"{COUNT} !== arguments[0]", before)

    page.back()

    page.until("return !location.search")
    page.until(f"{COUNT} === arguments[0]", before)
    assert not page.run("return document.querySelector('input[name=topic][value=deutsch]').checked")


def test_suggestions_follow_what_is_typed(window: Callable[[str], Page]) -> None:
    page = window("/de/suche/")
    page.type("#search-words", "deut")
    page.until("return document.querySelectorAll('main [data-suggestions] a').length > 0")

    page.type("#search-words", ENTER)

    page.until("return location.search === '?q=deut'")
    assert "Treffer" in page.text("main")


def test_contact_form_keeps_what_was_typed(window: Callable[[str], Page], site: str) -> None:
    page = window("/de/kontakt/")
    page.type("[name=message]", LETTER)
    page.type("[name=email]", "kein-at")
    page.run("document.querySelector('[name=message]').form.requestSubmit()")
    page.until("return document.querySelector('#errors') === document.activeElement")
    top = page.run("return document.activeElement.getBoundingClientRect().top")
    assert 0 <= top < page.run("return innerHeight")
    assert page.run("return document.querySelector('[name=message]').value") == LETTER

    page.open(f"{site}/de/")
    page.back()

    page.until("return location.pathname === '/de/kontakt/' && document.readyState === 'complete'")
    assert page.run("return document.querySelector('[name=message]').value") == LETTER


def test_menu_of_languages_opens_and_leads_to_the_same_page(window: Callable[[str], Page]) -> None:
    page = window("/de/kontakt/")
    page.click(".languages summary")
    assert page.run("return document.querySelector('.languages').open")

    page.run("document.querySelector('.languages a[hreflang=ar]').click()")

    page.until("return location.pathname === '/ar/kontakt/' && document.dir === 'rtl'")


def test_pages_fit_also_with_letters_of_twice_the_size(window: Callable[[str], Page], site: str) -> None:
    page = window("/de/")
    page.resize(700, 800)
    for path in ("/de/", "/ar/", "/fa/angebote/", "/tr/suche/?q=kurs", "/de/integrationskonzept/"):
        page.open(site + path)
        assert page.run("return document.documentElement.scrollWidth <= innerWidth"), path
        page.run("document.documentElement.style.fontSize = '200%'")
        assert page.run("return document.documentElement.scrollWidth <= innerWidth"), path
