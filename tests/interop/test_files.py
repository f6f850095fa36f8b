"""Feed, structured data, open data, security.txt and links to phones, read by programs of others."""

import csv
import io
import itertools
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from django.utils import translation

from concept.open_data.datasets import DATASETS
from core.phones import dialled
from news.models import Post
from tests.interop.conftest import FOLDER, NODE, NODE_ENVIRONMENT

LANGUAGES = ("de", "ar", "de-simple", "en")
PAGES = ("/", "/angebote/", "/kontakt/", "/termine/", "/aktuelles/", "/service-point/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_reader_finds_author_day_and_language(fetched, read_file, language: str) -> None:
    found = read_file("feed", fetched(f"/{language}/aktuelles/feed.atom"))
    assert not found["trouble"]
    assert found["author"]
    with translation.override(language):
        posts = list(Post.objects.published().translated())
        expected = [
            [post.date.isoformat(), post.text.language_of("title"), post.text.language_of("teaser")]
            for post in posts
        ]
    entries = found["entries"]
    assert [[one["day"], one["language"], one["summary_language"]] for one in entries] == expected
    assert len(entries) > 4
    assert all(entry["author"] for entry in entries)


def blocks(page: bytes) -> list[dict]:
    found = re.findall(rb'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [data for data in map(json.loads, found) if data["@context"] == "https://schema.org"]


def test_structured_data_are_words_of_schema_org(fetched, tmp_path: Path) -> None:
    """As objects of the types that Google makes of it: an unknown or misplaced word is an error."""
    addresses = re.findall(r"<loc>https?://[^/]+(/de/[^<]*)</loc>", fetched("/sitemap.xml").decode())
    paths = [f"/{language}{page}" for language in LANGUAGES for page in PAGES]
    paths += addresses[:: int(os.environ["INTEROP_PAGES_STEP"])]
    found = {json.dumps(block, sort_keys=True) for path in paths for block in blocks(fetched(path))}
    assert len(found) > 20
    lines = ['import type { Thing, WithContext } from "schema-dts";']
    lines += [
        f"export const d{number}: WithContext<Thing> = {text};" for number, text in enumerate(sorted(found))
    ]
    source = FOLDER / "structured-data.ts"
    source.write_text("\n".join(lines))
    options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--moduleResolution",
        "bundler",
        "--module",
        "esnext",
    ]
    compiler = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"
    done = subprocess.run(
        [NODE, compiler, *options, source], env=NODE_ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""


def test_catalogue_has_what_harvesters_want(fetched, read_file) -> None:
    found = read_file("catalogue", fetched("/de/integrationskonzept/daten/katalog.jsonld"))
    assert found["holds"], found["report"]
    assert found["triples"] > 300


@pytest.mark.parametrize("slug", [one.slug for one in DATASETS])
def test_open_data_are_read_alike_in_each_form(fetched, read_file, slug: str) -> None:
    start = f"/de/integrationskonzept/daten/{slug}"
    content = fetched(f"{start}.csv")
    table = read_file("table", content)
    assert table["valid"], table["trouble"]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
    assert len(table["rows"]) == len(rows)
    sheet = read_file("workbook", fetched(f"{start}.xlsx"))
    assert len(sheet) == len(rows) + 1


def test_security_file_is_right(fetched, read_file) -> None:
    # The site of the tests speaks http.
    assert set(read_file("security", fetched("/.well-known/security.txt?x=1"))) <= {"no_https"}


def test_links_dial_what_a_phone_would(read_file) -> None:
    """All spellings of some numbers. Numbers abroad and extensions: only what both can be sure of."""
    starts = ("0", "(0", "+49", "+49 ", "+49 (0)", "0049", "0049 ", "+43 ", "+41 ")
    areas, signs = ("214", "2171", "30", "176"), (" ", "/", "-", " / ", "\u00a0", ".")
    rest = list(itertools.product(areas, signs, ("406-5246", "40652 46")))
    texts = [
        start + area + (")" if start == "(0" else "") + sign + number
        for area, sign, number in rest
        for start in starts
    ]
    found = read_file("phones", json.dumps(texts).encode())
    assert {text: dialled(text) for text in texts} == dict(zip(texts, found, strict=True))
