from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin, ContentAdmin
from core.admin.pictures import PictureForm
from offers.admin.closures import ClosureInline
from offers.admin.hours import PlaceHoursInline
from offers.admin.points import PointAdmin
from offers.models import Borough, Place, Quarter


class WayFilter(admin.SimpleListFilter):
    """What a visitor needs to find the place."""

    title = _("the way there")
    parameter_name = "way"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("point or way missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(Place.LACKS_WAY) if self.value() else queryset


class PlaceForm(PictureForm):
    pictures = {"image": "image_alt"}


@admin.register(Place)
class PlaceAdmin(PointAdmin, CheckedAdmin):
    form = PlaceForm
    list_display = ["name", "status_mark", "visible_now", "last_checked", "due", "street", "quarter"]
    list_select_related = ["quarter"]
    list_filter: list[Any] = [*CheckedAdmin.list_filter, "wheelchair", "quarter__borough", WayFilter]
    search_fields = ["name", "street", "postal_code", "quarter__name", "slug"]
    autocomplete_fields = ["quarter"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PlaceHoursInline, ClosureInline]
    visitors_need = (("street",),)
    fieldsets = [
        (None, {"fields": ["name", "street", ("postal_code", "city"), "quarter", "directions"]}),
        (_("Access without barriers"), {"fields": ["wheelchair", "access_note"]}),
        (_("On the map"), {
            "fields": ["drawing", ("latitude", "longitude"), ("point_precision", "point_source")],
        }),
        (_("Picture"), {"fields": ["image", "image_alt", "image_credit", "image_ppoi"]}),
        PUBLISHING,
        FRESHNESS,
        (_("Address on the site"), {"classes": ["collapse"], "fields": ["slug"]}),
        RECORD,
    ]  # fmt: skip


@admin.register(Borough)
class BoroughAdmin(ContentAdmin):
    list_display = ["name", "number"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "number", "slug"]}), RECORD]


@admin.register(Quarter)
class QuarterAdmin(PointAdmin, ContentAdmin):
    list_display = ["name", "borough"]
    list_select_related = ["borough"]
    list_filter = ["borough"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "borough", "slug"]}),
        (_("On the map"), {"fields": ["drawing", ("latitude", "longitude"), "point_source"]}),
        RECORD,
    ]
