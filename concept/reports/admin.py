"""Reports in the admin: prepare, look, fix, correct."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from concept.models import Chapter, ReportRun
from concept.models.report_runs import DamagedError, FixedError
from concept.reports import choosing, corrections, freezing
from concept.reports.collecting import period_text
from concept.reports.differences import Comparison, compare
from concept.reports.editions import ReportEdition, today
from concept.reports.forms import AdoptionForm, ErratumForm, ReportRunForm
from concept.reports.freezing import ChangedError, seen_as
from concept.reports.snapshot import Snapshot
from core import roles
from core.admin import PUBLISHING, RECORD, PublishableAdmin, doors

# What cannot be corrected by an erratum, because it decides what belongs to the report.
LOCKED = ["slug", "period_from", "period_until", "chapters", "chapter_names", "fields"]


@admin.register(ReportRun)
class ReportRunAdmin(PublishableAdmin):
    form = ReportRunForm
    change_form_template = "admin/concept/reportrun_change_form.html"
    list_display = ["title", "status_mark", "visible_now", "period", "state"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["publisher"]
    tick_boxes = ("fields",)
    prepopulated_fields = {"slug": ["title"]}
    ordering = ["-period_until"]

    class Media:
        css = {"all": ["css-admin/report.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        return rows.with_versions()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        chapters = "chapter_names" if obj and obj.is_fixed else "chapters"
        return [
            (None, {"fields": ["title", ("period_from", "period_until"), "publisher"]}),
            (gettext_lazy("What it contains"), {"fields": ["foreword", chapters, "fields"]}),
            PUBLISHING,
            (gettext_lazy("Address on the site"), {"classes": ["collapse"], "fields": ["slug"]}),
            RECORD,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = super().get_readonly_fields(request, obj)
        return [*fields, *LOCKED] if obj and obj.is_fixed else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_fixed)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None:
            context["versions"] = list(obj.fixed_versions)
            context["may_fix"] = self.has_publish_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        steps = [("fix", self.fix_view), ("erratum", self.erratum_view), ("compare", self.compare_view)]
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"concept_reportrun_{name}")
            for name, view in steps
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("period"), ordering="period_until")
    def period(self, obj: ReportRun) -> str:
        return period_text(obj.period_from, obj.period_until)

    @admin.display(description=gettext_lazy("fixed?"))
    def state(self, obj: ReportRun) -> str:
        latest = obj.latest
        return _("version %(number)s") % {"number": latest.number} if latest else _("draft: data of today")

    @admin.display(description=gettext_lazy("chapters"))
    def chapter_names(self, obj: ReportRun) -> str:
        return ", ".join(str(chapter.label) for chapter in Chapter if chapter.value in obj.chapters)

    # --- Steps -----------------------------------------------------------------------------------------

    @method_decorator(require_http_methods(["GET", "POST"]))
    def fix_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows what is frozen and that it cannot be undone; freezes it after a confirmation."""
        run = self._run(request, pk, to_decide=True)
        if run.is_fixed:
            return self._back(request, run, _("This report is fixed already; make an erratum."))
        data = today(run)
        form = AdoptionForm(request.POST or None, initial={"seen": seen_as(data)})
        if form.is_valid():
            try:
                freezing.fix(run, form.adoption, request.user, seen=form.cleaned_data["seen"])  # type: ignore[arg-type]
            except FixedError as error:
                return self._back(request, run, str(error))
            except ChangedError as error:
                data = error.data
                _let_look_again(form, data)
            else:
                return self._done(request, run, _("The report is fixed. It does not change any more."))
        context = {"data": data, "glance": data["glance"], "warnings": _warnings(run, data)}
        return self._page(request, run, form, _("Fix the report"), "report_fix", **context)

    @method_decorator(require_http_methods(["GET", "POST"]))
    def erratum_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The changes since, to choose from; a new version with a reason."""
        run = self._run(request, pk, to_decide=True)
        latest = run.versions.order_by("-number").first()
        if latest is None:
            return self._back(request, run, _("There is no fixed version to correct."))
        try:
            data = today(run)
            possible = corrections.possible(latest.read(), data)
        except DamagedError as error:
            return self._back(request, run, str(error))
        form = ErratumForm(request.POST or None, choices=_choices(possible), initial={"seen": seen_as(data)})
        if form.is_valid():
            given = form.cleaned_data
            try:
                freezing.erratum(
                    run,
                    given["changes"],
                    given["reason"],
                    form.adoption,
                    request.user,  # type: ignore[arg-type]
                    seen=given["seen"],
                )
            except ChangedError as error:
                possible = corrections.possible(latest.read(), error.data)
                form.fields["changes"].choices = _choices(possible)  # type: ignore[attr-defined]
                _let_look_again(form, error.data)
            else:
                return self._done(request, run, _("The erratum is fixed. The version before stays readable."))
        chosen = set(form.data.getlist("changes")) if form.is_bound else set()  # type: ignore[attr-defined]
        context = {"possible": possible, "chosen": chosen, "latest": latest}
        return self._page(request, run, form, _("Make an erratum"), "report_erratum", **context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Before fixing: what is different from the report before."""
        run = self._run(request, pk)
        choices = [choice for choice in choosing.choices(ReportEdition(run, None, None)) if choice.version]
        chosen = next((choice for choice in choices if choice.key == request.GET.get("mit")), None) or next(
            iter(choices), None
        )
        found = compare(chosen.version.read(), today(run)) if chosen and chosen.version else None
        words = choosing.in_words(found) if found else ""
        context = {"choices": choices, "chosen": chosen, "words": words}
        return self._page(request, run, None, _("What has changed"), "report_compare", **context)

    def _run(self, request: HttpRequest, pk: int, to_decide: bool = False) -> ReportRun:
        need = ["concept.view_reportrun", *(["concept.change_reportrun", roles.PUBLISH] if to_decide else [])]
        return doors.staff_object(request, self.get_queryset(request), pk, *need)

    def _page(
        self, request: HttpRequest, run: ReportRun, form: Any, title: str, template: str, **more: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": run,
            "title": title,
        }
        media = self.media + form.media if form else self.media
        context |= {"form": form, "media": media, "run": run, **more}
        return TemplateResponse(request, f"admin/concept/{template}.html", context)

    def _back(self, request: HttpRequest, run: ReportRun, text: str) -> HttpResponse:
        self.message_user(request, text, messages.WARNING)
        return redirect(reverse("admin:concept_reportrun_change", args=[run.pk]))

    def _done(self, request: HttpRequest, run: ReportRun, text: str) -> HttpResponse:
        self.message_user(request, text, messages.SUCCESS)
        return redirect(reverse("admin:concept_reportrun_change", args=[run.pk]))


def _choices(possible: Comparison) -> list[tuple[str, str]]:
    return [(change.key, change.name) for change in possible.changes]


def _let_look_again(form: AdoptionForm, data: Snapshot) -> None:
    """Say that the data are others now; whoever sends the form again has seen these."""
    form.add_error(None, _("The data have changed since you opened this page. Please look again."))
    given: Any = form.data.copy()  # type: ignore[attr-defined]
    given["seen"] = seen_as(data)
    form.data = given


def _warnings(run: ReportRun, data: Snapshot) -> list[str]:
    """What somebody should know before it is too late."""
    examples = sum(
        one["is_example"] for kind in ("goals", "approaches", "indicators", "measures") for one in data[kind]
    )
    unreported = sum(1 for one in data["measures"] if not one["years"])
    lines = [
        (data["report"]["as_of"] <= data["report"]["period_until"], _("The period has not ended yet.")),
        (not run.foreword, _("There is no foreword.")),
        (examples, _("%(count)s entries are marked as examples.") % {"count": examples}),
        (unreported, _("%(count)s measures have no report of this time.") % {"count": unreported}),
    ]
    return [text for is_there, text in lines if is_there]
