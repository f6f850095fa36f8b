"""What holds for every page with real content that a visitor can reach from the home page.

What only a browser knows of a page (its console, what it stores) is proved for every kind in tests/browser.
"""

from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from pytest_django import DjangoDbBlocker

from tests.walking import HOST, Facts, Walk, walk


@pytest.fixture(scope="module")
def german(loaded_database: None, django_db_blocker: DjangoDbBlocker) -> Walk:
    with django_db_blocker.unblock():
        return walk("/de/")


def faults(walk: Walk, name: str) -> dict[str, Any]:
    """The pages where a list of faults is not empty."""
    return {address: getattr(facts, name) for address, facts in walk.pages.items() if getattr(facts, name)}


def test_every_link_inside_the_site_leads_somewhere_without_a_detour(german: Walk) -> None:
    assert len(german.pages) > 100
    assert {address: status for address, status in german.statuses.items() if status != 200} == {}
    assert faults(german, "nowhere") == {}


def test_every_link_to_a_place_in_a_page_finds_it(german: Walk) -> None:
    missing = {
        f"{start} -> {target}#{fragment}"
        for start, target, fragment in german.places
        if target in german.pages and fragment not in german.pages[target].ids
    }

    assert german.places
    assert missing == set()


def test_every_page_fetches_only_files_that_the_site_has_itself(german: Walk) -> None:
    resources = set().union(*(facts.resources for facts in german.pages.values()))
    static = f"{HOST}{settings.STATIC_URL}"
    files = {resource for resource in resources if resource.startswith(static)}

    assert len(files) > 5
    assert [resource for resource in resources if not resource.startswith(HOST)] == []
    assert [file for file in files if not finders.find(file.removeprefix(static))] == []
    assert resources - files <= set(german.statuses)  # where all are 200


def test_no_page_has_a_script_or_style_of_its_own(german: Walk) -> None:
    assert faults(german, "inline") == {}


def test_every_reference_of_a_text_is_followed(german: Walk) -> None:
    assert faults(german, "unresolved") == {}


def test_visitors_get_no_cookie(german: Walk) -> None:
    assert german.cookies == set()


def test_every_page_has_its_own_title(german: Walk) -> None:
    titles = {facts.canonical: facts.title for facts in german.pages.values()}
    double = [title for title, count in Counter(titles.values()).items() if count > 1]

    assert all(titles.values())
    assert double == []


def test_every_page_has_one_heading_a_language_a_canonical_address_and_a_description(german: Walk) -> None:
    for address, facts in german.pages.items():
        assert len(facts.headings) == 1, address
        assert facts.headings[0].strip(), address
        assert facts.language == "de ltr", address
        bare, _mark, query = address.partition("?")
        # A further page of a whole list is a page of its own; what filters leave is not.
        assert facts.canonical == (address if query.startswith("page=") and query != "page=1" else bare), (
            address
        )
        assert facts.description, address


def test_no_page_uses_an_id_twice_or_has_a_picture_without_alternative_text(german: Walk) -> None:
    assert faults(german, "twice") == {}
    assert faults(german, "without_alt") == {}


@pytest.mark.parametrize(
    ("html", "name", "found"),
    [
        ("<p style='color: red'>x</p>", "inline", ["<p style='color: red'>"]),
        ("<p onclick=x()>x</p>", "inline", ["<p onclick=x()>"]),
        ("<script>x()</script>", "inline", ["<script>"]),
        ("<script type=application/ld+json>{}</script><script src=/a.js></script>", "inline", []),
        ("<style>p {}</style>", "inline", ["p {}"]),
        ("<img src=//elsewhere.example/a.png>", "without_alt", ["<img src=//elsewhere.example/a.png>"]),
        ("<img src=//elsewhere.example/a.png>", "resources", {"http://elsewhere.example/a.png"}),
        ("<img src=a.png srcset='b.png 2x, c.png 3x'>", "resources", {f"{HOST}/de/{n}.png" for n in "abc"}),
        (
            "<link rel='shortcut icon' href=/x.svg><link rel=alternate href=/en/>",
            "resources",
            {f"{HOST}/x.svg"},
        ),
        ("<svg><use href='/s.svg#a'/></svg><img src='data:x'>", "resources", {f"{HOST}/s.svg"}),
        ("<p id=a><b id=b></b></p><p id=a>", "twice", {"a"}),
        ("<h1>Ein <b>Wort</b></h1>", "headings", ["Ein Wort"]),
        ("<title>Titel</title><svg><title>Bild</title></svg>", "title", "Titel"),
        ("<a>x</a><a href=''>y</a><a href='../b/#c'>z</a>", "nowhere", ["<a>", "<a href=''>"]),
        ("<a href='../b/#c'>z</a>", "links", [f"{HOST}/b/#c"]),
    ],
)
def test_walk_sees_what_it_is_there_for(html: str, name: str, found: Any) -> None:
    assert getattr(Facts(f"{HOST}/de/", html), name) == found
