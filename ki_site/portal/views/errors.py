"""Pages for what went wrong."""

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from core import outage
from core.middleware import language_of_path
from ki_site.portal import error_pages, sending_again


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An unknown address: search, contact and the main ways in."""
    request.is_missing = True  # type: ignore[attr-defined]
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; while it is the database that does not answer or a full disk, another try makes sense.

    Asks nothing of the database, which may be what broke.
    """
    if outage.is_outage(sys.exception()):
        page = HttpResponse(_page("down", request), status=503, headers={"Cache-Control": "no-store"})
        return outage.with_time(page)
    return HttpResponse(_page("broken", request), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django could not read what was sent: too large, cut off, or made up."""
    return HttpResponse(_page("unclear", request), status=400)


def _page(name: str, request: HttpRequest) -> str:
    """In the language of the address; the last resort is a file that needs no template engine."""
    try:
        return error_pages.written(name, language_of_path(request.path_info) or settings.LANGUAGE_CODE)
    except Exception:
        return (settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of the admin was sent without its token, mostly because of a new log-in in another tab."""
    return sending_again.ask(request) if sending_again.is_worth_it(request) else _ask_to_log_in(request)


@requires_csrf_token
def _ask_to_log_in(request: HttpRequest) -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
