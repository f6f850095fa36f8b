from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from concept.models import Measure, MeasureYear
from ki_site.core.admin import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin, ContentAdmin


class YearInline(admin.StackedInline):
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
        "title", "status_mark", "visible_now", "last_checked", "due", "lead", "progress", "is_example",
    ]  # fmt: skip
    list_select_related = ["lead"]
    list_filter = [*CheckedAdmin.list_filter, "progress", "fields", "is_example"]
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
        (_("Where it belongs"), {
            "fields": ["fields", "goals", "approaches", "offer", "audiences", "funding"],
        }),
        PUBLISHING,
        FRESHNESS,
        (_("Address on the site"), {"classes": ["collapse"], "fields": ["slug"]}),
        RECORD,
    ]  # fmt: skip


@admin.register(MeasureYear)
class MeasureYearAdmin(ContentAdmin):
    """Reached from its measure, for the translations."""

    list_display = ["measure", "year", "figures"]
    list_select_related = ["measure"]
    search_fields = ["measure__title", "done"]
    autocomplete_fields = ["measure"]
    fieldsets = [(None, {"fields": ["measure", "year", "done", "figures", "next_steps", "source"]}), RECORD]
