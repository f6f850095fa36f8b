"""The register of measures, what can be taken along of it, and the page of each measure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concept.measures import PARAMETERS, measure_results
from concept.measures.cards import Card, cards
from concept.measures.page import MeasurePage
from concept.models import Measure
from core.content.dates import iso_date
from core.german_terms import unmarked
from core.memory.parameters import understands
from core.spreadsheets import csv_response
from core.views import visible_or_404
from search import finder

# A sheet or a table of more measures than this is no help to anybody.
MOST = 500


@require_safe
@understands(*PARAMETERS)
def register(request: HttpRequest) -> HttpResponse:
    """All measures with filters and search; htmx gets the results and the new counts alone."""
    results = measure_results(request.GET, timezone.now())
    if elsewhere := finder.without_empty(request, results):
        return elsewhere
    page = finder.page_of(request, results)
    shown = cards(results.entries(list(page.object_list)))
    context = {"page": page, "cards": shown, "crumbs": [_concept(), (_("Measures"), None)]}
    return finder.respond(
        request, results, "concept/measures/list.html", "concept/measures/_results.html", context
    )


@require_safe
@understands(*PARAMETERS)
def sheet(request: HttpRequest) -> HttpResponse:
    """The whole result on one page that prints well."""
    results = measure_results(request.GET, timezone.now())
    crumbs = [_concept(), (_("Measures"), reverse("concept:measures")), (_("List to print"), None)]
    context = {"results": results, "cards": cards(results.entries(results[:MOST])), "crumbs": crumbs}
    return render(request, "concept/measures/sheet.html", context)


@require_safe
@understands(*PARAMETERS)
def table(request: HttpRequest) -> HttpResponse:
    """The whole result as CSV."""
    results = measure_results(request.GET, timezone.now())
    head = [
        _("Measure"), _("In one sentence"), _("State"), _("Start"), _("End"), _("Lead"), _("Action fields"),
        _("Goals"), _("For whom"), _("Organisations"), _("Funding"), _("Latest report"), _("Example"),
        _("Last checked"), _("Page"),
    ]  # fmt: skip
    found = cards(results.entries(results[:MOST]))
    return csv_response("massnahmen.csv", head, [_cells(request, card, results) for card in found])


def _cells(request: HttpRequest, card: Card, results: finder.Results) -> list[str]:
    measure = card.measure

    def named(name: str) -> str:
        chosen = results.shelves.values_of(name, measure.pk)
        return "; ".join(unmarked(label) for value, label in results.labels(name).items() if value in chosen)

    return [
        measure.text.title,
        measure.text.summary,
        measure.get_progress_display(),
        measure.starts_text,
        measure.ends_text,
        card.lead.text.name if card.lead else "",
        named("field"),
        named("goal"),
        named("audience"),
        named("organisation"),
        named("funding"),
        str(card.last_report or ""),
        _("yes") if measure.is_example else _("no"),
        iso_date(measure.checked_on, measure.checked_precision),
        request.build_absolute_uri(measure.get_absolute_url()),
    ]


@require_safe
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    """Eight queries at most in German: the measure with lead and offer, what it points to, years, approaches,
    indicators with values, neighbours, and fields and goals if something has changed.
    """
    measures = Measure.objects.select_related("lead", "offer").translated("lead", "offer")
    found = visible_or_404(request, measures, slug=slug)
    crumbs = [_concept(), (_("Measures"), reverse("concept:measures")), (found.text.title, None)]
    context = {"measure": found, "page": MeasurePage(found), "checked": found, "crumbs": crumbs}
    return render(request, "concept/measures/detail.html", context)


def _concept() -> tuple[str, str | None]:
    return _("Integration concept"), reverse("concept:overview")
