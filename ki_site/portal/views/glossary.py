"""The glossary from A to Z."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.memory.parameters import understands
from ki_site.portal import explaining
from search.finder.answering import is_in_place

LONGEST_QUERY = 100
# So few words that are left stand open.
FEW = 3


@require_safe
@understands("q")
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word with its explanation, or those that `q` is part of; htmx gets the list alone. No query when
    it is in memory.
    """
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    terms = explaining.matching(explaining.glossary_data().terms, query)
    context = {
        "letters": [
            (letter, [(term, explaining.own_name(term)) for term in group])
            for letter, group in explaining.by_letter(terms)
        ],
        "query": query,
        "number": len(terms),
        "is_open": bool(query) and len(terms) <= FEW,
        "is_readable": True,
        "crumbs": [(_("Glossary"), None)],
    }
    template = "portal/_glossary.html" if is_in_place(request) else "portal/glossary.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
