from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from concept.models import ActionField, Approach, Edition, Goal
from core.admin import PUBLISHING, RECORD, PublishableAdmin

KEY = (_("Short key and order"), {"classes": ["collapse"], "fields": ["slug"]})


@admin.register(Edition)
class EditionAdmin(PublishableAdmin):
    list_display = ["title", "status_mark", "visible_now", "adopted_text", "is_current"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["document", "data_publisher"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "summary", "is_current"]}),
        (_("Adopted"), {"fields": [("adopted_on", "adopted_precision"), "adopted_by", "document"]}),
        (_("Open data"), {"fields": ["data_licence", "data_publisher", "municipality_key"]}),
        PUBLISHING,
        (_("Address on the site"), {"classes": ["collapse"], "fields": ["slug"]}),
        RECORD,
    ]


@admin.register(ActionField)
class ActionFieldAdmin(PublishableAdmin):
    list_display = ["name", "status_mark", "visible_now", "code", "is_cross_cutting"]
    search_fields = ["name", "short_name", "code"]
    autocomplete_fields = ["offers"]
    prepopulated_fields = {"slug": ["short_name"]}
    ordering = ["is_cross_cutting", "code"]
    fieldsets = [
        (None, {"fields": [("code", "is_cross_cutting"), "name", "short_name", "summary", "description"]}),
        (_("Offers in this field"), {"fields": ["offers"]}),
        PUBLISHING,
        (_("Address and look"), {"classes": ["collapse"], "fields": ["slug", "icon"]}),
        RECORD,
    ]


@admin.register(Goal)
class GoalAdmin(PublishableAdmin):
    list_display = ["title", "status_mark", "visible_now", "field", "number", "edition", "is_example"]
    list_filter = [*PublishableAdmin.list_filter, "field", "edition", "is_example"]
    search_fields = ["title", "description", "slug", "field__name"]
    autocomplete_fields = ["edition", "field"]
    prepopulated_fields = {"slug": ["title"]}
    ordering = ["field__is_cross_cutting", "field__code", "number"]
    fieldsets = [
        (None, {"fields": ["title", "description", "is_example"]}),
        (_("Where it belongs"), {"fields": ["edition", ("field", "number")]}),
        PUBLISHING,
        KEY,
        RECORD,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # The name of a goal begins with the letter of its field.
        return super().get_queryset(request).select_related("field", "edition")


@admin.register(Approach)
class ApproachAdmin(PublishableAdmin):
    list_display = ["title", "status_mark", "visible_now", "field", "goal", "is_example"]
    list_select_related = ["field", "goal__field"]
    list_filter = [*PublishableAdmin.list_filter, "field", "is_example"]
    search_fields = ["title", "description", "slug"]
    autocomplete_fields = ["field", "goal"]
    prepopulated_fields = {"slug": ["title"]}
    ordering = ["field__is_cross_cutting", "field__code", "position", "pk"]
    fieldsets = [
        (None, {"fields": ["title", "description", "is_example"]}),
        (_("Where it belongs"), {"fields": ["field", "goal"]}),
        PUBLISHING,
        (_("Short key and order"), {"classes": ["collapse"], "fields": ["slug", "position"]}),
        RECORD,
    ]
