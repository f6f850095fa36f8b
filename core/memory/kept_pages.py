"""Answers as they are kept: whose they may be, under which key, and how they are sent again.

Everything here works on the WSGI environment (`request.META`), so that a kept page can be sent before
Django has made a request of it. Nothing here asks the database.
"""

import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache

from core.memory import parameters

# Longer addresses are no links of ours and are not worth a place in the cache.
LONGEST_PATH = LONGEST_QUERY = 300
# Never kept: what is personal, what tells the state of the server, and files.
PASSED = ("/admin/", "/healthz", settings.STATIC_URL, settings.MEDIA_URL)

Reply = tuple[int, list[tuple[str, str]], bytes]


@dataclass
class Page:
    """An answer with everything that is needed to send it again, in up to three encodings."""

    bodies: dict[str, bytes]
    content_type: str
    headers: list[tuple[str, str]]  # without type, length and encoding
    etag: str
    until: float

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def reply(self, meta: Mapping[str, Any]) -> Reply:
        """Status, headers (a new list) and body for a GET; for a HEAD only the body is too much."""
        if self.etag in meta.get("HTTP_IF_NONE_MATCH", ""):
            return 304, list(self.headers), b""
        encoding = next(name for name in _taken(meta.get("HTTP_ACCEPT_ENCODING", "")) if name in self.bodies)
        body = self.bodies[encoding]
        headers = [("Content-Type", self.content_type), ("Content-Length", str(len(body))), *self.headers]
        if encoding != "identity":
            headers.append(("Content-Encoding", encoding))
        return 200, headers, body


def is_for_visitors(meta: Mapping[str, Any]) -> bool:
    """Whether the answer may be kept: nobody is logged in, nothing is sent, the address is ordinary."""
    return (
        meta["REQUEST_METHOD"] in ("GET", "HEAD")
        and "HTTP_AUTHORIZATION" not in meta
        and f"{settings.SESSION_COOKIE_NAME}=" not in meta.get("HTTP_COOKIE", "")
        and not meta["PATH_INFO"].startswith(PASSED)
        and len(meta["PATH_INFO"]) <= LONGEST_PATH
        and len(query(meta)) <= LONGEST_QUERY
    )


def query(meta: Mapping[str, Any]) -> str:
    """What the address asks for, without the parameters that its view does not understand."""
    asked: str = meta.get("QUERY_STRING", "")
    path = meta["PATH_INFO"]
    if not asked or path.startswith(PASSED) or len(path) > LONGEST_PATH:
        return asked
    names = parameters.of_address(path)
    return asked if names is None else parameters.understood(asked, names)


def key(meta: Mapping[str, Any], token: str) -> str:
    """Where the answer is kept while the content has this token.

    All that an answer can depend on: scheme and host as Django sees them, the address, and whether htmx asks
    and what for. Which code made it, a cache that outlives the process adds itself.
    """
    parts = [
        token,
        "https" if _is_secure(meta) else "http",
        (meta.get("HTTP_HOST") or f"{meta.get('SERVER_NAME')}:{meta.get('SERVER_PORT')}").lower(),
        meta.get("SCRIPT_NAME", ""),
        meta["PATH_INFO"],
        query(meta),
        str(meta.get("HTTP_HX_REQUEST") == "true"),
        str(meta.get("HTTP_HX_HISTORY_RESTORE_REQUEST") == "true"),
    ]
    return "page:" + hashlib.blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()


def find(page_key: str) -> Page | None:
    """The page that is kept under the key and still true."""
    page: Page | None = cache.get(page_key)
    return page if page is not None and page.until > time.time() else None


def _is_secure(meta: Mapping[str, Any]) -> bool:
    header = settings.SECURE_PROXY_SSL_HEADER
    if header and header[0] in meta:
        return meta[header[0]].partition(",")[0].strip() == header[1]
    return meta.get("wsgi.url_scheme") == "https"


@lru_cache(256)
def _taken(accepted: str) -> tuple[str, ...]:
    """The encodings that the client takes, the best first; one refused with q=0 does not count."""
    parts = [part.replace(" ", "").lower() for part in accepted.split(",")]
    offered = {part.partition(";")[0] for part in parts if not re.search(r";q=0(\.0*)?$", part)}
    return (*(name for name in ("br", "gzip") if name in offered), "identity")
