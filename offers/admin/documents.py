from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin
from offers.admin.files import DocumentForm
from offers.models import Document


@admin.register(Document)
class DocumentAdmin(CheckedAdmin):
    form = DocumentForm
    visitors_need = (("file", "url"),)
    list_display = [
        "title", "status_mark", "visible_now", "last_checked", "due", "available", "accessible", "date",
    ]  # fmt: skip
    list_filter = [*CheckedAdmin.list_filter, "accessible"]
    search_fields = ["title", "summary", "publisher__name", "slug"]
    autocomplete_fields = ["publisher"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "summary", "publisher"]}),
        (_("File or link"), {"fields": ["file", "url", "accessible", ("language", "pages")]}),
        (_("Date of the document"), {"fields": [("dated", "dated_precision")]}),
        PUBLISHING,
        FRESHNESS,
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position"]}),
        RECORD,
    ]

    @admin.display(description=_("can be opened"), boolean=True)
    def available(self, obj: Document) -> bool:
        return obj.is_available

    @admin.display(description=_("date"), ordering="dated")
    def date(self, obj: Document) -> str:
        return obj.date_text
