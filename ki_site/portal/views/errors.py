"""Pages for what went wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from ki_site.portal import sending_again


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An unknown address: search, contact and the main ways in."""
    request.is_missing = True  # type: ignore[attr-defined]
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. The page is static and asks nothing of the database, which may be what broke."""
    page: Any = loader.get_template("500.html")
    return HttpResponseServerError(page.template.source)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of the admin was sent without its token, mostly because of a new log-in in another tab."""
    return sending_again.ask(request) if sending_again.is_worth_it(request) else _ask_to_log_in(request)


@requires_csrf_token
def _ask_to_log_in(request: HttpRequest) -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
