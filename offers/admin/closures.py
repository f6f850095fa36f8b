"""Closures: when something is closed or has other hours."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.admin import RECORD, ContentAdmin, TableInline
from core.admin.filters import DefaultFilter
from offers.models import Closure, ReplacementHours


class ClosureInline(TableInline):
    model = Closure
    show_change_link = True
    fields = ["starts_on", "ends_on", "reason", "as_usual", "notice"]
    verbose_name_plural = _("Closures")
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(ends_on__gte=timezone.localdate())


class CurrentFilter(DefaultFilter):
    title = _("time")
    parameter_name = "time"
    default_label = _("Today and later")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("past", _("Past")), ("all", self.all_label)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        if self.value() == "past":
            return queryset.filter(ends_on__lt=today)
        return queryset if self.value() == "all" else queryset.filter(ends_on__gte=today)


class ReplacementInline(TableInline):
    model = ReplacementHours
    verbose_name = _("other hours")
    verbose_name_plural = _("Other hours on these days (leave empty if it is closed)")


@admin.register(Closure)
class ClosureAdmin(ContentAdmin):
    list_display = ["reason", "whose", "starts_on", "ends_on", "other_hours"]
    list_filter = [CurrentFilter]
    search_fields = [
        "reason", "notice", "organisation__name", "place__name", "contact__name", "offer__title",
    ]  # fmt: skip
    autocomplete_fields = ["organisation", "place", "contact", "offer"]
    date_hierarchy = None
    inlines = [ReplacementInline]
    fieldsets = [
        (_("When and why?"), {"fields": [("starts_on", "ends_on"), "reason", "as_usual", "notice"]}),
        (
            _("What is closed?"),
            {
                "fields": ["organisation", "place", "contact", "offer"],
                "description": _("Choose exactly one. The whole house includes all its contact points."),
            },
        ),
        RECORD,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related("organisation", "place", "contact", "offer").prefetch_related(
            "replacements"
        )

    @admin.display(description=_("what"))
    def whose(self, obj: Closure) -> str:
        return str(obj.organisation or obj.place or obj.contact or obj.offer)

    @admin.display(description=_("other hours"))
    def other_hours(self, obj: Closure) -> str:
        if obj.as_usual:
            return gettext("open as usual")
        return ", ".join(str(row) for row in obj.replacements.all()) or gettext("closed")
