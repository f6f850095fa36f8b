"""A walk over the site: from one page along all links, in one browser."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from playwright.sync_api import Browser, Page

from tests.browser.guard import Guard

MOST_ADDRESSES = 800  # twice what the site has; beyond that the links run in circles

# What a page says about itself, in one question to the browser.
FACTS = """() => {
    const all = selector => [...document.querySelectorAll(selector)]
    const ids = all('[id]').map(one => one.id)
    return {
        title: document.title.trim(),
        headings: all('h1').map(one => one.textContent.trim()),
        language: document.documentElement.lang + ' ' + document.documentElement.dir,
        canonical: document.querySelector('link[rel=canonical]')?.href ?? '',
        description: document.querySelector('meta[name=description]')?.content.trim() ?? '',
        ids: ids,
        twice: ids.filter((id, place) => ids.indexOf(id) !== place),
        withoutAlt: all('img:not([alt])').map(one => one.outerHTML),
        nowhere: all('a:not([href]), [href=""]').map(one => one.outerHTML),
        stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
        links: all('a[href]').map(one => one.href),
    }
}"""


@dataclass
class Walk:
    """What was found. Addresses are complete, without their fragment."""

    site: str
    guard: Guard
    statuses: dict[str, int] = field(default_factory=dict)
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: set[tuple[str, str, str]] = field(default_factory=set)  # from where, address, fragment
    redirected: list[str] = field(default_factory=list)
    cookies: list[Any] = field(default_factory=list)

    def wrong(self, name: str) -> dict[str, Any]:
        """The pages where a list of faults is not empty."""
        return {address: facts[name] for address, facts in self.pages.items() if facts[name]}


def walk(browser: Browser, site: str, start: str) -> Walk:
    """Visit all addresses of the site under `start` ("/de/") breadth-first, with scripts running."""
    found = Walk(site, Guard(site))
    context = browser.new_context(locale="de-DE")
    found.guard.watch(context)
    page = context.new_page()
    waiting = deque([site + start])
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        if urlsplit(address).path.endswith("/"):
            links = _visit(page, address, found)
        else:
            links = []
            found.statuses[address] = context.request.get(address).status
        new = {link for link in links if link.startswith(site + start)} - seen
        seen |= new
        waiting.extend(sorted(new))
        assert len(seen) < MOST_ADDRESSES, f"no end of addresses, the last one is {address}"
    found.cookies = context.cookies()
    context.close()
    return found


def _visit(page: Page, address: str, found: Walk) -> set[str]:
    response = page.goto(address, wait_until="domcontentloaded")
    assert response is not None
    found.statuses[address] = response.status
    facts = page.evaluate(FACTS)
    found.pages[address] = facts
    if response.request.redirected_from:
        found.redirected.append(address)
    targets = set()
    for link in facts.pop("links"):
        target, fragment = urldefrag(link)
        if "anlass=" in target:  # the form, prefilled for the page that one comes from: it is one page
            target = target.partition("?")[0]
        if fragment and target.startswith(found.site):
            found.places.add((address, target, unquote(fragment)))
        targets.add(target)
    return targets
