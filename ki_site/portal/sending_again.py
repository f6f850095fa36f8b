"""What was typed into a form and could not be stored: shown once more, so that nothing is lost."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from core import outage

# Forms of visitors, which know no log-in.
_PUBLIC = ("portal:contact", "concept:round")
# What nobody typed into them.
_OWN = ("token", "page")
# Shorter words need not be read again.
_SHORT = 20


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


def _is_public(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.view_name in _PUBLIC


class OutageMiddleware:
    """What the database or the disk could not take is asked for once more: it is gone, full, or others write.

    Views of visitors' forms show these again themselves, as long as they can read what stands around them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not outage.is_outage(error) or not (_is_public(request) or is_worth_it(request)):
            return None
        return outage.with_time(_page(request, 503, outage.told(error)))


def ask(request: HttpRequest) -> HttpResponse:
    """For a form of the admin whose log-in has changed, as far as the database can tell."""
    try:
        must_log_in = not request.user.is_authenticated
    except outage.DATABASE as error:
        return outage.with_time(_page(request, 503, outage.told(error)))
    advice = _(
        "The log-in has changed since the form was opened. Nothing is lost: this page holds what you typed."
    )
    return _page(request, 403, advice, must_log_in=must_log_in)


@requires_csrf_token
def _page(request: HttpRequest, status: int, advice: str, must_log_in: bool = False) -> HttpResponse:
    """What was sent, in a form with one button; passwords and files are left out. No query."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    is_public = _is_public(request)
    context = {
        "title": _("Not saved yet"),
        "advice": advice,
        "language": get_language(),
        "sent": sent,
        "typed": [value for name, value in sent if is_public and name not in _OWN and len(value) > _SHORT],
        "has_files": bool(request.FILES),
        "is_public": is_public,
        "must_log_in": must_log_in,
    }
    response = render(request, "send_again.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
