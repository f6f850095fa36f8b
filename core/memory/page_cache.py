"""Whole pages for visitors, kept with their compressed bodies and entity tag.

`PageCacheMiddleware`, the first of the stack, keeps them; `KeptPages`, in front of Django, sends them, so
that a kept page costs no request object, no middleware, no URL, no template. The key holds the content
token, so an editorial change is visible everywhere as soon as each process has looked at the token again
(a second at most). What depends on the clock is kept until its next change at most (`expiry`,
`validity.next_window`). Staff with a session, forms and previews go past it. Parameters that no view
understands are taken away here, before anything reads them (`parameters`).
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import brotli
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from core.content import content_token
from core.memory import expiry, kept_pages, validity
from core.memory.kept_pages import Page

LONGEST_LIFE = timedelta(hours=1)
# Bytes of an answer in all its encodings: the sitemap has a megabyte and a half, a list with filters 80 kB.
LARGEST, LARGEST_WITH_QUERY = 3 * 1024 * 1024, 300 * 1024
# Browsers ask each time (and mostly get a 304); a shared cache in front may answer for a second.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, must-revalidate"
_COMPRESSED_TYPES = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")
_OWN_HEADERS = {"content-length", "content-encoding", "etag", "content-type"}
_STATUS_LINES = {status: f"{status} {HTTPStatus(status).phrase}" for status in (200, 304)}


class KeptPages:
    """The WSGI application in front of Django: sends what is kept and passes on everything else.

    Never asks the database: when the content token is due for a look, the request goes to Django, which
    looks after its connections.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        token = content_token.known()
        if token is None or not kept_pages.is_for_visitors(environ):
            return self.application(environ, start_response)
        page = kept_pages.find(kept_pages.key(environ, token))
        if page is None:
            return self.application(environ, start_response)
        status, headers, body = page.reply(environ)
        start_response(_STATUS_LINES[status], headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["QUERY_STRING"] = kept_pages.query(request.META)
        if not kept_pages.is_for_visitors(request.META):
            response = self.get_response(request)
            if not request.path_info.startswith(kept_pages.PASSED):
                response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        key = kept_pages.key(request.META, content_token.current())
        page = kept_pages.find(key)
        if page is not None:
            return _answer(page, request)
        response = self.get_response(request)
        if response.status_code != 200 or response.streaming:
            return response
        may_be_kept = not response.cookies and not _is_private(response)
        page = _page(request, response, may_be_kept)
        seconds = page.until - timezone.now().timestamp()
        if may_be_kept and request.method == "GET" and seconds > 0 and _is_worth_a_place(page, request):
            cache.set(key, page, seconds)
        return _answer(page, request) if not response.cookies else response


def _is_private(response: HttpResponse) -> bool:
    """Whether the view says that no cache but the browser's own may keep the answer."""
    said = response.headers.get("Cache-Control", "").lower().replace(" ", "").split(",")
    return not {"private", "no-store", "no-cache"}.isdisjoint(part.partition("=")[0] for part in said)


def _is_worth_a_place(page: Page, request: HttpRequest) -> bool:
    """Neither papers and workbooks (whoever makes them keeps them) nor long answers to odd questions are."""
    most = LARGEST_WITH_QUERY if request.META["QUERY_STRING"] else LARGEST
    return page.content_type.startswith(_COMPRESSED_TYPES) and page.size <= most


def _answer(page: Page, request: HttpRequest) -> HttpResponse:
    status, headers, body = page.reply(request.META)
    if status == 304:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)


def _page(request: HttpRequest, response: HttpResponse, keep: bool) -> Page:
    body = response.content
    content_type = response.headers.get("Content-Type", "text/html; charset=utf-8")
    bodies = {"identity": body}
    if content_type.startswith(_COMPRESSED_TYPES) and len(body) > 500:
        bodies["br"] = brotli.compress(body, quality=5)
        bodies["gzip"] = gzip.compress(body, 6, mtime=0)
    patch_vary_headers(response, ["Accept-Encoding"])
    if keep:
        response.headers["Cache-Control"] = CACHE_CONTROL
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = [(name, value) for name, value in response.items() if name.lower() not in _OWN_HEADERS]
    return Page(bodies, content_type, [*headers, ("ETag", etag)], etag, _true_until(request).timestamp())


def _true_until(request: HttpRequest) -> datetime:
    """The first moment at which the page may no longer be true."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    moments = [now + LONGEST_LIFE, midnight, expiry.true_until(request), validity.next_window()]
    return min(moment for moment in moments if moment is not None)
