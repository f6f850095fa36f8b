"""The page of the value grid."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from concept.grid import saving
from concept.grid.forms import LineForm, NewLineForm
from concept.grid.layout import Layout, layout
from concept.models import Group, Indicator
from concept.tables import cell_text, periods
from core.admin import doors

NEW_ROWS = 2
PERMISSIONS = ("concept.change_indicator", "concept.change_indicatorvalue", "concept.add_indicatorvalue")


def url(indicator: Indicator) -> str:
    return reverse("admin:concept_indicator_grid", args=[indicator.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """All values of an indicator to type in; one save for all of them."""
    with transaction.atomic():
        # Locked, so that nobody changes the values between the look at them and the save.
        indicator = doors.staff_object(request, Indicator.objects.select_for_update(), pk, *PERMISSIONS)
        shown = layout(indicator, request.GET.getlist("dimension"))
        page = shown.page(request.GET.get("page", 1))
        forms = _forms(request, shown, page)
        problem = ""
        valid = [form.is_valid() for form in forms]  # each of them says what is wrong with it
        if all(valid):
            if request.POST.get("seen") == shown.seen:
                count = saving.save(forms, request.user, timezone.localdate())
                _say(request, count)
                return HttpResponseRedirect(request.get_full_path())
            problem = _("Somebody else has changed values here in the meantime. Compare, then save again.")
    context = _context(request, shown, page, forms, problem)
    return render(request, "admin/concept/grid.html", context, status=422 if context["failed"] else 200)


def _forms(request: HttpRequest, shown: Layout, page: Any) -> list[LineForm]:
    """Rows for new periods first, then the periods of the page."""
    data = request.POST if request.method == "POST" else None
    common: dict[str, Any] = {"indicator": shown.indicator, "columns": shown.columns}
    forms: list[LineForm] = []
    if page.number == 1:
        taken = {(line.period, line.date) for line in shown.lines}
        next_one = periods.expected(shown.indicator, shown.newest, timezone.localdate())
        source = {"source_name": shown.indicator.source_name, "source_url": shown.indicator.source_url}
        forms = [
            NewLineForm(
                data,
                prefix=f"new{number}",
                taken=taken,
                initial={**source, "period": "" if number else next_one},
                **common,
            )
            for number in range(NEW_ROWS)
        ]
    return forms + [LineForm(data, prefix=line.name, line=line, **common) for line in page]


def _say(request: HttpRequest, count: int) -> None:
    if not count:
        messages.info(request, _("Nothing was changed."))
        return
    text = ngettext("%(count)d value is saved.", "%(count)d values are saved.", count)
    messages.success(request, text % {"count": count})


def _context(
    request: HttpRequest, shown: Layout, page: Any, forms: list[LineForm], problem: str
) -> dict[str, Any]:
    mistakes = [(form, field, error) for form in forms for field in form for error in field.errors]
    return {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": _("Enter values"),
        "subtitle": shown.indicator,
        "indicator": shown.indicator,
        "columns": shown.columns,
        "offered": [Group.Dimension(one) for one in shown.offered],
        "dimensions": request.GET.getlist("dimension"),
        "page": page,
        "forms": forms,
        "mistakes": mistakes,
        "problem": problem,
        "failed": bool(mistakes or problem),
        "seen": shown.seen,
        "missing_words": [words[0] for words in cell_text.MISSING_WORDS.values()],
        "reasons": [_("final result"), _("typing mistake"), _("corrected by the source")],
    }
