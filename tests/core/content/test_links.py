"""What staff may type as a link, and that every address in a template comes from a safe place."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.content.links import validate_link
from ki_site.portal.models import Notice


@pytest.mark.parametrize(
    "link", ["/de/kontakt/", "/de/angebote/?topic=a#b", "https://www.example.org/ä", "http://example.org"]
)
def test_page_of_the_site_or_of_another(link: str) -> None:
    validate_link(link)


BAD = [
    "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//a.example",
    "/\\evil.example", "///evil.example", "\\\\evil.example", "vbscript:x", "/\t/evil.example", "kontakt",
    "java\nscript:alert(1)", "ftp://example.org", "/de/\x00", "https:evil", "mailto:a@example.org",
]  # fmt: skip


@pytest.mark.parametrize("link", BAD)
def test_anything_else_is_refused(link: str) -> None:
    with pytest.raises(ValidationError):
        validate_link(link)


@pytest.mark.django_db
@pytest.mark.parametrize("link", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:,x"])
def test_database_refuses_it_too(link: str) -> None:
    with pytest.raises(IntegrityError, match="portal_notice_link"), transaction.atomic():
        Notice.objects.create(title="Hinweis", link=link)


# Attributes that templates put into an address: fields that take http(s) alone, files, and what code makes.
SAFE = {
    "get_absolute_url", "url", "website", "online_url", "source_url", "address", "canonical", "absolute_url",
    "add_url", "admin_url", "entry_url", "list_url", "search_url", "offers_url", "add", "more", "json", "pdf",
    "xlsx", "privacy", "wide", "header", "get_full_path", "emergency_url", "leave_url", "back", "app",
    "openstreetmap", "contents_url", "whole",
}  # fmt: skip


def test_no_template_takes_an_address_from_elsewhere() -> None:
    found = {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r'(?:href|src|action)="\{\{ (?:\w+\.)*(\w+)[ }|]', path.read_text())
    }

    assert found - SAFE == {"link"}  # of a notice, see above
