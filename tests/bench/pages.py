"""Which pages are measured, what they ask of the database, and what a browser fetches for them."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from tests.bench.load import Connection


@dataclass(frozen=True)
class PageToMeasure:
    name: str
    path: str
    target: float  # rate without the page cache as a share of the bare view's


@dataclass(frozen=True)
class Weight:
    """Bytes of a page: its HTML alone, and compressed with all that a first visit fetches."""

    html: int
    html_compressed: int
    files: dict[str, int]  # by address, with the headers

    @property
    def first_visit(self) -> int:
        return sum(self.files.values())


def pages() -> list[PageToMeasure]:
    """The pages of the report; the offer, the field and the post are the longest of their kind."""
    from django.db.models import Count
    from django.db.models.functions import Length
    from django.urls import reverse

    from concept.models import ActionField
    from news.models import Post
    from offers.models import Audience, Offer, Topic

    offers = Offer.objects.published().filter(is_service_point=False)
    topic = Topic.objects.annotate(n=Count("offers")).order_by("-n", "pk")[0]
    audience = (
        Audience.objects.filter(offers__topics=topic).annotate(n=Count("offers")).order_by("-n", "pk")[0]
    )
    offer = offers.annotate(n=Length("description")).order_by("-n", "pk")[0]
    post = Post.objects.published().annotate(n=Length("body")).order_by("-n", "pk")[0]
    field = ActionField.objects.published().annotate(n=Count("measures")).order_by("-n", "pk")[0]
    offer_list = reverse("offers:list")
    return [
        PageToMeasure("home", reverse("portal:home"), 0.07),
        PageToMeasure("list of offers", offer_list, 0.07),
        PageToMeasure("list with filters", f"{offer_list}?topic={topic.slug}&audience={audience.slug}", 0.04),
        PageToMeasure("an offer", offer.get_absolute_url(), 0.07),
        PageToMeasure("a concept field", field.get_absolute_url(), 0.07),
        PageToMeasure("a post", post.get_absolute_url(), 0.07),
    ]


@dataclass(frozen=True)
class Queries:
    """What a page without the page cache asks of the database in a process that has served other pages."""

    first: int  # when it is shown for the first time since the last change of the content
    later: int  # after that

    def __str__(self) -> str:
        return f"{self.later} ({self.first})"


def queries(path: str) -> Queries:
    """Counted in this process. The look at the content token, once a second at most, is not counted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from core.memory import validity

    client = Client(SERVER_NAME="127.0.0.1")
    counts: dict[bool, list[int]] = {True: [], False: []}
    for turn in range(7):
        if first := turn % 2 == 0:
            validity.forget(shared=False)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answers with {response.status_code}")
        counts[first].append(len(asked))
    return Queries(min(counts[True]), min(counts[False]))


class _Fetched(HTMLParser):
    """Collects what a browser fetches by itself: stylesheets, scripts, pictures, one icon, the manifest."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.icon = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        rel = values.get("rel", "").split()
        if tag == "link" and {"stylesheet", "preload", "modulepreload", "manifest"} & set(rel):
            self.found.append(values["href"])
        elif tag == "link" and "icon" in rel and not self.icon.endswith(".svg"):
            self.icon = values["href"]
        elif tag in ("script", "img", "source") and values.get("src"):
            self.found.append(values["src"])


def fetched(html: str) -> list[str]:
    """Addresses in the order of the page, each once; of several icons the SVG, as browsers choose."""
    parser = _Fetched()
    parser.feed(html)
    return list(dict.fromkeys([*parser.found, *([parser.icon] if parser.icon else [])]))


def weigh(port: int, path: str) -> Weight:
    """Fetch a page as a browser with an empty cache does, with brotli."""
    with Connection(port) as connection:
        plain = connection.get(path, {"Accept-Encoding": "identity"}).body.decode()
        page = connection.get(path)
        files = {path: page.size}
        wanted = [urljoin(path, address) for address in fetched(plain)]
        while wanted:
            address = wanted.pop(0)
            if address in files or address.startswith(("data:", "http:", "https:")):
                continue
            if connection.get(address, {"Accept-Encoding": "identity"}).status != 200:
                raise RuntimeError(f"{path} asks for {address}, which is not there")
            files[address] = connection.get(address).size
            if address.endswith(".css"):
                sheet = connection.get(address, {"Accept-Encoding": "identity"}).body.decode()
                wanted += [urljoin(address, inner) for inner in re.findall(r"url\([\"']?([^\"')#]+)", sheet)]
    return Weight(len(plain.encode()), len(page.body), files)
