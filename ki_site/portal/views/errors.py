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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of the admin was sent without its token, mostly because of a new log-in in another tab."""
    return send_again(request) if is_worth_sending_again(request) else _ask_to_log_in(request)


@requires_csrf_token
def _ask_to_log_in(request: HttpRequest) -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def is_worth_sending_again(request: HttpRequest) -> bool:
    """Whether it is what somebody typed into a form of this site's admin, as the browser says.

    What a foreign site made the browser send must never be a click away from being carried out.
    """
    match = request.resolver_match
    return (
        request.method == "POST"
        and request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
        and match is not None
        and match.namespaces == ["admin"]
        and match.url_name not in ("login", "logout")
    )


@requires_csrf_token
def send_again(request: HttpRequest) -> HttpResponse:
    """What was sent, in a form with a fresh token and one button; passwords and files are left out."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    context = {"sent": sent, "has_files": bool(request.FILES)}
    response = render(request, "send_again.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
