"""Small middlewares: the language of the URL, what has moved, headers of every answer, broken cookies."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.middleware.csrf import CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]


def language_of_path(path: str) -> str | None:
    """The language whose prefix `path` carries ("/ar/angebote/" → "ar"), or None."""
    prefix = path.lstrip("/").partition("/")[0]
    return prefix if prefix in dict(settings.LANGUAGES) else None


class UrlLanguageMiddleware:
    """Activates the language of the URL and nothing else: no cookie, no header decides what a page shows.

    Addresses without a prefix (the admin, feeds, health) are German.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class MovedError(Http404):
    """What was asked for has this address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class MovedMiddleware:
    """Answers what has moved with its new address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MovedError):
            return HttpResponsePermanentRedirect(exception.address)
        return None


class OwnHeadersMiddleware:
    """Switches off what the site never uses, and says of every answer how long it may be kept.

    Browsers and caches guess that where nothing is said, above all for what is missing and for redirects.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", settings.CROSS_ORIGIN_RESOURCE_POLICY)
        if response.status_code >= 300:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


class BrokenCookieMiddleware:
    """A broken cookie of forms counts as none; Django would give a new one to every visitor of every page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
        if len(cookie) not in (CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH) or not cookie.isalnum():
            request.COOKIES.pop(settings.CSRF_COOKIE_NAME, None)
        return self.get_response(request)
