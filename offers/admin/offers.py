from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin
from offers.admin.closures import ClosureInline
from offers.admin.hours import OfferHoursInline
from offers.models import Offer


@admin.register(Offer)
class OfferAdmin(CheckedAdmin):
    list_display = ["title", "status_mark", "visible_now", "last_checked", "due", "kind", "provider"]
    list_select_related = ["provider"]
    list_filter = [*CheckedAdmin.list_filter, "kind", "topics", "audiences", "seeks_volunteers"]
    search_fields = ["title", "summary", "for_whom", "provider__name", "provider__short_name", "slug"]
    autocomplete_fields = ["provider", "partners", "places", "contacts", "languages", "documents"]
    tick_boxes = ("topics", "audiences", "funding")
    prepopulated_fields = {"slug": ["title"]}
    inlines = [OfferHoursInline, ClosureInline]
    visitors_need = (
        ("places", "place_note", "online"),
        ("hours", "time_note", "by_appointment", "by_registration", "by_referral"),
        ("contacts", "how_to_register", "website"),
        ("topics",),
        ("audiences",),
    )
    fieldsets = [
        (None, {"fields": ["title", "summary", "kind", "description", "for_whom"]}),
        (_("Who offers it, where and when?"), {
            "fields": ["provider", "partners", "contacts", "places", "place_note", "time_note", "website"],
        }),
        (_("How does one get in?"), {
            "fields": [
                ("walk_in", "by_appointment", "by_registration", "by_referral", "online"),
                "how_to_register", "what_to_bring", "cost", "cost_note", "languages",
                ("childcare", "women_only"),
            ],
        }),
        (_("Volunteering"), {
            "classes": ["collapse"],
            "fields": [
                "seeks_volunteers", "volunteer_task", "volunteer_time", "volunteer_training",
                "volunteer_insurance",
            ],
        }),
        (_("For whom and about what?"), {"fields": ["topics", "audiences", "funding", "documents"]}),
        PUBLISHING,
        FRESHNESS,
        (_("Address and order"), {
            "classes": ["collapse"], "fields": ["slug", "position", "is_service_point"],
        }),
        RECORD,
    ]  # fmt: skip
