"""What was typed into a form of the admin and refused: shown once more, so that nothing is lost."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

# What SQLite and PostgreSQL say when others hold what is needed.
_BUSY = ("locked", "deadlock", "lock timeout")


def is_worth_it(request: HttpRequest) -> bool:
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


class BusyDatabaseMiddleware:
    """A save that waited in vain for another one (SQLite: for a load of content) is asked for once more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_busy = isinstance(error, OperationalError) and any(word in str(error) for word in _BUSY)
        return ask(request, status=503) if is_busy and is_worth_it(request) else None


@requires_csrf_token
def ask(request: HttpRequest, status: int = 403) -> HttpResponse:
    """What was sent, in a form with a fresh token and one button; passwords and files are left out.

    `status` 403: the log-in has changed; 503: others were writing.
    """
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    context = {
        "sent": sent,
        "has_files": bool(request.FILES),
        "is_busy": status == HTTPStatus.SERVICE_UNAVAILABLE,
    }
    response = render(request, "send_again.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
