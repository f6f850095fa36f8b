"""Filters of the lists, each with its counts."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Publishable


class DefaultFilter(SimpleListFilter):
    """A filter whose first choice is not "all" but what matters now; "all" stands last."""

    default_label: Any
    all_label: Any = _("All")

    def choices(self, changelist: Any) -> Any:
        """Django's choices with the default in place of its "all"."""
        first, *others = super().choices(changelist)
        yield {**first, "display": self.default_label}
        yield from others


class StatusFilter(DefaultFilter):
    title = _("status")
    parameter_name = "status"
    default_label = _("Everything but the archive")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Publishable.Status.choices, ("all", self.all_label)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset.exclude(status=Publishable.Status.ARCHIVED)
        return queryset if self.value() == "all" else queryset.filter(status=self.value())


class VisibleFilter(SimpleListFilter):
    title = _("visible now")
    parameter_name = "visible"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Visible to visitors")), ("no", _("Not visible"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        visible = queryset.model._default_manager.published().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=visible)
        return queryset.exclude(pk__in=visible) if self.value() == "no" else queryset


class DueFilter(SimpleListFilter):
    title = _("check")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("Due")), ("soon", _("Due in the next 30 days")), ("never", _("Never checked"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        if self.value() == "now":
            return queryset.filter(check_due_on__lte=today)
        if self.value() == "soon":
            return queryset.filter(check_due_on__gt=today, check_due_on__lte=today + timedelta(days=30))
        return queryset.filter(checked_on=None) if self.value() == "never" else queryset
