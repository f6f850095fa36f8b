"""Answers for machines: sitemap, robots, health and the way from the bare address to a language."""

import json
import re
from datetime import date

import pytest
import time_machine
from django.test import Client

from ki_site.portal.models import SiteProfile
from tests import builders

pytestmark = pytest.mark.django_db


def site(**fields: str) -> None:
    contact = builders.contact(
        email="ki@example.org", phone="0214 406-5246", place=builders.place(), **fields
    )
    SiteProfile.objects.create(
        name="Integrationszentrum", city="L", organisation=contact.organisation, contact=contact
    )


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "de"),
        ("ar,en;q=0.5", "ar"),
        ("uk-UA,uk;q=0.9", "uk"),
        ("xx,fr-CA;q=0.8", "fr"),
        ("prs-AF,en;q=0.5", "fa"),
        ("pes", "fa"),
        ("apc-SY", "ar"),
        ("de-DE-simple", "de-simple"),
        ("de-simple", "de-simple"),
        ("de-CH-1901", "de"),
        ("ja", "de"),
        ("*", "de"),
        (";;;q=x,,", "de"),
    ],
)
def test_bare_address_leads_to_the_language_of_the_browser(client: Client, header, language) -> None:
    response = client.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response.url) == (302, f"/{language}/")
    assert "Accept-Language" in response.headers["Vary"]
    assert not response.cookies


def test_sitemap_names_published_pages_once_and_nothing_else(client: Client) -> None:
    offer = builders.offer()
    draft = builders.offer(status="draft")
    addresses = re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").text)
    assert offer.get_absolute_url() in addresses
    assert draft.get_absolute_url() not in addresses
    assert len(addresses) == len(set(addresses))
    assert {"/de/", "/de/angebote/", "/de/kontakt/"} <= set(addresses)


def test_every_fixed_page_of_the_sitemap_answers(client: Client) -> None:
    for address in re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").text):
        assert client.get(address).status_code == 200, address


def test_sitemap_costs_the_same_for_any_number(client: Client, django_assert_num_queries) -> None:
    for _number in range(3):
        builders.offer()
    client.get("/robots.txt")
    with django_assert_num_queries(13):  # one for each of the ten kinds, three for the frame
        client.get("/sitemap.xml")


def test_sitemap_tells_when_an_entry_was_changed_last(client: Client) -> None:
    with time_machine.travel("2026-03-01 10:00 +00:00", tick=False):
        offer = builders.offer(checked_on=date(2025, 1, 1))
    with time_machine.travel("2026-04-02 10:00 +00:00", tick=False):
        offer.summary = "Anders."
        offer.save()
    entry = client.get("/sitemap.xml").text.split(offer.get_absolute_url(), 1)[1].split("</url>")[0]
    assert "<lastmod>2026-04-02</lastmod>" in entry


def test_robots_keeps_the_admin_out_and_names_the_sitemap(client: Client) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_security_file_has_an_address_and_has_not_expired(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    site()
    text = client.get("/.well-known/security.txt?from=mail").text
    assert "Canonical: http://testserver/.well-known/security.txt\n" in text
    assert "Contact: mailto:ki@example.org" in text
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT", text, re.MULTILINE)


def test_health_asks_the_database(client: Client, monkeypatch) -> None:
    assert client.get("/healthz").text == "ok\n"

    class Broken:
        def cursor(self):
            raise OSError

    monkeypatch.setattr("ki_site.portal.views.machines.connection", Broken())
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (503, "database unavailable\n")


def test_manifest_names_the_site_and_icons_that_exist(client: Client) -> None:
    site()
    data = json.loads(client.get("/manifest.webmanifest").text)
    assert data["name"] == "Integrationszentrum L"
    assert [icon["type"] for icon in data["icons"]] == ["image/svg+xml", "image/png"]


def test_home_tells_machines_about_the_house(client: Client) -> None:
    site()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get("/de/").text)
    office = next(data for data in map(json.loads, found) if data["@type"] == "GovernmentOffice")
    assert office["telephone"] == "+492144065246"
    assert office["address"]["streetAddress"] == "Hauptstraße 1"


def test_security_headers_stand_on_every_page(client: Client) -> None:
    for _visit in range(2):  # from the view, then from the page cache
        headers = client.get("/de/").headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Content-Language"] == "de"
