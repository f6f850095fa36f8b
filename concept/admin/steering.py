from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from concept.models import Body, Meeting, Milestone, Report
from core.admin import PUBLISHING, RECORD, PublishableAdmin

KEY = (_("Short key"), {"classes": ["collapse"], "fields": ["slug"]})


@admin.register(Report)
class ReportAdmin(PublishableAdmin):
    list_display = ["title", "status_mark", "visible_now", "appeared_text", "edition", "document"]
    list_select_related = ["edition", "document"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["edition", "document"]
    prepopulated_fields = {"slug": ["title"]}
    ordering = ["-appeared_on"]
    fieldsets = [
        (None, {"fields": ["title", "summary", "edition", "document"]}),
        (_("Dates and figures"), {
            "fields": [
                ("appeared_on", "appeared_precision"), ("period_from", "period_until"),
                ("measure_count", "measure_count_is_rough"),
            ],
        }),
        PUBLISHING,
        KEY,
        RECORD,
    ]  # fmt: skip


@admin.register(Body)
class BodyAdmin(PublishableAdmin):
    list_display = ["name", "status_mark", "visible_now", "role", "lead", "rhythm"]
    list_select_related = ["lead"]
    list_filter = [*PublishableAdmin.list_filter, "role"]
    search_fields = ["name", "task"]
    autocomplete_fields = ["lead", "members"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["position", "name"]
    fieldsets = [
        (None, {"fields": ["name", "role", "task"]}),
        (_("Who belongs to it?"), {"fields": ["lead", "members", "members_note"]}),
        (_("How often does it meet?"), {"fields": ["rhythm", "meetings_per_year", "website"]}),
        PUBLISHING,
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position"]}),
        RECORD,
    ]


@admin.register(Meeting)
class MeetingAdmin(PublishableAdmin):
    list_display = ["title", "status_mark", "visible_now", "date_text", "body"]
    list_select_related = ["body"]
    list_filter = [*PublishableAdmin.list_filter, "body"]
    search_fields = ["title", "dealt_with", "body__name"]
    autocomplete_fields = ["body", "documents"]
    prepopulated_fields = {"slug": ["title"]}
    date_hierarchy = "date"
    ordering = ["-date"]
    fieldsets = [
        (None, {"fields": ["title", "body", ("date", "date_precision"), "dealt_with"]}),
        (_("Minutes and documents"), {"fields": ["url", "documents"]}),
        PUBLISHING,
        KEY,
        RECORD,
    ]


@admin.register(Milestone)
class MilestoneAdmin(PublishableAdmin):
    list_display = ["title", "status_mark", "visible_now", "date_text", "date_is_uncertain"]
    search_fields = ["title", "description"]
    autocomplete_fields = ["document"]
    prepopulated_fields = {"slug": ["title"]}
    ordering = ["-date"]
    fieldsets = [
        (None, {"fields": ["title", "description"]}),
        (_("Date"), {"fields": [("date", "date_precision"), "date_is_uncertain"]}),
        (_("Where it comes from"), {"fields": ["source", "document"]}),
        PUBLISHING,
        KEY,
        RECORD,
    ]
