"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of the admin was sent without its token, mostly because the session has ended."""
    return render(request, "403_csrf.html", status=403)
