"""The public pages of the integration concept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concept.models import ActionField
from concept.overview import bodies as steering
from concept.overview import pages
from core.views import visible_or_404

# Each page is a lazy object: the templates keep what they make of it.


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    context = {"concept": SimpleLazyObject(pages.overview), "crumbs": [(_("Integration concept"), None)]}
    return render(request, "concept/overview/overview.html", context)


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies with their meetings by year."""
    crumbs = [(_("Integration concept"), reverse("concept:overview")), (_("Who steers"), None)]
    parts = SimpleLazyObject(lambda: steering.bodies(with_people=True))
    return render(request, "concept/overview/bodies.html", {"parts": parts, "crumbs": crumbs})


@require_safe
def field(request: HttpRequest, slug: str) -> HttpResponse:
    found = visible_or_404(request, ActionField.objects.translated(), slug=slug)
    crumbs = [(_("Integration concept"), reverse("concept:overview")), (found.text.short_name, None)]
    parts = SimpleLazyObject(lambda: pages.field_parts(found))
    context = {"field": found, "parts": parts, "crumbs": crumbs}
    return render(request, "concept/overview/field.html", context)
