from typing import Any

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concept.admin import editors
from concept.due import rhythm
from concept.models import Measure, MeasureYear
from core.admin import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin, ContentAdmin
from core.admin.part_admin import PartOfPublished


class YearInline(PartOfPublished, admin.StackedInline):
    model = MeasureYear
    extra = 0
    show_change_link = True
    fields = ["year", "done", "figures", "next_steps", "source"]
    verbose_name = _("year")
    verbose_name_plural = _("What became of it, year by year")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("measure")


@admin.register(Measure)
class MeasureAdmin(CheckedAdmin):
    list_display = [
        "title", "progress", "next_report", "last_checked", "due", "lead", "editor", "status_mark",
        "visible_now",
    ]  # fmt: skip
    list_select_related = ["lead", "editor"]
    list_filter = [
        *CheckedAdmin.list_filter,
        editors.DueFilter,
        editors.EditorFilter,
        "progress",
        "fields",
        "is_example",
    ]
    search_fields = ["title", "summary", "lead__name", "slug"]
    autocomplete_fields = ["lead", "organisations", "goals", "approaches", "offer"]
    tick_boxes = ("fields", "funding", "audiences")
    prepopulated_fields = {"slug": ["title"]}
    inlines = [YearInline]
    fieldsets = [
        (None, {"fields": ["title", "summary", "description", "is_example"]}),
        (_("Who and when?"), {
            "fields": [
                "lead", "organisations", "progress", ("starts_on", "starts_precision"),
                ("ends_on", "ends_precision"),
            ],
        }),
        (_("When is the next report due?"), {"fields": ["rhythm", "editor"]}),
        (_("Where it belongs"), {
            "fields": ["fields", "goals", "approaches", "offer", "audiences", "funding"],
        }),
        PUBLISHING,
        FRESHNESS,
        (_("Address on the site"), {"classes": ["collapse"], "fields": ["slug"]}),
        RECORD,
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(newest_year=Max("years__year"))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "editor":
            kwargs["form_class"] = editors.EditorField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("next report"))
    def next_report(self, obj: Measure) -> str:
        last = obj.newest_year  # type: ignore[attr-defined]
        day = rhythm.report_due(obj.rhythm, obj.progress, last, obj.starts_on, obj.ends_on)
        return editors.due_mark(day, timezone.localdate())


@admin.register(MeasureYear)
class MeasureYearAdmin(PartOfPublished, ContentAdmin):
    """Reached from its measure, for the translations."""

    owners = ("measure",)
    list_display = ["measure", "year", "figures"]
    list_select_related = ["measure"]
    search_fields = ["measure__title", "done"]
    autocomplete_fields = ["measure"]
    fieldsets = [(None, {"fields": ["measure", "year", "done", "figures", "next_steps", "source"]}), RECORD]
