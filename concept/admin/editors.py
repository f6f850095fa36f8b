"""Who is responsible, what is due, what was corrected: parts of several pages of the concept's admin."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin import SimpleListFilter
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concept.due import rhythm, todo
from concept.models import Indicator, IndicatorValue
from concept.tables import cell_text


class EditorField(forms.ModelChoiceField):
    """Members of the staff by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class DueFilter(SimpleListFilter):
    """What is due now: the next value of an indicator, the next report on a measure."""

    title = _("next one")
    parameter_name = "next"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("due", _("due"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() != "due":
            return queryset
        find = todo.values_due if queryset.model is Indicator else todo.reports_due
        return queryset.filter(pk__in=[item.pk for item in find(timezone.localdate())])


class EditorFilter(SimpleListFilter):
    title = _("responsible editor")
    parameter_name = "editor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", _("I myself")), ("nobody", _("nobody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "me":
            return queryset.filter(editor=request.user.pk)
        return queryset.filter(editor=None) if self.value() == "nobody" else queryset


def name_of(user: AbstractUser | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def due_mark(day: date | None, today: date) -> str:
    """The day on which something is due, marked when it has come."""
    if day is None:
        return "–"
    if day == rhythm.NEVER:
        return format_html('<span class="mark mark-missing">{}</span>', gettext("nothing there yet"))
    text = formats.date_format(day, "SHORT_DATE_FORMAT")
    if day > today:
        return text
    return format_html('<span class="mark mark-due">{}</span>', gettext("since %(day)s") % {"day": text})


def correction_text(value: IndicatorValue) -> str:
    """What stood there before the last correction, when it was made, and by whom."""
    if value.corrected_on is None:
        return "–"
    exact = value.previous_qualifier or IndicatorValue.Qualifier.EXACT
    before = cell_text.CellText(value.previous_value, exact, value.previous_missing)
    parts = [
        gettext("before: %(value)s") % {"value": cell_text.write(before)},
        formats.date_format(value.corrected_on, "SHORT_DATE_FORMAT"),
        name_of(value.corrected_by),
    ]
    return ", ".join(filter(None, parts))
