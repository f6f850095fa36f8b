"""A translator behind the interface of LibreTranslate, which a city can run on a server of its own."""

import json
import time
from collections.abc import Sequence
from http.client import HTTPException
from math import inf
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext as _

from core.time_limit import within
from translating.machine import TranslatorError

# Texts of one request, characters of one request, seconds for one, tries of one.
MOST_TEXTS, MOST_CHARACTERS, TIMEOUT, TRIES = 25, 8_000, 30, 3
MOST_BYTES = 5_000_000
# Seconds for all together while somebody waits for the page.
LONGEST_IN_REQUESTS = 10
# Worth another try: too many requests, and what a server says when it is busy or starts.
_PASSING = {429, 500, 502, 503, 504}


class _NoRedirect(HTTPRedirectHandler):
    """Texts go to the host of the settings and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class LibreTranslate:
    """`address` is that of the server, without /translate; `wait` the seconds before a second try.

    `longest` is the limit in seconds for everything that one object does, however slowly the answer comes.
    """

    def __init__(
        self,
        address: str,
        key: str = "",
        *,
        timeout: float = TIMEOUT,
        wait: float = 1,
        longest: float | None = None,
    ) -> None:
        self.address, self.key, self.timeout, self.wait = address.rstrip("/"), key, timeout, wait
        self._end = time.monotonic() + (longest if longest is not None else inf)
        self._opener = build_opener(ProxyHandler({}), _NoRedirect)

    def translate(self, texts: Sequence[str], language: str, is_html: bool) -> list[str]:
        done: list[str] = []
        for batch in _batches(texts):
            done += self._translate(batch, language, is_html)
        return done

    def _translate(self, texts: list[str], language: str, is_html: bool) -> list[str]:
        answer = self._ask(
            {
                "q": texts,
                "source": settings.LANGUAGE_CODE,
                "target": language,
                "format": "html" if is_html else "text",
                **({"api_key": self.key} if self.key else {}),
            }
        )
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(found, list) or len(found) != len(texts):
            raise TranslatorError(_("The translation server sent an answer that cannot be read."))
        if not all(isinstance(text, str) for text in found):
            raise TranslatorError(_("The translation server sent an answer that cannot be read."))
        return found

    def _ask(self, question: dict[str, Any]) -> Any:
        request = Request(  # noqa: S310  the settings allow http and https alone
            f"{self.address}/translate",
            data=json.dumps(question).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        for attempt in range(1, TRIES + 1):
            try:
                return json.loads(within(self._left(), lambda: self._exchange(request)))
            except HTTPError as error:
                if error.code not in _PASSING or attempt == TRIES or self._left() <= self.wait * attempt:
                    raise TranslatorError(_refusal(error)) from error
            except (URLError, OSError, HTTPException) as error:
                if attempt == TRIES or self._left() <= self.wait * attempt:
                    raise TranslatorError(
                        _("The translation server cannot be reached. Nothing has been changed.")
                    ) from error
            except ValueError as error:
                raise TranslatorError(
                    _("The translation server sent an answer that cannot be read.")
                ) from error
            time.sleep(self.wait * attempt)
        raise AssertionError("the last try returns or raises")

    def _exchange(self, request: Request) -> bytes:
        with self._opener.open(request, timeout=min(self.timeout, max(self._left(), 0.1))) as response:
            answer: bytes = response.read(MOST_BYTES)
            return answer

    def _left(self) -> float:
        """Seconds until the limit."""
        return min(max(self._end - time.monotonic(), 0), 3600)


def _refusal(error: HTTPError) -> str:
    try:
        reason = str(json.loads(error.read(10_000)).get("error", ""))[:200]
    except (ValueError, AttributeError, OSError):
        reason = ""
    return _("The translation server refused (%(code)s %(reason)s). Nothing has been changed.") % {
        "code": error.code,
        "reason": reason or error.reason,
    }


def _batches(texts: Sequence[str]) -> list[list[str]]:
    batches: list[list[str]] = []
    size = 0
    for text in texts:
        if not batches or len(batches[-1]) >= MOST_TEXTS or size + len(text) > MOST_CHARACTERS:
            batches.append([])
            size = 0
        batches[-1].append(text)
        size += len(text)
    return batches
