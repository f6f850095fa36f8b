"""The page under a link: no account, no cookie, for no search engine."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from concept.models import Invitation
from concept.rounds import filling_in, links
from core import outage
from core.memory.parameters import understands
from core.throttle import too_many

# Somebody who saves often while writing stays far below it.
PER_HOUR = 120


# Who sends the form knows its secret address, which no foreign site does: that takes the place of a token in
# a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@understands("gespeichert")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The form; what was sent already; or why the link does not work."""
    invitation = links.find(token)
    if invitation is None or not invitation.has_link:
        status = 404 if invitation is None else 410
        return _private(render(request, "concept/rounds/no_link.html", {"found": invitation}, status=status))
    if not invitation.is_writable:
        return _received(request, invitation, 409 if request.method == "POST" else 200)
    if request.method != "POST":
        return _show(request, filling_in.filling(invitation))
    sending = "send" in request.POST
    filled = filling_in.filling(invitation, request.POST, sending)
    try:
        if too_many(request, "round", PER_HOUR):
            problem = _("That was too often within an hour. Please try again later.")
            return _show(request, filled, 429, problem)
        if not filled.is_valid():
            return _show(request, filled, 422)
        if not filling_in.store(filled, sending):
            return _received(request, invitation, 409)
    except outage.DATABASE as error:
        return outage.with_time(_show(request, filled, 503, outage.told(error)))
    response = redirect(request.path if sending else f"{request.path}?gespeichert")
    return _private(response)


def _show(
    request: HttpRequest, filled: filling_in.Filling, status: int = 200, problem: str = ""
) -> HttpResponse:
    context = {
        "filling": filled,
        "invitation": filled.invitation,
        "round": filled.invitation.round,
        "saved": "gespeichert" in request.GET and timezone.localtime(),
        "problem": problem,
    }
    return _private(render(request, "concept/rounds/form.html", context, status=status))


def _received(request: HttpRequest, invitation: Invitation, status: int) -> HttpResponse:
    context = {
        "invitation": invitation,
        "round": invitation.round,
        "answers": filling_in.answers_of(invitation),
        "again": status == 409,
    }
    return _private(render(request, "concept/rounds/received.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Found by no search engine, its address told to nobody, and kept by the browser alone.

    The browser may keep it in its history, so that people who come back find what they typed.
    """
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
