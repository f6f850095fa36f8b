"""Whole pages for visitors: kept, compressed, revalidated, and never older than what they show."""

import gzip
from datetime import timedelta

import brotli
import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from core.content import content_token
from core.memory import expiry
from core.memory.page_cache import CACHE_CONTROL, KeptPages, PageCacheMiddleware
from news.models import Post
from tests import builders

pytestmark = pytest.mark.django_db
BODY = "<p>Guten Tag</p>" * 100


class View:
    """A view behind the middleware that counts its calls."""

    def __init__(self, **headers: str) -> None:
        self.calls = 0
        self.headers = headers
        self.true_until = None
        self.status = 200

    def __call__(self, request) -> HttpResponse:
        self.calls += 1
        expiry.until(request, self.true_until)
        return HttpResponse(BODY + str(self.calls), headers=self.headers, status=self.status)


def ask(middleware, path="/de/", method="get", **extra) -> HttpResponse:
    return middleware(getattr(RequestFactory(), method)(path, **extra))


def test_second_visitor_gets_the_kept_page_without_the_view() -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    first, second = ask(middleware), ask(middleware)
    assert view.calls == 1
    assert first.content == second.content == (BODY + "1").encode()
    assert second.headers["Cache-Control"] == CACHE_CONTROL


def test_kept_page_costs_no_query(client, django_assert_num_queries) -> None:
    builders.organisation()
    client.get("/de/kontakt/danke/")
    with django_assert_num_queries(0):
        assert client.get("/de/kontakt/danke/").status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("", None, bytes),
        ("identity", None, bytes),
    ],
)
def test_body_comes_in_the_encoding_that_the_browser_takes(accepted, encoding, unpack) -> None:
    middleware = PageCacheMiddleware(View())
    for _visit in range(2):
        response = ask(middleware, headers={"Accept-Encoding": accepted})
        assert response.headers.get("Content-Encoding") == encoding
        assert unpack(response.content) == (BODY + "1").encode()
        assert response.headers["Content-Length"] == str(len(response.content))
        assert "Accept-Encoding" in response.headers["Vary"]


def test_kept_page_is_sent_before_django_with_the_same_headers() -> None:
    middleware = PageCacheMiddleware(View(**{"Content-Security-Policy": "default-src 'self'"}))
    accepted = {"headers": {"Accept-Encoding": "br"}}
    ask(middleware, **accepted)
    by_django = ask(middleware, **accepted)

    status, headers, body = send(RequestFactory().get("/de/", **accepted).META)

    assert status == "200 OK"
    assert headers == dict(by_django.items())
    assert body == by_django.content
    known = {"Accept-Encoding": "br", "If-None-Match": headers["ETag"]}
    status, headers, body = send(RequestFactory().get("/de/", headers=known).META)
    assert (status, body) == ("304 Not Modified", b"")
    assert headers == dict(ask(middleware, headers=known).items())
    status, headers, body = send(RequestFactory().head("/de/", **accepted).META)
    assert (headers["Content-Length"], body) == (str(len(by_django.content)), b"")


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("get", "/ar/", {}),
        ("post", "/de/", {}),
        ("get", "/de/", {"Cookie": "sessionid=abc"}),
        ("get", "/de/", {"Authorization": "Basic x"}),
        ("get", "/de/", {"Host": "other.example"}),
    ],
)
def test_everything_else_is_passed_to_django(method, path, headers) -> None:
    ask(PageCacheMiddleware(View()))
    assert send(getattr(RequestFactory(), method)(path, headers=headers).META)[0] == "299 Django"


def test_kept_page_waits_for_django_to_look_at_the_version() -> None:
    ask(PageCacheMiddleware(View()))
    assert send(RequestFactory().get("/de/").META)[0] == "200 OK"
    content_token.forget()
    assert send(RequestFactory().get("/de/").META)[0] == "299 Django"


def send(environ) -> tuple[str, dict[str, str], bytes]:
    """What the application in front of Django answers; "299 Django" when it passes the request on."""
    begun = []

    def django(environ, start_response):
        start_response("299 Django", [])
        return []

    body = KeptPages(django)(environ, lambda status, headers: begun.append((status, headers)))
    ((status, headers),) = begun
    return status, dict(headers), b"".join(body)


def test_known_etag_gets_304_with_the_headers_and_no_body() -> None:
    middleware = PageCacheMiddleware(View())
    etag = ask(middleware).headers["ETag"]
    response = ask(middleware, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag
    assert response.headers["Cache-Control"] == CACHE_CONTROL
    assert ask(middleware, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_head_has_the_length_and_no_body() -> None:
    response = ask(PageCacheMiddleware(View()), method="head")
    assert response.content == b""
    assert int(response.headers["Content-Length"]) == len(BODY) + 1


@pytest.mark.parametrize(
    "extra",
    [
        {"path": "/de/?page=2"},
        {"path": "/ar/"},
        {"headers": {"HX-Request": "true"}},
        {"headers": {"Host": "127.0.0.1"}},
        {"secure": True},
    ],
    ids=str,
)
def test_other_address_fragment_host_and_scheme_are_kept_apart(extra) -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    ask(middleware)
    ask(middleware, **extra)
    assert view.calls == 2


@pytest.mark.parametrize(
    "extra",
    [
        {"method": "post"},
        {"path": "/admin/"},
        {"path": "/healthz"},
        {"path": "/de/?q=" + "a" * 400},
        {"headers": {"Authorization": "Basic x"}},
        {"headers": {"Cookie": "sessionid=abc"}},
    ],
    ids=str,
)
def test_staff_forms_and_odd_requests_go_past_it(extra) -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    ask(middleware, **extra)
    assert "ETag" not in ask(middleware, **extra).headers
    assert view.calls == 2


def test_page_that_must_not_be_stored_is_compressed_but_not_kept() -> None:
    view = View(**{"Cache-Control": "no-store"})
    middleware = PageCacheMiddleware(view)
    for _visit in range(2):
        response = ask(middleware, headers={"Accept-Encoding": "br"})
        assert response.headers["Content-Encoding"] == "br"
        assert response.headers["Cache-Control"] == "no-store"
    assert view.calls == 2


def test_error_is_not_kept() -> None:
    view = View()
    view.status = 404
    middleware = PageCacheMiddleware(view)
    ask(middleware)
    ask(middleware)
    assert view.calls == 2


def test_change_of_content_shows_at_once() -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    ask(middleware)
    builders.organisation()
    ask(middleware)
    assert view.calls == 2


def test_page_is_made_anew_when_the_moment_comes_that_it_named() -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    with time_machine.travel("2026-03-02 10:00 +01:00", tick=False) as clock:
        view.true_until = timezone.now() + timedelta(minutes=10)
        ask(middleware)
        clock.shift(timedelta(minutes=9, seconds=59))
        ask(middleware)
        assert view.calls == 1
        clock.shift(timedelta(seconds=2))
        ask(middleware)
        assert view.calls == 2


def test_page_is_made_anew_at_local_midnight() -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    with time_machine.travel("2026-07-02 23:59 +02:00", tick=False) as clock:
        ask(middleware)
        clock.shift(timedelta(seconds=59))
        ask(middleware)
        assert view.calls == 1
        clock.shift(timedelta(seconds=2))
        ask(middleware)
        assert view.calls == 2


def test_page_is_made_anew_when_something_appears_by_its_window() -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    with time_machine.travel("2026-03-02 10:00 +01:00", tick=False) as clock:
        builders.organisation(published_from=timezone.now() + timedelta(minutes=5))
        ask(middleware)
        clock.shift(timedelta(minutes=4))
        ask(middleware)
        assert view.calls == 1
        clock.shift(timedelta(minutes=2))
        ask(middleware)
        assert view.calls == 2


def test_preview_is_never_kept(client: Client) -> None:
    draft = Post.objects.create(slug="entwurf", title="Geheimer Entwurf", teaser="…", date="2026-01-01")
    user = get_user_model().objects.create_superuser("leitung")
    client.force_login(user)
    response = client.get("/de/aktuelles/entwurf/")
    assert draft.title in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert Client().get("/de/aktuelles/entwurf/").status_code == 404
