from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin, ContentAdmin
from offers.admin.closures import ClosureInline
from offers.admin.hours import PlaceHoursInline
from offers.models import Borough, Place, Quarter


@admin.register(Place)
class PlaceAdmin(CheckedAdmin):
    list_display = ["name", "status_mark", "visible_now", "last_checked", "due", "street", "quarter"]
    list_select_related = ["quarter"]
    list_filter = [*CheckedAdmin.list_filter, "wheelchair", "quarter__borough"]
    search_fields = ["name", "street", "postal_code", "quarter__name", "slug"]
    autocomplete_fields = ["quarter"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PlaceHoursInline, ClosureInline]
    fieldsets = [
        (None, {"fields": ["name", "street", ("postal_code", "city"), "quarter", "directions"]}),
        (_("Access without barriers"), {"fields": ["wheelchair", "access_note"]}),
        PUBLISHING,
        FRESHNESS,
        (_("Address on the site and on the map"), {
            "classes": ["collapse"], "fields": ["slug", ("latitude", "longitude")],
        }),
        RECORD,
    ]  # fmt: skip


@admin.register(Borough)
class BoroughAdmin(ContentAdmin):
    list_display = ["name", "number"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "number", "slug"]}), RECORD]


@admin.register(Quarter)
class QuarterAdmin(ContentAdmin):
    list_display = ["name", "borough"]
    list_select_related = ["borough"]
    list_filter = ["borough"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "borough", "slug"]}), RECORD]
