"""The admin of the site as a whole: pages, notices, messages, identity."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.admin import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin, ContentAdmin, PublishableAdmin
from core.admin.part_admin import PartOfPublished
from core.admin.pictures import PictureForm
from core.admin.searching import FoldedSearch
from ki_site.portal import staff_admin
from ki_site.portal.models import Enquiry, Notice, Page, PageSection, SiteProfile, Term

__all__ = ["staff_admin"]


class SectionForm(forms.ModelForm):
    class Meta:
        model = PageSection
        fields = "__all__"  # noqa: DJ007  the admin chooses the fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].help_text = gettext("Made from the heading if you leave it empty.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        page = data.get("page")
        if "key" in self.fields and not data.get("key") and not self.errors:
            taken = set(page.sections.values_list("key", flat=True)) if page and page.pk else set()
            start = slugify(data.get("heading", ""))[:40] or "abschnitt"
            keys = (f"{start}-{number}" if number else start for number in range(len(taken) + 1))
            data["key"] = next(key for key in keys if key not in taken)
        return data


@admin.display(description=_("what belongs here"))
def section_state(section: PageSection) -> str:
    """What is expected, with a mark where a required text is still missing; empty rows are not shown."""
    if not section.pk:
        return SafeString("")
    if section.is_required and not section.body:
        return format_html(
            '<strong class="mark mark-missing">{}</strong> {}', _("still missing"), section.hint
        )
    return conditional_escape(section.hint)


class SectionInline(PartOfPublished, admin.StackedInline):
    model = PageSection
    form = SectionForm
    extra = 0
    show_change_link = True
    autocomplete_fields = ["contact"]
    readonly_fields = [section_state]
    verbose_name = _("section")
    verbose_name_plural = _("Sections of the page")
    fieldsets = [
        (None, {"fields": ["heading", section_state, "body", "contact"]}),
        (
            _("Place on the page"),
            {"classes": ["collapse"], "fields": [("position", "key"), "is_required", "hint"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("page")


@admin.register(Page)
class PageAdmin(CheckedAdmin):
    list_display = ["title", "status_mark", "visible_now", "last_checked", "due", "menu", "missing"]
    list_filter = [*CheckedAdmin.list_filter, "menu"]
    search_fields = ["title", "teaser", "sections__heading", "sections__body", "slug"]
    autocomplete_fields = ["documents", "contact", "offers"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SectionInline]
    fieldsets = [
        (None, {"fields": ["title", "teaser"]}),
        (
            _("Menu and life situation"),
            {
                "description": _(
                    "For pages on the home page: each section is a step, and three steps are best."
                ),
                "fields": ["menu", "icon", "contact", "offers", "topic", "search_words"],
            },
        ),
        (_("Documents"), {"classes": ["collapse"], "fields": ["documents"]}),
        PUBLISHING,
        FRESHNESS,
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position"]}),
        RECORD,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("sections")

    @admin.display(description=_("still missing"))
    def missing(self, obj: Page) -> str:
        count = sum(section.is_required and not section.body for section in obj.sections.all())
        if not count:
            return "–"
        text = ngettext("%(count)d section", "%(count)d sections", count) % {"count": count}
        return format_html('<span class="mark mark-missing">{}</span>', text)


@admin.register(PageSection)
class PageSectionAdmin(PartOfPublished, ContentAdmin):
    """Reached from its page."""

    owners = ("page",)
    form = SectionForm
    list_display = ["page", "heading", "is_required"]
    list_select_related = ["page"]
    list_filter = ["is_required"]
    search_fields = ["page__title", "heading", "body"]
    autocomplete_fields = ["page", "contact"]
    readonly_fields = [section_state]
    fieldsets = [
        (None, {"fields": ["heading", section_state, "body", "contact"]}),
        (_("Place on the page"), {"fields": ["page", ("position", "key"), "is_required", "hint"]}),
        RECORD,
    ]


@admin.register(Notice)
class NoticeAdmin(PublishableAdmin):
    list_display = ["title", "status_mark", "visible_now", "level", "published_from", "published_until"]
    list_filter = [*PublishableAdmin.list_filter, "level"]
    search_fields = ["title", "body"]
    ordering = ["-published_from", "-pk"]
    fieldsets = [
        (None, {"fields": ["title", "body", "level"]}),
        (_("Where does it stand?"), {"fields": ["paths", "link"]}),
        PUBLISHING,
        RECORD,
    ]


@admin.register(Term)
class TermAdmin(CheckedAdmin):
    list_display = ["name", "status_mark", "visible_now", "last_checked", "due"]
    search_fields = ["name", "forms", "explanation"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "explanation", "more"]}),
        (_("Where it is recognised"), {"fields": ["forms"]}),
        PUBLISHING,
        FRESHNESS,
        (_("Address"), {"classes": ["collapse"], "fields": ["slug"]}),
        RECORD,
    ]


class SiteProfileForm(PictureForm):
    pictures = {"logo": "logo_alt"}


@admin.register(SiteProfile)
class SiteProfileAdmin(ContentAdmin):
    form = SiteProfileForm
    autocomplete_fields = ["organisation", "contact"]
    fieldsets = [
        (None, {"fields": ["name", "city", "welcome", "intro", "description"]}),
        (_("Who is behind it?"), {"fields": ["organisation", "contact"]}),
        (_("Official logo"), {"fields": ["logo", "logo_alt", "logo_ppoi"]}),
        RECORD,
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteProfile.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one row only, so its list is its form."""
        if self.has_view_permission(request) and SiteProfile.objects.exists():
            return HttpResponseRedirect(reverse("admin:portal_siteprofile_change", args=[1]))
        return super().changelist_view(request, extra_context)


NEW_FIRST = Case(
    When(status=Enquiry.Status.NEW, then=Value(0)),
    When(status=Enquiry.Status.IN_PROGRESS, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@admin.action(description=_("Mark as done"), permissions=["change"])
def mark_done(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> None:
    count = queryset.exclude(status=Enquiry.Status.DONE).update(status=Enquiry.Status.DONE)
    text = ngettext("%(count)d message is marked as done.", "%(count)d messages are marked as done.", count)
    modeladmin.message_user(request, text % {"count": count})


@admin.register(Enquiry)
class EnquiryAdmin(FoldedSearch, admin.ModelAdmin):
    """What people wrote stays as they wrote it; staff add a status and a note."""

    show_facets = admin.ShowFacets.ALWAYS
    list_display = ["created_at", "status_mark", "reason", "sender", "start", "purge_on"]
    list_filter = ["status", "reason"]
    search_fields = ["name", "email", "phone", "message"]
    ordering = [NEW_FIRST, "-created_at"]
    actions = [mark_done]
    fieldsets = [
        (_("Message"), {"fields": ["reason", "message", "page", "created_at"]}),
        (_("Who wrote it?"), {"fields": ["name", "answer", "phone", "language"]}),
        (_("For the staff"), {"fields": ["status", "staff_note", "purge_on"]}),
    ]
    readonly_fields = [
        "reason", "message", "page", "created_at", "name", "answer", "phone", "language", "purge_on",
    ]  # fmt: skip

    class Media:
        css = {"all": ["css-admin/content.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=pgettext_lazy("sender of a message", "from"))
    def sender(self, obj: Enquiry) -> str:
        return obj.name or obj.email or obj.phone or gettext("without a name")

    @admin.display(description=_("message"))
    def start(self, obj: Enquiry) -> str:
        return Truncator(obj.message).words(12)

    @admin.display(description=_("status"), ordering="status")
    def status_mark(self, obj: Enquiry) -> str:
        return format_html('<span class="mark mark-{}">{}</span>', obj.status, obj.get_status_display())

    @admin.display(description=_("e-mail"))
    def answer(self, obj: Enquiry) -> str:
        return format_html('<a href="mailto:{0}">{0}</a>', obj.email) if obj.email else "–"
