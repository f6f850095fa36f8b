"""Whole pages for visitors, kept with their compressed bodies and entity tag.

The first middleware of the stack: a page that is kept costs no other middleware, no URL, no template.
The key holds the content version, so an editorial change is visible everywhere as soon as each process has
looked at the version again (a second at most). What depends on the clock is kept until its next change at
most (`expiry`, `publishing.next_change`). Staff with a session, forms and previews go past it.
"""

import gzip
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import brotli
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from ki_site.core import expiry, publishing, version

# Longer queries are no links of ours and are not worth a place in the cache.
LONGEST_QUERY = 300
LONGEST_LIFE = timedelta(hours=1)
# Browsers ask each time (and mostly get a 304); a shared cache in front may answer for a second.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, must-revalidate"
_COMPRESSED_TYPES = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")
_OWN_HEADERS = {"content-length", "content-encoding", "etag", "vary", "content-type"}

_next_change: tuple[str, float, datetime | None] | None = None


@dataclass
class Page:
    """An answer as it is kept: everything that is needed to send it again, in three encodings."""

    bodies: dict[str, bytes]
    content_type: str
    headers: list[tuple[str, str]]
    vary: str
    etag: str
    until: float

    def answer(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse
        if self.etag in request.headers.get("If-None-Match", ""):
            response = HttpResponseNotModified()
        else:
            encoding = _encoding(request.headers.get("Accept-Encoding", ""), self.bodies)
            body = self.bodies[encoding]
            response = HttpResponse(b"" if request.method == "HEAD" else body, content_type=self.content_type)
            response.headers["Content-Length"] = str(len(body))
            if encoding != "identity":
                response.headers["Content-Encoding"] = encoding
        for name, value in self.headers:
            response.headers[name] = value
        response.headers["ETag"] = self.etag
        response.headers["Vary"] = self.vary
        return response


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.passed = ("/admin/", "/healthz", settings.STATIC_URL, settings.MEDIA_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_for_visitors(request):
            response = self.get_response(request)
            if not request.path_info.startswith(self.passed):
                response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        key = _key(request)
        page = cache.get(key)
        if page is not None and page.until > time.time():
            return page.answer(request)
        response = self.get_response(request)
        if response.status_code != 200 or response.streaming:
            return response
        keep = "no-store" not in response.headers.get("Cache-Control", "") and not response.cookies
        page = _page(request, response, keep)
        if keep and page.until > time.time():
            cache.set(key, page, page.until - time.time())
        return page.answer(request) if not response.cookies else response

    def _is_for_visitors(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and "Authorization" not in request.headers
            and not request.path_info.startswith(self.passed)
            and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
        )


def _key(request: HttpRequest) -> str:
    parts = (
        version.current(),
        request.scheme or "",
        request.get_host(),
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        request.headers.get("HX-History-Restore-Request", ""),
        request.headers.get("HX-Target", ""),
    )
    return "page:" + hashlib.blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()


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
    return Page(
        bodies=bodies,
        content_type=content_type,
        headers=[(name, value) for name, value in response.items() if name.lower() not in _OWN_HEADERS],
        vary=response.headers["Vary"],
        etag=f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
        until=_true_until(request).timestamp(),
    )


def _true_until(request: HttpRequest) -> datetime:
    """The first moment at which the page may no longer be true."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    moments = [now + LONGEST_LIFE, midnight, expiry.true_until(request), _next_window(now)]
    return min(moment for moment in moments if moment is not None)


def _next_window(now: datetime) -> datetime | None:
    """When something next appears or disappears by its window; asked once for each content version."""
    global _next_change
    token = version.current()
    if _next_change is None or _next_change[0] != token or _next_change[1] <= now.timestamp():
        moment = publishing.next_change(now)
        _next_change = (token, moment.timestamp() if moment else float("inf"), moment)
    return _next_change[2]


def _encoding(accepted: str, bodies: dict[str, bytes]) -> str:
    """The best encoding that the client takes; one refused with q=0 does not count."""
    parts = [part.replace(" ", "").lower() for part in accepted.split(",")]
    offered = {part.partition(";")[0] for part in parts if not re.search(r";q=0(\.0*)?$", part)}
    return next((name for name in ("br", "gzip") if name in offered and name in bodies), "identity")
