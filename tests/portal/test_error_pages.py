"""What visitors get while something is broken: in their language, and without the database."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client

from core import languages
from core.content import content_token
from ki_site.portal.models import SiteProfile
from tests import builders


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def failing(error: Exception) -> Callable[..., Any]:
    def execute(*_arguments: Any) -> Any:
        raise error

    return execute


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")], ids=str)
@pytest.mark.parametrize("address", ["/de/", "/ar/angebote/", "/sitemap.xml"])
def test_database_that_is_gone_is_told_with_a_time_for_another_try(
    client: Client, db: None, error: Exception, address: str
) -> None:
    with connection.execute_wrapper(failing(error)):
        response = client.get(address)

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "no-store" in response.headers["Cache-Control"]
    language = "ar" if address.startswith("/ar/") else "de"
    assert f'<html lang="{language}"' in response.text


def test_other_errors_are_no_reason_to_try_again(client: Client, db: None) -> None:
    with connection.execute_wrapper(failing(DatabaseError("wrong"))):
        response = client.get("/fr/")

    assert response.status_code == 500
    assert "Retry-After" not in response.headers
    assert '<html lang="fr"' in response.text


def test_kept_pages_are_sent_while_the_database_is_gone(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = client.get("/de/suche/")
    assert kept.status_code == 200
    monkeypatch.setattr(content_token, "CHECK_EVERY", 0.0)

    with connection.execute_wrapper(failing(OperationalError("gone"))):
        again = client.get("/de/suche/")
        other = client.get("/de/suche/?q=neu")

    assert (again.status_code, again.content) == (200, kept.content)
    assert other.status_code == 503


def test_pages_name_the_ki_and_its_phone_without_asking_for_them(
    client: Client, db: None, settings: Any, tmp_path: Any, django_assert_num_queries: Any, capsys: Any
) -> None:
    settings.ERROR_PAGES_DIR = tmp_path
    contact = builders.contact(phone="0214 406-5246")
    SiteProfile.objects.create(
        name="KI Musterstadt", city="M", organisation=contact.organisation, contact=contact
    )
    call_command("write_error_pages")
    assert f"Wrote {len(languages.ALL) * 5} pages" in capsys.readouterr().out

    with connection.execute_wrapper(failing(OperationalError("gone"))):
        page = client.get("/tr/angebote/").text

    assert "KI Musterstadt" in page
    assert 'href="tel:+492144065246"' in page
    assert "Leverkusen" not in page
    assert not re.search(r"<(script|style)|https?://", page)


def test_request_that_cannot_be_read_gets_a_page_of_ours(client: Client, db: None) -> None:
    response = client.get("/pl/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert '<html lang="pl"' in response.text
