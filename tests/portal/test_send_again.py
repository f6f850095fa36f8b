"""What was typed into the admin survives a new log-in in another tab and the end of the session."""

import errno
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from ki_site.portal.sending_again import OutageMiddleware
from tests.portal.staff import client_of

pytestmark = pytest.mark.django_db
ADD = "/admin/auth/group/add/"
HERE = {"Origin": "http://testserver"}
TYPED = {"name": "Schule & <Bildung>", "note": "Erste Zeile\nZweite Zeile", "_save": "Sichern"}


def strict(client: Client) -> Client:
    client.handler.enforce_csrf_checks = True
    return client


def hidden(response: Any) -> dict[str, str]:
    """What the button of the page sends."""
    form = re.search(rf'<form method="post" action="{ADD}".*?</form>', response.text, re.DOTALL)
    assert form, "no form to send again"
    return {**dict(response.context["sent"]), "csrfmiddlewaretoken": str(response.context["csrf_token"])}


def test_form_with_an_old_token_is_saved_by_one_more_click() -> None:
    client = strict(client_of("Administration"))
    client.get(ADD)
    before = client.cookies["csrftoken"].value
    old = before[::-1]

    refused = client.post(ADD, {**TYPED, "csrfmiddlewaretoken": old}, headers=HERE)

    assert refused.status_code == 403
    sent = hidden(refused)
    assert sent.items() >= TYPED.items()
    assert 'value="Schule &amp; &lt;Bildung&gt;"' in refused.text
    client.post(ADD, sent, headers=HERE)
    assert Group.objects.filter(name=TYPED["name"]).exists()


def test_form_of_an_ended_session_is_saved_after_the_log_in() -> None:
    client = client_of("Administration")
    client.logout()

    refused = client.post(ADD, TYPED, headers=HERE)

    assert refused.status_code == 403
    assert 'target="_blank"' in refused.text
    sent = hidden(refused)
    client.force_login(User.objects.get())
    client.post(ADD, sent, headers=HERE)
    assert Group.objects.filter(name=TYPED["name"]).exists()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}], ids=str)
def test_what_a_foreign_site_made_the_browser_send_is_no_click_away(headers: dict[str, str]) -> None:
    client = strict(client_of("Administration"))
    client.get(ADD)

    response = client.post(ADD, TYPED, headers=headers)

    assert response.status_code == 403
    assert "Bildung" not in response.text


def test_passwords_and_files_are_not_shown_again() -> None:
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    sent = {"username": "ada", "password1": "geheim-0815", "file": file}

    response = Client().post("/admin/auth/user/add/", sent, headers=HERE)

    assert response.context["sent"] == [("username", "ada")]
    assert response.context["has_files"]
    assert "geheim-0815" not in response.text


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/logout/"])
def test_log_in_and_log_out_are_asked_for_anew(address: str) -> None:
    response = strict(Client()).post(address, {"username": "ada", "password": "x"}, headers=HERE)

    assert response.status_code == 403
    assert "sent" not in response.context


def test_browser_may_keep_pages_of_the_admin_until_the_log_out() -> None:
    client = client_of("Administration")

    parts = {part.strip() for part in client.get(ADD).headers["Cache-Control"].split(",")}

    assert parts == {"private", "no-cache"}
    assert client.post("/admin/logout/").headers["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get(ADD).headers


OUTAGES = [
    OperationalError("database is locked"),
    OperationalError("deadlock detected\nDETAIL: …"),
    OperationalError("the connection is lost"),
    InterfaceError("connection already closed"),
    InternalError("cannot execute INSERT in a read-only transaction"),
    OSError(errno.ENOSPC, "No space left on device"),
]


@pytest.mark.parametrize("error", OUTAGES, ids=str)
def test_save_that_meets_an_outage_is_asked_for_once_more(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("Administration")

    def meet(*_arguments: object, **_options: object) -> None:
        raise error

    with monkeypatch.context() as meeting:
        meeting.setattr(Group, "save", meet)
        refused = client.post(ADD, TYPED, headers=HERE)

    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    client.post(ADD, hidden(refused), headers=HERE)
    assert Group.objects.filter(name=TYPED["name"]).exists()


def gone(*_arguments: Any) -> Any:
    raise OperationalError("the server closed the connection")


@pytest.mark.parametrize(
    ("address", "button"),
    [
        (ADD, "Noch einmal speichern"),
        ("/de/kontakt/", "Noch einmal absenden"),
        ("/fr/integrationskonzept/abfrage/abc/", "Envoyer encore une fois"),
    ],
)
def test_what_was_typed_comes_back_without_any_database(address: str, button: str) -> None:
    client = client_of("Administration")
    typed = {**TYPED, "message": "Wo lerne ich <Deutsch>?\nAbends.", "token": "signed-name-of-the-form-123"}

    with connection.execute_wrapper(gone):
        response = client.post(address, typed, headers=HERE)

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.context["sent"] == list(typed.items())
    assert button in response.text
    is_public = address != ADD
    assert ("csrfmiddlewaretoken" in response.text) is not is_public
    seen = '<blockquote dir="auto">Wo lerne ich &lt;Deutsch&gt;?<br>Abends.</blockquote>'
    assert (seen in response.text) is is_public
    assert response.text.count("signed-name-of-the-form-123") == 1


def test_old_token_is_no_reason_to_lose_text_without_any_database() -> None:
    client = strict(client_of("Administration"))

    with connection.execute_wrapper(gone):
        response = client.post(ADD, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=HERE)

    assert response.status_code == 503
    assert dict(response.context["sent"]) == TYPED


def test_other_faults_are_faults() -> None:
    middleware = OutageMiddleware(lambda request: HttpResponse())
    request = RequestFactory().post(ADD, TYPED, headers=HERE)
    request.resolver_match = resolve(ADD)
    for error in (DatabaseError("wrong"), OSError(errno.ENOENT, "missing"), ValueError("locked")):
        assert middleware.process_exception(request, error) is None
