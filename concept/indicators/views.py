"""The pages about indicators, and their data to take along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concept.indicators import coverage as covering
from concept.indicators import pages as pages
from concept.models import Indicator
from concept.open_data.downloads import FORMS, indicator_file
from core.memory import expiry
from core.views import may_preview, visible_or_404


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    parts = SimpleLazyObject(pages.all_figures)
    return render(
        request, "concept/indicators/list.html", {"parts": parts, "crumbs": _crumbs(_("Indicators"))}
    )


@require_safe
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    found = _visible(request, slug)
    page = SimpleLazyObject(lambda: pages.indicator_page(found))
    crumbs = [*_crumbs(), (_("Indicators"), reverse("concept:indicators")), (found.text.name, None)]
    context = {"indicator": found, "page": page, "crumbs": crumbs, "forms": FORMS}
    return render(request, "concept/indicators/detail.html", context)


@require_safe
def indicator_data(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The values as a file; German, whatever the language of the address."""
    if form not in FORMS:
        raise Http404
    found = _visible(request, slug)
    return indicator_file(found, form, request.build_absolute_uri)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """What is current and what is not, as of today."""
    today = covering.today()
    expiry.until(request, covering.end_of(today))
    found = SimpleLazyObject(lambda: covering.coverage(today))
    context = {"coverage": found, "crumbs": _crumbs(_("How complete the data are"))}
    return render(request, "concept/indicators/coverage.html", context)


def _crumbs(here: str = "") -> list[tuple[str, str | None]]:
    first: list[tuple[str, str | None]] = [(_("Integration concept"), reverse("concept:overview"))]
    return [*first, (here, None)] if here else first


def _visible(request: HttpRequest, slug: str) -> Indicator:
    """The indicator; one of a field that visitors do not see is seen by staff alone."""
    related = ("field", "data_owner")
    indicators = Indicator.objects.select_related(*related).translated(*related)
    found = visible_or_404(request, indicators, slug=slug)
    if found.field and not found.field.is_visible:
        if not may_preview(request, Indicator):
            raise Http404(_("There is no such page."))
        request.is_preview = True  # type: ignore[attr-defined]
    return found
