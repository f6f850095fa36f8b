"""Small middlewares: the language of the URL, the permissions policy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
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


class PermissionsPolicyMiddleware:
    """Switches off the browser features that the site never uses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
