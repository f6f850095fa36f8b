"""Pages for what went wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An unknown address: search, contact and the main ways in."""
    request.is_missing = True  # type: ignore[attr-defined]
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. The page is static and asks nothing of the database, which may be what broke."""
    page: Any = loader.get_template("500.html")
    return HttpResponseServerError(page.template.source)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of the admin was sent without its token, mostly because the session has ended."""
    return render(request, "403_csrf.html", status=403)
