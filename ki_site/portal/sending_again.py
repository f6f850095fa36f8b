"""What was typed into a form of the admin and refused: shown once more, so that nothing is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token


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


@requires_csrf_token
def ask(request: HttpRequest) -> HttpResponse:
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
