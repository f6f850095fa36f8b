"""The search of the whole site, and suggestions while somebody types."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.memory.parameters import understands
from offers import opening
from offers.models import Topic
from search import misses, registry, results
from search.distress import Distress, distress
from search.need import first_by_need, kinds_by_need
from search.query import Ranking, find

# Results of each kind beside others, results on a page of one kind, suggestions while typing.
OF_EACH, PAGE_SIZE, SUGGESTIONS = 5, 20, 6
NO_QUOTES = str.maketrans("", "", '"„“”«»')


@require_safe
@understands("q", "kind", "page")
def search(request: HttpRequest) -> HttpResponse:
    """Results grouped by kind, or those of one kind (`kind`) page by page; at most seven queries."""
    text = request.GET.get("q", "").strip()
    need = distress(text)
    ranking = _beside(need, find(text, get_language() or "de"))
    kinds = kinds_by_need(ranking)
    chosen = request.GET.get("kind", "")
    context = {"ranking": ranking, "query": ranking.text, "need": need, "crumbs": [(_("Search"), None)]}
    context["asks_for_a_day"] = opening.asks_for_a_day(text)
    if len(kinds) > 1:
        context["tabs"] = [
            (kind, registry.label(kind), len(found), kind == chosen) for kind, found in kinds.items()
        ]
    if chosen in kinds:
        page = Paginator(kinds[chosen], PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {"page": page, "results": results.results(ranking, list(page)), "chosen": chosen}
    else:
        context["groups"] = results.by_kind(ranking, OF_EACH)
    if ranking.has_phrase:
        context["plain_query"] = ranking.text.translate(NO_QUOTES)
    if not ranking:
        context["topics"] = Topic.objects.translated()
    response = render(request, "portal/search.html", context)
    if ranking.text and not ranking and not need:
        _count_miss(ranking, response)
    return response


def _beside(need: Distress | None, ranking: Ranking) -> Ranking:
    """What stands below the box for whoever is in need: what was typed, and no guess at other words."""
    if need is None:
        return ranking
    if ranking.is_corrected:
        return Ranking(ranking.text, ranking.language)
    return replace(ranking, correction="")


def _count_miss(ranking: Ranking, response: HttpResponse) -> None:
    """Every search without result counts, so no cache keeps its page."""
    misses.record(ranking.text, ranking.language)
    response.headers["Cache-Control"] = "private, no-store"


@require_safe
@understands("q", "kind", "page")
def suggest(request: HttpRequest) -> HttpResponse:
    """A list of links for what is being typed; whoever comes here without htmx gets the whole search."""
    response = _suggestions(request) if request.htmx else search(request)  # type: ignore[attr-defined]
    patch_vary_headers(response, ["HX-Request"])
    return response


def _suggestions(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    ranking = find(text, get_language() or "de", unfinished=True) if len(text) > 1 else Ranking(text, "")
    need = distress(text)
    ranking = _beside(need, ranking)
    shown = results.results(ranking, first_by_need(ranking, SUGGESTIONS))
    context = {"ranking": ranking, "results": shown, "query": text, "need": need}
    return render(request, "portal/_suggestions.html", context)
