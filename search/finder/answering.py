"""The answer of a finder to a browser: a whole page, or for htmx the results and the new counts alone."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from search.finder.results import Results


def is_in_place(request: HttpRequest) -> bool:
    """Whether the results are wanted alone: htmx asks, and not to bring back a page of the history."""
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request


def without_empty(request: HttpRequest, results: Results[Any, Any]) -> HttpResponse | None:
    """Where to go instead, if a form without a script sent empty parameters along."""
    if is_in_place(request) or all(request.GET.values()):
        return None
    return redirect(request.path + results.query(page=request.GET.get("page", "")))


def page_of(request: HttpRequest, results: Results[Any, Any]) -> Page[Any]:
    """The page that the address names, with the primary keys of its entries; the nearest there is."""
    pages: Paginator[Any] = Paginator(results, results.page_size)  # type: ignore[arg-type]
    return pages.get_page(request.GET.get("page"))


def respond(
    request: HttpRequest, results: Results[Any, Any], whole: str, part: str, context: dict[str, Any]
) -> HttpResponse:
    """`whole` and `part` are the templates of the page and of the part of it that changes."""
    in_place = is_in_place(request)
    template = "finder/found.html" if in_place else whole
    response = render(request, template, {**context, "results": results, "part": part})
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if in_place:
        response.headers["HX-Push-Url"] = request.path + results.query()
    return response
