"""For editors: synonyms, and the searches that found nothing."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.admin import RECORD, ContentAdmin
from core.admin.searching import FoldedSearch
from search.models import MissedSearch, Synonym


@admin.register(Synonym)
class SynonymAdmin(ContentAdmin):
    list_display = ["slug", "typed_words", "meant_words", "both_ways", "language"]
    list_filter = ["language", "both_ways"]
    search_fields = ["slug", "typed", "meant"]
    prepopulated_fields = {"slug": ["typed"]}
    fieldsets = [
        (None, {"fields": ["typed", "meant", "both_ways", "language", "slug"]}),
        RECORD,
    ]

    @admin.display(description=_("what people type"), ordering="typed")
    def typed_words(self, obj: Synonym) -> str:
        return ", ".join(obj.typed.splitlines())

    @admin.display(description=_("what the site calls it"), ordering="meant")
    def meant_words(self, obj: Synonym) -> str:
        return ", ".join(obj.meant.splitlines())


@admin.register(MissedSearch)
class MissedSearchAdmin(FoldedSearch, admin.ModelAdmin):
    """To look at and to delete; visitors write it, nobody changes it."""

    list_display = ["words", "count", "first_on", "last_on", "language", "as_synonym"]
    list_filter = ["language"]
    search_fields = ["words"]
    list_display_links = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("what to do"))
    def as_synonym(self, obj: MissedSearch) -> str:
        """A link to the form for a synonym with these words filled in."""
        values = {"typed": obj.words, "slug": slugify(obj.words)[:60], "language": obj.language}
        address = f"{reverse('admin:search_synonym_add')}?{urlencode(values)}"
        return format_html('<a href="{}">{}</a>', address, _("Add a synonym"))
