from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concept.admin import editors, grid, imports
from concept.due import rhythm
from concept.grid.layout import layout
from concept.models import Group, Indicator, IndicatorTarget, IndicatorValue
from concept.tables import cell_text
from core.admin import PUBLISHING, RECORD, ContentAdmin, PublishableAdmin, TableInline
from core.admin.part_admin import PartOfPublished

# So many periods of an indicator stand on its page; all of them are in the grid.
NEWEST = 4


class ValueForm(forms.ModelForm):
    """Shows "470" for what the database keeps as "470.000", and lets no number change without a reason."""

    class Meta:
        model = IndicatorValue
        fields = "__all__"  # noqa: DJ007  the admin chooses the fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = cell_text.entry_of(self.instance)
        value = self.initial.get("value")
        if isinstance(value, Decimal):
            self.initial["value"] = format(value.normalize(), "f")

    @property
    def entry(self) -> cell_text.CellText:
        data = self.cleaned_data
        exact = IndicatorValue.Qualifier.EXACT
        qualifier = data.get("qualifier", exact) if data.get("value") is not None else exact
        return cell_text.CellText(data.get("value"), qualifier, data.get("missing", ""))

    @property
    def is_moved(self) -> bool:
        """Whether a number that was told before now stands for something else."""
        moved = {"indicator", "group", "period", "date"}.intersection(self.changed_data)
        return bool(self.instance.pk and moved) and self.stored.value is not None

    @property
    def is_correction(self) -> bool:
        return bool(self.instance.pk) and cell_text.needs_reason(self.stored, self.entry)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        new_reason = data.get("correction_reason") and "correction_reason" in self.changed_data
        if not self.errors and (self.is_correction or self.is_moved) and not new_reason:
            self.add_error(
                "correction_reason", gettext("Say why the value is corrected. Visitors can read it.")
            )
        return data


class TargetInline(PartOfPublished, TableInline):
    model = IndicatorTarget
    show_change_link = True
    fields = ["year", "value", "note", "is_example"]
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("indicator")


@admin.register(Indicator)
class IndicatorAdmin(PublishableAdmin):
    list_display = [
        "name", "enter", "newest", "next_value", "field", "editor", "status_mark", "visible_now",
    ]  # fmt: skip
    list_select_related = ["field", "editor"]
    list_filter = [
        *PublishableAdmin.list_filter,
        "field",
        "rhythm",
        editors.DueFilter,
        editors.EditorFilter,
        "is_example",
    ]
    search_fields = ["name", "definition", "source_name", "slug"]
    autocomplete_fields = ["field", "goals", "data_owner"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["position", "name"]
    inlines = [TargetInline]
    readonly_fields = ["newest_values"]
    change_list_template = "admin/concept/indicator_list.html"
    fieldsets = [
        (None, {"fields": ["name", "definition", "limits", "is_example"]}),
        (_("Values"), {"fields": ["newest_values"]}),
        (_("Where it belongs"), {"fields": ["field", "goals", "describes"]}),
        (_("What is counted"), {
            "fields": [("unit", "decimals"), "direction", ("population", "territory"), "smallest_group"],
        }),
        (_("Where it comes from"), {"fields": ["source_name", "source_url", "data_owner"]}),
        (_("When is the next value due?"), {"fields": [("rhythm", "publication_lag"), "editor"]}),
        PUBLISHING,
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position"]}),
        RECORD,
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        told = ~Q(values__missing=IndicatorValue.Missing.NOT_YET)
        return rows.annotate(
            newest_value=Max("values__date", filter=told), value_count=Count("values", distinct=True)
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/grid/", view(grid.grid), name="concept_indicator_grid"),
            path("import/", view(imports.upload), name="concept_indicator_import"),
            path("export/<str:table>.<str:ending>", view(imports.export), name="concept_indicator_export"),
            *super().get_urls(),
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "editor":
            kwargs["form_class"] = editors.EditorField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("newest value"), ordering="newest_value")
    def newest(self, obj: Indicator) -> str:
        day = obj.newest_value  # type: ignore[attr-defined]
        return formats.date_format(day, "SHORT_DATE_FORMAT") if day else "–"

    @admin.display(description=_("next value"))
    def next_value(self, obj: Indicator) -> str:
        last = obj.newest_value  # type: ignore[attr-defined]
        return editors.due_mark(rhythm.value_due(obj.rhythm, last, obj.publication_lag), timezone.localdate())

    @admin.display(description=_("values"), ordering="value_count")
    def enter(self, obj: Indicator) -> str:
        """How many there are, and the way to them."""
        number = obj.value_count  # type: ignore[attr-defined]
        return format_html(
            '{} <a href="{}" aria-label="{}">{}</a>',
            number,
            grid.url(obj),
            gettext("Enter values: %(name)s") % {"name": obj},
            gettext("enter"),
        )

    @admin.display(description=_("newest values"))
    def newest_values(self, obj: Indicator) -> str:
        """The newest periods as a table, and the way to the grid; before the first save a hint."""
        if not obj.pk:
            return gettext("Appears after saving.")
        shown = layout(obj)
        rows = [
            (line.label, [cell_text.write(cell_text.entry_of(value)) if value else "" for value in values])
            for line in shown.lines[:NEWEST]
            for values in [[line.values.get(group.pk if group else None) for group in shown.columns]]
        ]
        context = {"indicator": obj, "columns": shown.columns, "rows": rows, "count": len(shown.lines)}
        return render_to_string("admin/concept/newest_values.html", context)


@admin.register(IndicatorValue)
class IndicatorValueAdmin(PartOfPublished, ContentAdmin):
    """A value moves to another period or group like it changes: with a reason."""

    owners = ("indicator",)
    form = ValueForm
    list_display = ["indicator", "period_text", "group", "value", "missing", "status", "source_name"]
    list_select_related = ["indicator", "group"]
    list_filter = ["status", "missing", "period", "indicator__field"]
    search_fields = ["indicator__name", "source_name", "note"]
    autocomplete_fields = ["indicator", "group"]
    date_hierarchy = "date"
    ordering = ["-date", "indicator", "group"]
    fieldsets = [
        (None, {"fields": ["indicator", ("period", "date"), "date_is_uncertain", "group"]}),
        (_("Value"), {"fields": [("qualifier", "value"), "missing", "note", "series_break"]}),
        (_("Where it comes from"), {"fields": ["source_name", "source_url", "as_of"]}),
        (_("How final is it?"), {"fields": ["status", "correction_reason", "corrected"]}),
        RECORD,
    ]
    readonly_fields = ["corrected"]

    @admin.display(description=_("last correction"))
    def corrected(self, obj: IndicatorValue) -> str:
        return editors.correction_text(obj)

    def save_model(self, request: HttpRequest, obj: IndicatorValue, form: Any, change: bool) -> None:
        if form.is_correction:
            entry, status = form.entry, form.cleaned_data["status"]
            obj.value, obj.qualifier, obj.missing = (
                form.stored.value,
                form.stored.qualifier,
                form.stored.missing,
            )
            cell_text.put(
                obj,
                entry,
                provisional=status == IndicatorValue.Status.PROVISIONAL,
                reason=form.cleaned_data["correction_reason"],
                user=request.user,
                day=timezone.localdate(),
            )
        elif form.is_moved:
            obj.corrected_on, obj.corrected_by = timezone.localdate(), request.user  # type: ignore[assignment]
            obj.status = cell_text.status_for(obj, obj.status == IndicatorValue.Status.PROVISIONAL)
        super().save_model(request, obj, form, change)


@admin.register(Group)
class GroupAdmin(ContentAdmin):
    list_display = ["name", "dimension", "position"]
    list_filter = ["dimension"]
    search_fields = ["name"]
    fieldsets = [(None, {"fields": ["name", "dimension", "slug", "position"]}), RECORD]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(IndicatorTarget)
class IndicatorTargetAdmin(PartOfPublished, ContentAdmin):
    """Reached from its indicator, for the translations of the note."""

    owners = ("indicator",)
    list_display = ["indicator", "year", "value", "is_example"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__name"]
    autocomplete_fields = ["indicator"]
    fieldsets = [(None, {"fields": ["indicator", "year", "value", "note", "is_example"]}), RECORD]
