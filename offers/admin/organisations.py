from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin
from offers.admin.closures import ClosureInline
from offers.admin.hours import ContactHoursInline
from offers.models import Contact, Organisation


@admin.register(Organisation)
class OrganisationAdmin(CheckedAdmin):
    list_display = ["name", "status_mark", "visible_now", "last_checked", "due", "kind", "part_of"]
    list_select_related = ["part_of"]
    list_filter = [*CheckedAdmin.list_filter, "kind"]
    search_fields = ["name", "short_name", "summary", "slug"]
    autocomplete_fields = ["part_of", "place"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ClosureInline]
    visitors_need = (("phone", "email", "website", "place"), ("summary", "description"))
    fieldsets = [
        (None, {"fields": ["name", "short_name", "kind", "summary", "description"]}),
        (_("How to reach it"), {"fields": ["place", ("phone", "email"), "website", "part_of"]}),
        PUBLISHING,
        FRESHNESS,
        (_("Address on the site"), {"classes": ["collapse"], "fields": ["slug"]}),
        RECORD,
    ]


@admin.register(Contact)
class ContactAdmin(CheckedAdmin):
    list_display = ["name", "status_mark", "visible_now", "last_checked", "due", "organisation", "phone"]
    list_select_related = ["organisation"]
    list_filter = [*CheckedAdmin.list_filter, "organisation"]
    search_fields = ["name", "task", "person", "phone", "email", "organisation__name", "slug"]
    autocomplete_fields = ["organisation", "place", "languages"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ContactHoursInline, ClosureInline]
    fieldsets = [
        (None, {"fields": ["name", "organisation", "task", "person", "note"]}),
        (_("How to reach it"), {"fields": [("phone", "email"), "website", ("place", "room"), "languages"]}),
        PUBLISHING,
        FRESHNESS,
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position"]}),
        RECORD,
    ]
