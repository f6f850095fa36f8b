"""Whole pages for visitors: kept, compressed, revalidated, and never older than what they show."""

import gzip
from datetime import timedelta

import brotli
import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from core.content import content_token
from core.memory import expiry, kept_pages, page_cache
from core.memory.page_cache import CACHE_CONTROL, KeptPages, PageCacheMiddleware
from core.memory.page_store import PageStore
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
        {"path": "/de/aktuelles/?page=2"},
        {"path": "/ar/aktuelles/"},
        {"headers": {"HX-Request": "true"}},
        {"headers": {"HX-History-Restore-Request": "true"}},
        {"headers": {"Host": "127.0.0.1"}},
        {"secure": True},
    ],
    ids=str,
)
def test_other_address_fragment_host_and_scheme_are_kept_apart(extra) -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    ask(middleware, "/de/aktuelles/")
    ask(middleware, **{"path": "/de/aktuelles/", **extra})
    assert view.calls == 2


@pytest.mark.parametrize(
    "extra",
    [
        {"path": "/de/aktuelles/?fbclid=abc"},
        {"path": "/de/aktuelles/?utm_source=x&utm_medium=y"},
        {"path": "/de/aktuelles/?q=1&topic=deutsch"},
        {"headers": {"HX-Target": "anything"}},
        {"SERVER_NAME": "other.socket", "SERVER_PORT": "8001"},
    ],
    ids=str,
)
def test_what_no_view_understands_is_no_page_of_its_own(extra) -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    ask(middleware, "/de/aktuelles/", headers={"Host": "testserver"})
    headers = {"Host": "testserver", **extra.pop("headers", {})}
    ask(middleware, **{"path": "/de/aktuelles/", "headers": headers, **extra})
    assert view.calls == 1


def test_view_never_sees_what_it_does_not_understand() -> None:
    seen = []

    def view(request) -> HttpResponse:
        seen.append((dict(request.GET.items()), request.get_full_path()))
        return HttpResponse(BODY)

    ask(PageCacheMiddleware(view), "/de/aktuelles/?fbclid=a&page=2&n=1&%70age=3")
    assert seen == [({"page": "3"}, "/de/aktuelles/?page=2&%70age=3")]


def test_tracking_parameters_reach_no_link_of_the_page(client: Client) -> None:
    for number in range(2):
        builders.offer(slug=f"angebot-{number}", title=f"Angebot {number}")
    html = client.get("/de/angebote/?fbclid=secret-id&sort=name&utm_source=mail").text
    assert "/ar/angebote/?sort=name" in html
    assert not any(word in html for word in ("fbclid", "secret-id", "utm_source"))


def test_head_leads_to_the_same_page_as_get(client: Client) -> None:
    client.head("/de/aktuelles/?page=2")
    after_head = client.get("/de/aktuelles/?page=2").content
    cache.clear()
    assert client.get("/de/aktuelles/?page=2").content == after_head


def test_head_is_answered_from_what_is_kept_and_keeps_nothing_itself() -> None:
    view = View()
    middleware = PageCacheMiddleware(view)
    for method, calls in (("head", 1), ("get", 2), ("head", 2), ("get", 2)):
        ask(middleware, method=method)
        assert view.calls == calls


def test_invented_addresses_fill_the_memory_no_further_than_its_bound(monkeypatch) -> None:
    store = PageStore("of a test", {"OPTIONS": {"MEGABYTES": 1}})
    monkeypatch.setattr(page_cache, "cache", store)
    monkeypatch.setattr(kept_pages, "cache", store)
    calls = []

    def view(request) -> HttpResponse:
        calls.append(request.path)
        return HttpResponse("x" * 20_000)

    middleware = PageCacheMiddleware(view)
    for number in range(100):
        ask(middleware, f"/de/angebote/?q={number}")
    assert len(calls) == 100
    assert 900_000 < store.bytes_kept <= 1024 * 1024
    for number in range(3000):
        ask(middleware, f"/de/impressum/?n={number}")
    assert len(calls) == 101


@pytest.mark.parametrize("path", ["/de/aktuelles/", "/de/aktuelles/?page=2"])
@pytest.mark.parametrize("kind", ["application/pdf", "application/vnd.ms-excel"])
def test_papers_and_workbooks_are_not_kept(path: str, kind: str) -> None:
    view = View(**{"Content-Type": kind})
    middleware = PageCacheMiddleware(view)
    ask(middleware, path)
    ask(middleware, path)
    assert view.calls == 2


def test_long_answers_are_kept_only_for_a_plain_address() -> None:
    calls = []

    def view(request) -> HttpResponse:
        calls.append(request.path)
        return HttpResponse("x" * 400_000)

    middleware = PageCacheMiddleware(view)
    for path, number in (("/de/aktuelles/", 1), ("/de/aktuelles/?page=2", 3)):
        ask(middleware, path)
        ask(middleware, path)
        assert len(calls) == number


@pytest.mark.parametrize("said", ["private, no-cache", "no-cache", "max-age=60, Private"])
def test_private_page_is_not_kept_but_stays_as_its_view_says(said: str) -> None:
    view = View(**{"Cache-Control": said})
    middleware = PageCacheMiddleware(view)
    assert [ask(middleware).headers["Cache-Control"] for _visit in range(2)] == [said, said]
    assert view.calls == 2


def test_part_for_htmx_and_whole_page_tell_other_caches_what_they_differ_by(client: Client) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        vary = client.get("/de/angebote/", headers=headers).headers["Vary"]
        assert {"HX-Request", "HX-History-Restore-Request"} <= set(vary.split(", "))
    assert "HX-Request" in client.get("/de/suche/vorschlaege/?q=deutsch").headers["Vary"]


@pytest.mark.parametrize(
    "extra",
    [
        {"method": "post"},
        {"path": "/admin/"},
        {"path": "/healthz"},
        {"path": "/de/suche/?q=" + "a" * 400},
        {"path": "/de/" + "a" * 400 + "/"},
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
