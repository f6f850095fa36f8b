"""The page of the desk that finds every entry by what stands in it."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.admin import everywhere


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """`?q=` are the words, `?kind=` the label of one kind, of which more is shown."""
    typed = request.GET.get("q", "")[:200]
    only = request.GET.get("kind", "")
    kinds = everywhere.search(request, typed, only)
    context = {
        **admin.site.each_context(request),
        "title": _("Find in all entries"),
        "typed": typed,
        "only": only,
        "kinds": kinds,
        "number": sum(len(kind.hits) for kind in kinds),
        "is_too_short": bool(typed.strip()) and not everywhere.words_of(typed),
    }
    return render(request, "admin/find.html", context)
