"""Opening hours and closures: a week as lines to write, and at a glance."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.admin import RECORD, ContentAdmin
from core.admin.part_admin import PartOfPublished
from offers import opening
from offers.admin import week_lines
from offers.models import HoursRule, HoursSet


def rules_of(hours: HoursSet) -> list[opening.Rule]:
    """Costs no query after `prefetch_related("rules")`."""
    return [
        opening.Rule(row.weekday, row.opens, row.closes, opening.Mode(row.mode), row.week)
        for row in hours.rules.all()
    ]


class WeekField(forms.CharField):
    def has_changed(self, initial: Any, data: Any) -> bool:
        """Browsers send other line ends than were shown; that is no change."""
        return super().has_changed(initial, "\n".join((data or "").split("\r\n")).strip())


class WeekForm(forms.ModelForm):
    """The rules of a set of hours as one text; saving changes only the rules that differ."""

    week = WeekField(
        label=_("Times"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 60, "class": "week-lines", "spellcheck": "false"}),
        help_text=_(
            "One line for days with the same times. Examples: “Mo–Do 9:00–16:00 mit Termin”, "
            "“Fr 9:00–12:30”, “1. Do im Monat 16:30–18:00”, “Di 14:00–16:00 telefonisch”. "
            "Without a word at the end, people may just come by."
        ),
    )

    class Meta:
        model = HoursSet
        fields = "__all__"  # noqa: DJ007  the admin chooses the fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["week"] = week_lines.write(rules_of(self.instance))

    def clean_week(self) -> list[opening.Rule]:
        try:
            return week_lines.read(self.cleaned_data["week"])
        except week_lines.LineError as error:
            raise forms.ValidationError(str(error)) from error

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "week" in self.changed_data:
            replace_rules(self.instance, self.cleaned_data["week"])


def replace_rules(hours: HoursSet, wanted: Iterable[opening.Rule]) -> None:
    """Delete the rules that are gone and add the new ones, each with its history; the others stay."""
    missing = {(rule.weekday, rule.opens, rule.closes, str(rule.mode), rule.nth) for rule in wanted}
    for row in hours.rules.all():
        key = (row.weekday, row.opens, row.closes, row.mode, row.week)
        if key in missing:
            missing.remove(key)
        else:
            row.delete()
    for weekday, opens, closes, mode, week in sorted(missing, key=str):
        HoursRule(hours=hours, weekday=weekday, opens=opens, closes=closes, mode=mode, week=week).save()


@admin.display(description=_("the week at a glance"))
def at_a_glance(hours: HoursSet) -> str:
    """Monday to Sunday with their times, as they were last saved, and what visitors read."""
    if not hours.pk:
        return gettext("Appears after saving.")
    rules = rules_of(hours)
    days = []
    for number, name in enumerate(HoursRule.Weekday.labels):
        lines = opening.summary(rule for rule in rules if rule.weekday == number)
        every = [opening.format_line(line)[1] for line in lines if line.nth is None]
        some = [" ".join(opening.format_line(line)) for line in lines if line.nth is not None]
        days.append({"name": name, "every": every, "some": some})
    return render_to_string("admin/offers/week.html", {"days": days, "has_rules": bool(rules)})


class HoursInline(PartOfPublished, admin.StackedInline):
    model = HoursSet
    form = WeekForm
    extra = 0
    show_change_link = True
    readonly_fields = [at_a_glance]
    verbose_name = _("hours")
    verbose_name_plural = _("Opening, consultation and phone hours")
    fieldsets = [
        (None, {"fields": ["kind", "week", at_a_glance, "note"]}),
        (
            _("When do they hold?"),
            {
                "fields": [
                    ("valid_from", "valid_until"),
                    "closed_on_holidays",
                    ("is_confirmed", "as_of"),
                ]
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("place", "contact", "offer")
            .prefetch_related("rules")
        )


class PlaceHoursInline(HoursInline):
    """Only hours of the place itself: those of an offer at this place belong to the offer."""

    fk_name = "place"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(offer=None)


class ContactHoursInline(HoursInline):
    fk_name = "contact"


class OfferHoursInline(HoursInline):
    fk_name = "offer"
    autocomplete_fields = ["place"]
    fieldsets = [
        (None, {"fields": ["kind", "place", "week", at_a_glance, "note"]}),
        HoursInline.fieldsets[1],
    ]


@admin.register(HoursSet)
class HoursSetAdmin(PartOfPublished, ContentAdmin):
    owners = ("offer", "contact", "place")
    form = WeekForm
    list_display = ["owner", "kind", "lines", "valid", "is_confirmed", "as_of"]
    list_display_links = ["owner"]
    list_filter = ["is_confirmed", "kind"]
    search_fields = ["place__name", "contact__name", "offer__title", "note"]
    autocomplete_fields = ["place", "contact", "offer"]
    readonly_fields = [at_a_glance]
    ordering = ["is_confirmed", F("as_of").asc(nulls_first=True), "pk"]
    fieldsets = [
        (
            _("Whose hours?"),
            {
                "fields": ["offer", "contact", "place", "kind"],
                "description": _(
                    "Choose a contact point, or a place, or an offer (there possibly with one of its places)."
                ),
            },
        ),
        (_("Times"), {"fields": ["week", at_a_glance, "note"]}),
        HoursInline.fieldsets[1],
        RECORD,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related("place", "contact", "offer").prefetch_related("rules")

    @admin.display(description=_("whose"))
    def owner(self, obj: HoursSet) -> str:
        return str(obj.offer or obj.contact or obj.place)

    @admin.display(description=_("times"))
    def lines(self, obj: HoursSet) -> str:
        lines = [" ".join(opening.format_line(line)) for line in opening.summary(rules_of(obj))]
        return format_html("{}", ", ".join(lines)) if lines else "–"

    @admin.display(description=_("valid"), ordering="valid_from")
    def valid(self, obj: HoursSet) -> str:
        return period(obj.valid_from, obj.valid_until)


def period(first: date | None, last: date | None) -> str:
    """ "1.7.2025 – 31.8.2025", with one limit "from …" or "until …", without any "always"."""
    start, end = (formats.date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (first, last))
    if start and end:
        return f"{start} – {end}"
    if start:
        return gettext("from %(day)s") % {"day": start}
    return gettext("until %(day)s") % {"day": end} if end else gettext("always")
