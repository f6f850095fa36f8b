"""The lists that offers are sorted by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import RECORD, ContentAdmin
from offers.models import Audience, FundingProgramme, SpokenLanguage, Topic

PLACEMENT = (_("Address and order"), {"fields": ["slug", "position"]})


@admin.register(Topic)
class TopicAdmin(ContentAdmin):
    list_display = ["name", "hint", "position", "on_home"]
    list_filter = ["on_home"]
    search_fields = ["name", "hint"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "hint", "icon", "on_home"]}), PLACEMENT, RECORD]


@admin.register(Audience)
class AudienceAdmin(ContentAdmin):
    list_display = ["name", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name"]}), PLACEMENT, RECORD]


@admin.register(SpokenLanguage)
class SpokenLanguageAdmin(ContentAdmin):
    list_display = ["name", "endonym", "code", "position"]
    search_fields = ["name", "endonym", "code"]
    fieldsets = [(None, {"fields": ["name", "endonym", "code", "position"]}), RECORD]


@admin.register(FundingProgramme)
class FundingProgrammeAdmin(ContentAdmin):
    list_display = ["name", "short_name", "funder"]
    search_fields = ["name", "short_name", "funder"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "short_name", "summary", "description", "funder", "website"]}),
        PLACEMENT,
        RECORD,
    ]
