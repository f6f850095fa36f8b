"""Who steers and what has happened: reports, bodies, meetings, milestones."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concept.models.editions import Edition, PublishedTextQuerySet
from core.content.days import DayField
from core.content.richtext import rich_text
from core.models import (
    Precision,
    Publishable,
    TranslatedModel,
    Translation,
    format_date,
    precision_field,
    translation_of,
)
from offers.models import Document, Organisation


class ReportTexts(models.Model):
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        abstract = True


class Report(ReportTexts, TranslatedModel, Publishable):
    """A report on the concept that exists as a document."""

    slug = models.SlugField(_("address part"), unique=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="reports", verbose_name=_("edition"))
    period_from = DayField(_("reports from"), null=True, blank=True)
    period_until = DayField(_("reports until"), null=True, blank=True)
    appeared_on = DayField(_("appeared"))
    appeared_precision = precision_field()
    measure_count = models.PositiveSmallIntegerField(_("number of measures"), null=True, blank=True)
    measure_count_is_rough = models.BooleanField(_("the number is rough"), default=False)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("document"),
    )

    objects = PublishedTextQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-appeared_on"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_until=None) | Q(period_until__gte=F("period_from")),
                name="concept_report_period",
                violation_error_message=_("The period must not end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def appeared_text(self) -> str:
        return format_date(self.appeared_on, Precision(self.appeared_precision))


class ReportTranslation(Translation, ReportTexts):
    parent = translation_of(Report)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a report")
        verbose_name_plural = _("translations of reports")


class BodyTexts(models.Model):
    name = models.CharField(_("name"), max_length=160)
    task = models.TextField(_("task"))
    rhythm = models.CharField(
        _("rhythm"),
        max_length=120,
        blank=True,
        help_text=_("Example: four times a year"),
    )
    members_note = models.TextField(_("who belongs to it"), blank=True)

    class Meta:
        abstract = True


class Body(BodyTexts, TranslatedModel, Publishable):
    class Role(models.TextChoices):
        DECIDES = "decides", _("decides")
        STEERS = "steers", _("steers")
        WORKS = "works", _("works")
        ADVISES = "advises", _("advises")

    slug = models.SlugField(_("address part"), unique=True)
    role = models.CharField(_("role"), max_length=8, choices=Role)
    lead = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_bodies",
        verbose_name=_("lead"),
    )
    members = models.ManyToManyField(
        Organisation, blank=True, related_name="bodies", verbose_name=_("members")
    )
    meetings_per_year = models.PositiveSmallIntegerField(_("meetings a year"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = PublishedTextQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "name"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.name


class BodyTranslation(Translation, BodyTexts):
    parent = translation_of(Body)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a body")
        verbose_name_plural = _("translations of bodies")


class MeetingTexts(models.Model):
    title = models.CharField(_("title"), max_length=200)
    dealt_with = rich_text(_("what was dealt with"))

    class Meta:
        abstract = True


class MeetingQuerySet(PublishedTextQuerySet):
    def public(self) -> Self:
        """Published, and of a body that is public."""
        return self.published().filter(body__in=Body.objects.public().order_by())


class Meeting(MeetingTexts, TranslatedModel, Publishable):
    slug = models.SlugField(_("short key"), unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    date = DayField(_("date"))
    date_precision = precision_field()
    documents = models.ManyToManyField(
        Document, blank=True, related_name="meetings", verbose_name=_("documents")
    )
    url = models.URLField(_("minutes or agenda"), max_length=400, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-date"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return f"{self.title} ({self.date:%d.%m.%Y})"

    @property
    def date_text(self) -> str:
        return format_date(self.date, Precision(self.date_precision))


class MeetingTranslation(Translation, MeetingTexts):
    parent = translation_of(Meeting)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a meeting")
        verbose_name_plural = _("translations of meetings")


class MilestoneTexts(models.Model):
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        abstract = True


class Milestone(MilestoneTexts, TranslatedModel, Publishable):
    slug = models.SlugField(_("short key"), max_length=100, unique=True)
    date = DayField(_("date"))
    date_precision = precision_field()
    date_is_uncertain = models.BooleanField(
        _("date unclear"),
        default=False,
        help_text=_("The source gives no date; it was concluded."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("document"),
    )

    objects = PublishedTextQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["date", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return f"{self.date.year}: {self.title}"

    @property
    def date_text(self) -> str:
        return format_date(self.date, Precision(self.date_precision))


class MilestoneTranslation(Translation, MilestoneTexts):
    parent = translation_of(Milestone)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a milestone")
        verbose_name_plural = _("translations of milestones")
