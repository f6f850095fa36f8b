"""The main pages in all languages of the site, with its real translations."""

import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

from tests.browser import looking
from tests.browser.guard import Guard
from tests.browser.kinds import VISITOR

LANGUAGES = [code for code, _name in settings.LANGUAGES if code not in ("de", "ar")]
PATHS = ("", "angebote/casemanagement/", "kontakt/")
# Bytes of a first visit to the home page, and to the finder with its number of requests.
FIRST_VISIT, FINDER, FINDER_REQUESTS = 30_000, 45_000, 6


def fetch(address: str) -> tuple[int, str, bytes]:
    """Status, page and what came over the line for it."""
    try:
        answer = urlopen(Request(address, headers={"Accept-Encoding": "br"}))
    except HTTPError as error:
        answer = error
    body = answer.read()
    coded = answer.headers.get("Content-Encoding") == "br"
    return answer.status, (brotli.decompress(body) if coded else body).decode(), body


@pytest.mark.parametrize("language", LANGUAGES)
def test_main_pages_are_accessible_and_whole_on_the_smallest_phone(
    browser: Browser, site: str, language: str
) -> None:
    guard = Guard(site)
    context = browser.new_context(base_url=site, viewport={"width": 320, "height": 640})
    guard.watch(context)
    page = context.new_page()
    faults = {}
    for path in PATHS:
        page.goto(f"/{language}/{path}")
        page.evaluate("document.querySelector('.languages').open = true")
        faults[path] = looking.faults_here(page)
    context.close()

    assert {path: found for path, found in faults.items() if found} == {}
    assert guard.unexpected() == []


def test_language_is_changed_from_every_kind_of_page(site: str) -> None:
    failed = []
    for kind in VISITOR:
        _status, page, _body = fetch(f"{site}{kind.path}")
        menu = page[page.index('class="languages__list"') :]
        address = re.findall(r'<a href="([^"]+)" lang="uk"', menu)[0].replace("&amp;", "&")
        status, other, _body = fetch(f"{site}{address}")
        same = address == "/uk/" or address == kind.path.replace("/de/", "/uk/", 1)
        if status != 200 or '<html lang="uk" dir="ltr">' not in other or not same:
            failed.append(f"{kind.name}: {address} answered {status}")
    assert failed == []


def test_first_visit_in_arabic_is_light(site: str) -> None:
    weight, requests = first_visit(f"{site}/ar/")
    assert requests >= 4
    assert weight <= FIRST_VISIT


@pytest.mark.parametrize("language", ["de", "ar", "uk"])
def test_first_visit_of_the_finder_is_light(site: str, language: str) -> None:
    weight, requests = first_visit(f"{site}/{language}/angebote/")
    assert 4 <= requests <= FINDER_REQUESTS
    assert weight <= FINDER


def first_visit(address: str) -> tuple[int, int]:
    """The bytes of a page with all that a browser fetches for it, brotli, and the number of requests."""
    _status, page, body = fetch(address)
    linked = re.findall(
        r'(?:src|href)="/static/((?:css|js|img|django_htmx)/[\w-]+)\.[0-9a-f]+(\.(?:css|js|svg))"', page
    )
    files = [Path(_found(name + ending)).read_bytes() for name, ending in set(linked)]
    return len(body) + sum(len(brotli.compress(file)) for file in files), 1 + len(files)


def _found(name: str) -> str:
    path = finders.find(name)
    assert path, name
    return str(path)
