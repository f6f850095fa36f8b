"""The pages of the import: choose a file, look at what it changes, do it. And the tables to fill in."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from concept.models import Indicator, IndicatorTarget, IndicatorValue
from concept.tables import reading as exchange_reading
from concept.tables import tables
from concept.tables.imports import carrying_out, words
from concept.tables.imports import plan as plans
from concept.tables.tables import Row, Table
from core.admin import doors
from core.content import changes
from core.uploads import preview
from core.uploads.refusal import RefusedError

TABLES = {"values": tables.VALUES, "targets": tables.TARGETS}
_PURPOSE = "concept.import"
_KEY = re.compile(r"[0-9]{1,18}")
# Beyond this many corrections one reason holds for all: a form may not have more than 1,000 fields.
MOST_REASONS = 300
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class UploadForm(forms.Form):
    table = forms.ChoiceField(
        label=gettext_lazy("What does the file hold?"),
        choices=[("values", gettext_lazy("values")), ("targets", gettext_lazy("targets"))],
        initial="values",
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A table as CSV or Excel (.xlsx), or a JSON file that was exported here."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )


def _check_rights(request: HttpRequest, *actions: str) -> None:
    names = [
        f"concept.{action}_{model}" for action in actions for model in ("indicatorvalue", "indicatortarget")
    ]
    doors.check(request, *names)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Nothing is stored before the preview has been confirmed, and then everything or nothing."""
    _check_rights(request, "add", "change")
    if request.method == "POST" and "data" in request.POST:
        return _confirm(request)
    form = UploadForm(request.POST or None, request.FILES or None, use_required_attribute=False)
    if request.method != "POST" or not form.is_valid():
        return _show(request, {"form": form}, 422 if form.errors else 200)
    table, file = TABLES[form.cleaned_data["table"]], form.cleaned_data["file"]
    reading = exchange_reading.read(file.read(), file.name, table)
    plan = plans.make(reading.rows, table)
    errors = sorted([*reading.errors, *plan.errors], key=lambda error: error.row)
    if errors:
        return _show(request, {"form": form, "errors": errors, "file_name": file.name}, 422)
    try:
        data = _packed(table, reading.rows, file.name)
    except RefusedError as error:
        refused = [exchange_reading.CellError(0, "", str(error))]
        return _show(request, {"form": form, "errors": refused, "file_name": file.name}, 422)
    return _preview(request, plan, data, file.name)


def _confirm(request: HttpRequest) -> HttpResponse:
    try:
        table, rows, file_name = _unpacked(request.POST["data"])
    except RefusedError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:concept_indicator_import"))
    with changes.batch():
        # Locked, so that nobody changes the values between the look at them and the save.
        slugs = {row["indicator"] for _number, row in rows}
        list(Indicator.objects.select_for_update().filter(slug__in=slugs).order_by("pk"))
        plan = plans.make(rows, table)
        reasons = _reasons(request, plan)
        without = [step for step in plan.corrections if not (reasons.get(step.number) or step.own_reason)]
        if plan.errors or request.POST.get("digest") != plan.digest:
            problem = _("Somebody has changed values in the meantime. Look at the preview again.")
            return _preview(request, plan, request.POST["data"], file_name, problem)
        if without:
            problem = _("Say why the values are corrected: one reason for all, or one for each.")
            return _preview(request, plan, request.POST["data"], file_name, problem, without)
        count = carrying_out.carry_out(plan, reasons, request.user, timezone.localdate())
    text = ngettext("%(count)d row has been imported.", "%(count)d rows have been imported.", count)
    messages.success(request, text % {"count": count})
    return HttpResponseRedirect(reverse("admin:concept_indicator_changelist"))


def _reasons(request: HttpRequest, plan: plans.Plan) -> dict[int, str]:
    common = request.POST.get("reason", "").strip()[:240]
    typed = {
        step.number: request.POST.get(words.reason_name(step), "").strip()[:240] for step in plan.corrections
    }
    return {number: reason or common for number, reason in typed.items()}


def _preview(
    request: HttpRequest,
    plan: plans.Plan,
    data: str,
    file_name: str,
    problem: str = "",
    without: Iterable[plans.Step] = (),
) -> HttpResponse:
    context = {
        "plan": plan,
        "new": words.lines(plan, plan.new),
        "changed": words.lines(plan, plan.changed, request.POST),
        "each_reason": len(plan.corrections) <= MOST_REASONS,
        "without": {step.number for step in without},
        "typed": request.POST,
        "data": data,
        "file_name": file_name,
        "problem": problem,
        "errors": plan.errors,
    }
    return _show(request, context, 422 if problem else 200)


def _show(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": _("Import values"),
        **context,
    }
    context["columns"] = words.columns()
    return render(request, "admin/concept/import.html", context, status=status)


def _packed(table: Table, rows: list[tuple[int, Row]], file_name: str = "") -> str:
    """What was read, signed, for the form of the preview: no file has to be kept on the server."""
    text = tables.to_json([(table, [row for _number, row in rows])])
    numbers = [number for number, _row in rows]
    told = {"table": table.name, "rows": text, "numbers": numbers, "name": file_name}
    return preview.packed(told, _PURPOSE)


def _unpacked(data: str) -> tuple[Table, list[tuple[int, Row]], str]:
    found = preview.unpacked(data, _PURPOSE)
    table = TABLES[found["table"]]
    reading = exchange_reading.read(found["rows"].encode(), "rows.json", table)
    rows = [row for _number, row in reading.rows]
    return table, list(zip(found["numbers"], rows, strict=True)), found["name"]


@require_safe
def export(request: HttpRequest, table: str, ending: str) -> HttpResponse:
    """All values (or targets) as they are stored, to fill in and import again; `?indicator=` for one."""
    _check_rights(request, "view")
    if table not in TABLES or ending not in _TYPES:
        raise Http404
    model = IndicatorValue if table == "values" else IndicatorTarget
    found = model.objects.select_related("indicator").order_by("indicator__position", "indicator__slug", "pk")
    if indicator := request.GET.get("indicator", ""):
        found = found.filter(indicator=indicator) if _KEY.fullmatch(indicator) else found.none()
    if model is IndicatorValue:
        found = found.select_related("group").order_by(
            "indicator__position", "indicator__slug", "date", F("group").asc(nulls_first=True)
        )
    rows = [plans.row_of(one) for one in found]
    chosen = TABLES[table]
    content: str | bytes
    if ending == "csv":
        content = tables.to_csv(rows, chosen, for_excel=True)
    else:
        content = tables.to_json([(chosen, rows)]) if ending == "json" else tables.to_xlsx([(chosen, rows)])
    response = HttpResponse(content, content_type=_TYPES[ending])
    name = "werte" if table == "values" else "zielwerte"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.{ending}"'
    return response
