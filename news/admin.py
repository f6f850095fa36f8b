"""The admin of posts and events."""

from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.admin import PUBLISHING, RECORD, ContentAdmin, PublishableAdmin, TableInline
from core.admin.address_form import AddressForm
from core.admin.filters import DefaultFilter
from core.admin.pictures import PictureForm
from core.content.dates import format_date, shifted
from core.content.days import DayFormField
from news.models import Event, EventException, Post
from news.repeats import Repeat, leaves_out, repeat_of, rule_for
from news.rules import parse


class PostForm(PictureForm):
    pictures = {"image": "image_alt"}


@admin.register(Post)
class PostAdmin(PublishableAdmin):
    form = PostForm
    visitors_need = (("body", "teaser"), ("topics", "fields"))
    list_display = ["title", "date_shown", "status_mark", "visible_now", "author", "has_picture"]
    list_select_related = ["author"]
    list_filter = [*PublishableAdmin.list_filter, "topics", "fields"]
    search_fields = ["title", "teaser", "body", "slug"]
    autocomplete_fields = ["author", "documents", "reports"]
    tick_boxes = ("topics", "fields")
    prepopulated_fields = {"slug": ["title"]}
    date_hierarchy = "date"
    ordering = ["-date", "-pk"]
    fieldsets = [
        (None, {"fields": ["title", "teaser", "body", ("date", "date_precision"), "author"]}),
        (_("Picture"), {"fields": ["image", "image_alt", "image_credit", "image_ppoi"]}),
        (_("What it is about"), {"fields": ["topics", "fields", "documents", "reports"]}),
        (_("Where it comes from"), {"fields": ["source", "source_url"]}),
        PUBLISHING,
        (_("Address on the site"), {"classes": ["collapse"], "fields": ["slug"]}),
        RECORD,
    ]

    @admin.display(description=_("date"), ordering="date")
    def date_shown(self, obj: Post) -> str:
        return obj.date_text

    @admin.display(description=_("picture"), boolean=True)
    def has_picture(self, obj: Post) -> bool:
        return bool(obj.image)


class EventForm(AddressForm):
    repeat = forms.ChoiceField(label=_("Repeats"), choices=Repeat.choices, required=False)
    repeat_until = DayFormField(
        label=_("Repeats until"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("The last day of the series. Leave empty if it has no end yet."),
    )

    class Meta:
        model = Event
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rule" in self.fields:
            self.fields["rule"].label = gettext("Rule for “otherwise”")
        if self.instance.pk:
            repeat, until = repeat_of(self.instance.rule, self.instance.starts_on)
            self.initial = {**self.initial, "repeat": repeat, "repeat_until": until}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        repeat, first, until = data.get("repeat"), data.get("starts_on"), data.get("repeat_until")
        if "repeat" not in self.fields or first is None:
            return data
        if until and until < first:
            self.add_error("repeat_until", gettext("The series ends before it begins."))
        elif repeat == Repeat.OWN and not data.get("rule"):
            self.add_error("rule", gettext("Write the rule, or choose one of the ways above."))
        elif repeat != Repeat.OWN:
            data["rule"] = rule_for(repeat or "", first, until)
        return data


class ExceptionInline(TableInline):
    model = EventException
    show_change_link = True
    fields = ["date", "kind", "new_date", "starts_at", "ends_at", "note"]
    verbose_name_plural = _("Dates that are cancelled, moved or added")


class ComingFilter(DefaultFilter):
    title = _("time")
    parameter_name = "time"
    default_label = _("Today and later, and series")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("past", _("Past")), ("all", self.all_label)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "all":
            return queryset
        coming = Event.objects.perhaps_upcoming(timezone.localdate()).values("pk")
        if self.value() == "past":
            return queryset.exclude(pk__in=coming)
        return queryset.filter(pk__in=coming)


@admin.register(Event)
class EventAdmin(PublishableAdmin):
    form = EventForm
    list_display = [
        "title", "starts_on", "status_mark", "visible_now", "starts_at", "place", "repeats", "is_cancelled",
    ]  # fmt: skip
    list_select_related = ["place"]
    list_filter = [ComingFilter, *PublishableAdmin.list_filter, "is_cancelled", "topics"]
    search_fields = ["title", "teaser", "body", "place__name", "slug"]
    autocomplete_fields = ["place", "organiser", "partners", "offers"]
    tick_boxes = ("topics", "fields")
    prepopulated_fields = {"slug": ["title"]}
    inlines = [ExceptionInline]
    visitors_need = (("place", "place_note", "online_url"), ("starts_at",), ("topics", "fields"))
    ordering = ["starts_on", "starts_at"]
    fieldsets = [
        (None, {"fields": ["title", "teaser", "body"]}),
        (_("When?"), {
            "fields": [
                ("starts_on", "starts_at"), ("ends_on", "ends_at"), "date_precision",
                ("repeat", "repeat_until"), "rule",
            ],
        }),
        (_("Is it cancelled?"), {"fields": ["is_cancelled", "cancelled_note"]}),
        (_("Where and by whom?"), {
            "fields": ["place", "place_note", "online_url", "organiser", "partners", "how_to_register"],
        }),
        (_("What it is about"), {"fields": ["topics", "fields", "offers"]}),
        (_("Where it comes from"), {"fields": ["source"]}),
        PUBLISHING,
        (_("Address on the site"), {"classes": ["collapse"], "fields": ["slug"]}),
        RECORD,
    ]  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if leaves_out(obj.rule, obj.starts_on):
            text = gettext(
                "This series leaves out the months or years that have no such day. "
                "Its first dates: %(dates)s."
            )
            dates = parse(obj.rule).days(obj.starts_on, obj.starts_on, shifted(obj.starts_on, 3660))
            shown = " · ".join(format_date(day) for day in islice(dates, 4))
            self.message_user(request, text % {"dates": shown}, messages.WARNING)

    @admin.display(description=_("repeats"), boolean=True, ordering="rule")
    def repeats(self, obj: Event) -> bool:
        return bool(obj.rule)


@admin.register(EventException)
class EventExceptionAdmin(ContentAdmin):
    """Reached from its event, for the translations of the note."""

    list_display = ["event", "date", "kind", "new_date"]
    list_select_related = ["event"]
    search_fields = ["event__title", "note"]
    autocomplete_fields = ["event"]
    fieldsets = [
        (None, {"fields": ["event", "date", "kind", "new_date", ("starts_at", "ends_at"), "note"]}),
        RECORD,
    ]
