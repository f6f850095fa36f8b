from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from concept.models import Group, Indicator, IndicatorTarget, IndicatorValue
from ki_site.core.admin import PUBLISHING, RECORD, ContentAdmin, PublishableAdmin, TableInline


class ValueForm(forms.ModelForm):
    """Shows "470" for what the database keeps as "470.000"."""

    class Meta:
        model = IndicatorValue
        fields = "__all__"  # noqa: DJ007  the admin chooses the fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self.initial.get("value")
        if isinstance(value, Decimal):
            self.initial["value"] = format(value.normalize(), "f")


class ValueInline(TableInline):
    model = IndicatorValue
    form = ValueForm
    show_change_link = True
    ordering = ["-date", "group"]
    fields = ["date", "period", "group", "value", "qualifier", "missing", "status", "as_of", "source_name"]
    verbose_name_plural = _("Values (everything else about a value: “change”)")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("indicator", "group")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The groups are fetched once for all rows."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "group" and field is not None:
            field.choices = list(field.choices)
        return field


class TargetInline(TableInline):
    model = IndicatorTarget
    show_change_link = True
    fields = ["year", "value", "note", "is_example"]
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("indicator")


@admin.register(Indicator)
class IndicatorAdmin(PublishableAdmin):
    list_display = ["name", "status_mark", "visible_now", "field", "newest", "values", "is_example"]
    list_select_related = ["field"]
    list_filter = [*PublishableAdmin.list_filter, "field", "rhythm", "is_example"]
    search_fields = ["name", "definition", "source_name", "slug"]
    autocomplete_fields = ["field", "goals", "data_owner"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["position", "name"]
    inlines = [ValueInline, TargetInline]
    fieldsets = [
        (None, {"fields": ["name", "definition", "limits", "is_example"]}),
        (_("Where it belongs"), {"fields": ["field", "goals", "describes"]}),
        (_("What is counted"), {
            "fields": [("unit", "decimals"), "direction", ("population", "territory"), "smallest_group"],
        }),
        (_("Where it comes from"), {"fields": ["source_name", "source_url", "data_owner", "rhythm"]}),
        PUBLISHING,
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position"]}),
        RECORD,
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.annotate(newest_value=Max("values__date"), value_count=Count("values"))

    @admin.display(description=_("newest value"), ordering="newest_value")
    def newest(self, obj: Indicator) -> str:
        day = obj.newest_value  # type: ignore[attr-defined]
        return formats.date_format(day, "SHORT_DATE_FORMAT") if day else "–"

    @admin.display(description=_("values"), ordering="value_count")
    def values(self, obj: Indicator) -> int:
        return obj.value_count  # type: ignore[attr-defined]


@admin.register(IndicatorValue)
class IndicatorValueAdmin(ContentAdmin):
    form = ValueForm
    list_display = ["indicator", "period_text", "group", "value", "missing", "status", "source_name"]
    list_select_related = ["indicator", "group"]
    list_filter = ["status", "missing", "period", "indicator__field"]
    search_fields = ["indicator__name", "source_name", "note"]
    autocomplete_fields = ["indicator", "group"]
    date_hierarchy = "date"
    ordering = ["-date", "indicator", "group"]
    fieldsets = [
        (None, {"fields": ["indicator", ("period", "date"), "group"]}),
        (_("Value"), {"fields": [("qualifier", "value"), "missing", "note", "series_break"]}),
        (_("Where it comes from"), {"fields": ["source_name", "source_url", "as_of"]}),
        (_("How final is it?"), {"fields": ["status", "correction_reason"]}),
        RECORD,
    ]


@admin.register(Group)
class GroupAdmin(ContentAdmin):
    list_display = ["name", "dimension", "position"]
    list_filter = ["dimension"]
    search_fields = ["name"]
    fieldsets = [(None, {"fields": ["name", "dimension", "slug", "position"]}), RECORD]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(IndicatorTarget)
class IndicatorTargetAdmin(ContentAdmin):
    """Reached from its indicator, for the translations of the note."""

    list_display = ["indicator", "year", "value", "is_example"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__name"]
    autocomplete_fields = ["indicator"]
    fieldsets = [(None, {"fields": ["indicator", "year", "value", "note", "is_example"]}), RECORD]
