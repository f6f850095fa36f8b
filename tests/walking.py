"""A walk over the site with the test client: from one page along all links."""

import re
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client

HOST = "http://testserver"
MOST_ADDRESSES = 800  # twice what the site has; beyond that the links run in circles
# Elements that make a browser fetch something by itself, with the attribute that names it.
FETCHED = {"script": "src", "img": "src", "source": "src", "video": "src", "audio": "src", "track": "src",
           "iframe": "src", "embed": "src", "object": "data", "input": "src"}  # fmt: skip
FETCHED_LINKS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch"}


class Facts(HTMLParser):
    """What a page says about itself."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address = address
        self.title = self.language = self.canonical = self.description = ""
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []  # complete addresses
        self.resources: set[str] = set()  # complete addresses of what the browser fetches with the page
        self.inline: list[str] = []  # what the content security policy forbids, so that the console complains
        self.without_alt: list[str] = []
        self.unresolved = re.findall(r"\{\{|eintrag:", text)  # references that nobody has followed
        self.nowhere: list[str] = []
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    @property
    def twice(self) -> set[str]:
        """Ids that stand more than once."""
        return {one for one in self.ids if self.ids.count(one) > 1}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        self._look_for_what_is_forbidden(tag, values)
        self._look_for_resources(tag, values)
        match tag:
            case "html":
                self.language = f"{values.get('lang')} {values.get('dir')}"
            case "meta" if values.get("name") == "description":
                self.description = values.get("content", "").strip()
            case "link" if values.get("rel") == "canonical":
                self.canonical = values["href"]
            case "img" if "alt" not in values:
                self.without_alt.append(self.get_starttag_text() or "")
            case "h1":
                self.headings.append("")
            case "a" if values.get("href"):
                self.links.append(urljoin(self.address, values["href"]))
            case "a":
                self.nowhere.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        while tag in self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "h1" in self._inside:
            self.headings[-1] += data
        elif self._inside[-1:] == ["title"] and "svg" not in self._inside:
            self.title += data.strip()
        elif self._inside[-1:] == ["style"]:
            self.inline.append(data)

    def _look_for_what_is_forbidden(self, tag: str, values: dict[str, str]) -> None:
        is_data = "json" in values.get("type", "")
        names = [name for name in values if name == "style" or name.startswith("on")]
        if names or (tag == "script" and "src" not in values and not is_data):
            self.inline.append(self.get_starttag_text() or "")

    def _look_for_resources(self, tag: str, values: dict[str, str]) -> None:
        named = [values.get(FETCHED.get(tag, ""), ""), values.get("poster", "")]
        named += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        if tag == "link" and FETCHED_LINKS & set(values.get("rel", "").split()):
            named.append(values.get("href", ""))
        if tag in ("use", "image"):
            named += [values.get("href", ""), values.get("xlink:href", "")]
        self.resources |= {
            urldefrag(urljoin(self.address, one))[0]
            for one in named
            if one and not one.startswith(("data:", "#"))
        }


@dataclass
class Walk:
    """What was found. Addresses are complete, without their fragment."""

    statuses: dict[str, int] = field(default_factory=dict)
    pages: dict[str, Facts] = field(default_factory=dict)
    places: set[tuple[str, str, str]] = field(default_factory=set)  # from where, address, fragment
    cookies: set[str] = field(default_factory=set)


def walk(start: str) -> Walk:
    """Visit all addresses of the site under `start` ("/de/") breadth-first, and what their pages fetch."""
    found, client = Walk(), Client()
    waiting = deque([HOST + start])
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        response = client.get(address.removeprefix(HOST))
        found.statuses[address] = response.status_code
        found.cookies |= set(response.cookies)
        if not urlsplit(address).path.endswith("/") or response.status_code != 200:
            continue
        facts = found.pages[address] = Facts(address, response.text)
        new = {link for link in _targets(facts, found) if link.startswith(HOST + start)}
        new = (new | {resource for resource in facts.resources if _is_made_by_the_site(resource)}) - seen
        seen |= new
        waiting.extend(sorted(new))
        assert len(seen) < MOST_ADDRESSES, f"no end of addresses, the last one is {address}"
    return found


def _is_made_by_the_site(resource: str) -> bool:
    return resource.startswith(HOST) and not resource.startswith(HOST + settings.STATIC_URL)


def _targets(facts: Facts, found: Walk) -> set[str]:
    targets = set()
    for link in facts.links:
        target, fragment = urldefrag(link)
        if "anlass=" in target:  # the form, prefilled for the page that one comes from: it is one page
            target = target.partition("?")[0]
        if fragment and target.startswith(HOST):
            found.places.add((facts.address, target, unquote(fragment)))
        targets.add(target)
    return targets
