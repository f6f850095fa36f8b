"""The glossary from A to Z."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ki_site.portal import explaining


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word with its explanation on one page; no query when it is in memory."""
    terms = explaining.glossary_data().terms
    context = {
        "letters": [
            (letter, [(term, explaining.own_name(term)) for term in group])
            for letter, group in explaining.by_letter(terms)
        ],
        "is_readable": True,
        "crumbs": [(_("Glossary"), None)],
    }
    return render(request, "portal/glossary.html", context)
