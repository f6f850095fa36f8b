"""What is being done: measures and what became of them each year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concept.models.editions import ActionField, Approach, Goal, example_field
from concept.models.indicators import editor_field
from core.content.days import DayField
from core.content.richtext import rich_text
from core.models import (
    Checked,
    EntryQuerySet,
    Precision,
    Publishable,
    TranslatedModel,
    TranslatedQuerySet,
    Translation,
    format_date,
    precision_field,
    translation_of,
)
from offers.models import Audience, FundingProgramme, Offer, Organisation


class MeasureTexts(models.Model):
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = rich_text(_("description"))

    class Meta:
        abstract = True


class Measure(MeasureTexts, TranslatedModel, Publishable, Checked):
    class Progress(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        COMPLETED = "completed", _("completed")
        STOPPED = "stopped", _("stopped")
        UNKNOWN = "unknown", _("state unclear")

    class Rhythm(models.TextChoices):
        YEARLY = "yearly", _("every year")
        TWO_YEARS = "two_years", _("every two years")
        NONE = "none", _("no report is expected")

    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    lead = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_measures",
        verbose_name=_("lead"),
    )
    organisations = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="measures",
        verbose_name=_("organisations involved"),
    )
    fields = models.ManyToManyField(
        ActionField,
        blank=True,
        related_name="measures",
        verbose_name=_("action fields"),
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="measures", verbose_name=_("goals"))
    approaches = models.ManyToManyField(
        Approach, blank=True, related_name="measures", verbose_name=_("approaches")
    )
    offer = models.ForeignKey(
        Offer,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("offer"),
        help_text=_("The page on which a newcomer finds it."),
    )
    funding = models.ManyToManyField(
        FundingProgramme,
        blank=True,
        related_name="measures",
        verbose_name=_("funding programmes"),
    )
    audiences = models.ManyToManyField(
        Audience, blank=True, related_name="measures", verbose_name=_("audiences")
    )
    progress = models.CharField(_("progress"), max_length=10, choices=Progress, default=Progress.UNKNOWN)
    rhythm = models.CharField(
        _("reports"),
        max_length=10,
        choices=Rhythm,
        default=Rhythm.YEARLY,
        help_text=_("How often it is told what became of it. When it is time, it stands on the desk."),
    )
    editor = editor_field()
    starts_on = DayField(_("start"), null=True, blank=True)
    starts_precision = precision_field()
    ends_on = DayField(_("end"), null=True, blank=True)
    ends_precision = precision_field()
    is_example = example_field()

    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["title"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="concept_measure_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("concept:measure", args=[self.slug])

    @property
    def starts_text(self) -> str:
        return format_date(self.starts_on, Precision(self.starts_precision))

    @property
    def ends_text(self) -> str:
        return format_date(self.ends_on, Precision(self.ends_precision))


class MeasureTranslation(Translation, MeasureTexts):
    parent = translation_of(Measure)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a measure")
        verbose_name_plural = _("translations of measures")


class MeasureYearTexts(models.Model):
    done = models.TextField(_("what was done"))
    figures = models.CharField(
        _("figures reached"),
        max_length=240,
        blank=True,
        help_text=_("Example: 14 courses, 180 people"),
    )
    next_steps = models.TextField(_("next steps"), blank=True)

    class Meta:
        abstract = True


class MeasureYear(MeasureYearTexts, TranslatedModel):
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="years", verbose_name=_("measure"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("year of a measure")
        verbose_name_plural = _("years of a measure")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "year"],
                name="concept_measureyear_once",
                violation_error_message=_("This year exists already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="concept_measureyear_year",
                violation_error_message=_("Give the year with four digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}"


class MeasureYearTranslation(Translation, MeasureYearTexts):
    parent = translation_of(MeasureYear)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a year")
        verbose_name_plural = _("translations of years")
