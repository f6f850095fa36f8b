"""What the figures say: indicators, their values and targets."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from concept.models.editions import (
    ActionField,
    Goal,
    PublishedTextQuerySet,
    example_field,
)
from core.content.days import DayField
from core.models import Publishable, TranslatedModel, TranslatedQuerySet, Translation, translation_of
from offers.models import Organisation


def editor_field() -> models.ForeignKey:
    """Who is told by mail when something is due."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_staff": True, "is_active": True},
        verbose_name=_("responsible editor"),
        help_text=_("Gets a mail once a week when something is due. Empty: the Leitung gets it."),
    )


class IndicatorTexts(models.Model):
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"), help_text=_("What exactly is counted, and how."))
    limits = models.TextField(
        _("limits"),
        blank=True,
        help_text=_("What the figure does not say. Visitors read it below the chart."),
    )
    source_name = models.CharField(_("source"), max_length=200, blank=True, help_text=_("Example: IT.NRW"))

    class Meta:
        abstract = True


class IndicatorQuerySet(PublishedTextQuerySet):
    def public(self) -> Self:
        """Published, and of a field that is public, or of none."""
        fields = ActionField.objects.public().order_by()
        return self.published().filter(Q(field=None) | Q(field__in=fields))


class Indicator(IndicatorTexts, TranslatedModel, Publishable):
    class Unit(models.TextChoices):
        COUNT = "count", pgettext_lazy("how many", "number")
        PERCENT = "percent", _("percent")
        POINTS = "points", _("percentage points")
        EURO = "euro", _("euro")
        MONTHS = "months", _("months")
        WEEKS = "weeks", _("weeks")
        AREA = "area", _("square metres")

    class Direction(models.TextChoices):
        MORE = "more", _("more is better")
        LESS = "less", _("less is better")
        NEITHER = "neither", _("neither more nor less is better")

    class Population(models.TextChoices):
        ALL = "all", _("all residents")
        CITIZENSHIP = "citizenship", _("people without German citizenship")
        BACKGROUND = "background", _("people with Migrationshintergrund")
        HISTORY = "history", _("people with Einwanderungsgeschichte")
        NONE = "none", _("does not count residents")

    class Territory(models.TextChoices):
        CITY = "city", _("Leverkusen")
        LAND = "land", _("North Rhine-Westphalia")

    class Rhythm(models.TextChoices):
        MONTHLY = "monthly", _("monthly")
        QUARTERLY = "quarterly", _("quarterly")
        YEARLY = "yearly", _("yearly")
        FIVE_YEARS = "five_years", _("every five years")
        IRREGULAR = "irregular", _("irregular")

    class Describes(models.TextChoices):
        CONDITIONS = "conditions", _("conditions of life, not the effect of measures")
        MEASURES = "measures", _("what measures achieve")

    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    field = models.ForeignKey(
        ActionField,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("action field"),
        help_text=_("Leave empty for figures about the city as a whole."),
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="indicators", verbose_name=_("goals"))
    unit = models.CharField(_("unit"), max_length=8, choices=Unit, default=Unit.COUNT)
    decimals = models.PositiveSmallIntegerField(_("decimal places"), default=0)
    direction = models.CharField(
        _("wanted direction"),
        max_length=8,
        choices=Direction,
        default=Direction.NEITHER,
    )
    population = models.CharField(_("population"), max_length=12, choices=Population, default=Population.NONE)
    territory = models.CharField(_("territory"), max_length=5, choices=Territory, default=Territory.CITY)
    rhythm = models.CharField(_("rhythm"), max_length=12, choices=Rhythm, default=Rhythm.YEARLY)
    describes = models.CharField(
        _("describes"), max_length=12, choices=Describes, default=Describes.CONDITIONS
    )
    source_url = models.URLField(_("address of the source"), max_length=400, blank=True)
    data_owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("data owner"),
    )
    publication_lag = models.PositiveSmallIntegerField(
        _("appears … months later"),
        default=6,
        help_text=_(
            "How many months after the end of its period the figure is usually there. Then it stands on the "
            "desk as due. Example: 6 for figures of a year that appear in June of the next one."
        ),
    )
    editor = editor_field()
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group shown"),
        default=5,
        help_text=_("Values of smaller groups of people are not published."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_example = example_field()

    objects = IndicatorQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "name"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("concept:indicator", args=[self.slug])


class IndicatorTranslation(Translation, IndicatorTexts):
    parent = translation_of(Indicator)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an indicator")
        verbose_name_plural = _("translations of indicators")


class GroupTexts(models.Model):
    name = models.CharField(_("name"), max_length=80, help_text=_("Example: women"))

    class Meta:
        abstract = True


class Group(GroupTexts, TranslatedModel):
    """A part of the whole that a value is given for: women, Stadtbezirk I, 65 and over."""

    class Dimension(models.TextChoices):
        GENDER = "gender", _("Gender")
        BOROUGH = "borough", _("Borough")
        AGE = "age", _("Age")
        CITIZENSHIP = "citizenship", _("Citizenship")

    slug = models.SlugField(_("short key"), unique=True)
    dimension = models.CharField(_("dimension"), max_length=12, choices=Dimension)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["dimension", "position"]
        verbose_name = pgettext_lazy("people", "group")
        verbose_name_plural = pgettext_lazy("people", "groups")

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {self.name}"


class GroupTranslation(Translation, GroupTexts):
    parent = translation_of(Group)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a group")
        verbose_name_plural = _("translations of groups")


class IndicatorValueTexts(models.Model):
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("Example: counted anew since the census"),
    )

    class Meta:
        abstract = True


class IndicatorValue(IndicatorValueTexts, TranslatedModel):
    """The value of an indicator for a period, of the whole or one group; or the reason why it is missing."""

    class Period(models.TextChoices):
        YEAR = "year", _("year")
        QUARTER = "quarter", pgettext_lazy("three months", "quarter")
        DAY = "day", _("key date")

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exactly")
        ABOUT = "about", _("about")
        OVER = "over", _("more than")
        UNDER = "under", _("less than")

    class Status(models.TextChoices):
        PROVISIONAL = "provisional", _("provisional")
        FINAL = "final", _("final")
        CORRECTED = "corrected", _("corrected")

    class Missing(models.TextChoices):
        NOT_COLLECTED = "not_collected", _("not collected")
        NOT_YET = "not_yet", _("not yet published")
        SUPPRESSED = "suppressed", _("not shown because the group is too small")
        MEANINGLESS = "meaningless", _("not meaningful")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="values", verbose_name=_("indicator")
    )
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="values",
        verbose_name=pgettext_lazy("people", "group"),
        help_text=_("Leave empty for the whole."),
    )
    period = models.CharField(_("period"), max_length=8, choices=Period, default=Period.DAY)
    date = DayField(
        _("date"),
        help_text=_("The key date, or the last day of the period. Example: 31.12.2024 for the year 2024."),
    )
    date_is_uncertain = models.BooleanField(
        _("date unclear"),
        default=False,
        db_default=False,
        help_text=_("The source gives no date; it was concluded."),
    )
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3, null=True, blank=True)
    qualifier = models.CharField(_("how exact"), max_length=6, choices=Qualifier, default=Qualifier.EXACT)
    missing = models.CharField(
        _("why it is missing"),
        max_length=14,
        choices=Missing,
        blank=True,
        help_text=_("Only where there is no value."),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.FINAL)
    correction_reason = models.CharField(_("reason of the correction"), max_length=240, blank=True)
    corrected_on = DayField(_("corrected on"), null=True, blank=True, editable=False)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("corrected by"),
    )
    # What stood here before the last correction; everything before that is in the history.
    previous_value = models.DecimalField(
        _("value before"), max_digits=14, decimal_places=3, null=True, blank=True, editable=False
    )
    previous_qualifier = models.CharField(
        _("how exact before"), max_length=6, choices=Qualifier, blank=True, editable=False
    )
    previous_missing = models.CharField(
        _("why it was missing before"), max_length=14, choices=Missing, blank=True, editable=False
    )
    series_break = models.BooleanField(
        _("series break"),
        default=False,
        help_text=_("Counted in another way than before; charts interrupt the line here."),
    )
    source_name = models.CharField(_("source"), max_length=240, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=400, blank=True)
    as_of = DayField(
        _("published"),
        null=True,
        blank=True,
        help_text=_("The day on which the source appeared."),
    )

    # Set on what visitors get in place of a small value, by concept.suppression; no column.
    hidden_below = 0

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "date", "group"]
        verbose_name = _("value")
        verbose_name_plural = _("values")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "date", "group"],
                condition=Q(group__isnull=False),
                name="concept_indicatorvalue_group_once",
                violation_error_message=_("There is a value for this date and group already."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "date"],
                condition=Q(group=None),
                name="concept_indicatorvalue_once",
                violation_error_message=_("There is a value for this date already."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | (Q(value=None) & ~Q(missing="")),
                name="concept_indicatorvalue_value_or_reason",
                violation_error_message=_("Give a value, or the reason why it is missing."),
            ),
            models.CheckConstraint(
                condition=~Q(status="corrected") | ~Q(correction_reason=""),
                name="concept_indicatorvalue_correction_has_reason",
                violation_error_message=_("Say why the value was corrected."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.period_text}"

    @property
    def period_text(self) -> str:
        """ "2024", "2. Quartal 2024", "31.12.2024" or "etwa 2018", in the active language."""
        text = period_text(self.date, self.period)
        return gettext("around %(period)s") % {"period": text} if self.date_is_uncertain else text


def period_text(day: date, period: str) -> str:
    if period == IndicatorValue.Period.YEAR:
        return str(day.year)
    if period == IndicatorValue.Period.QUARTER:
        quarters = (
            gettext("1st quarter %(year)s"),
            gettext("2nd quarter %(year)s"),
            gettext("3rd quarter %(year)s"),
            gettext("4th quarter %(year)s"),
        )
        return quarters[(day.month - 1) // 3] % {"year": day.year}
    return date_format(day, "SHORT_DATE_FORMAT")


class IndicatorValueTranslation(Translation, IndicatorValueTexts):
    parent = translation_of(IndicatorValue)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a value's note")
        verbose_name_plural = _("translations of values' notes")


class IndicatorTargetTexts(models.Model):
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        abstract = True


class IndicatorTarget(IndicatorTargetTexts, TranslatedModel):
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="targets", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=14, decimal_places=3)
    is_example = example_field()

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "year"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="concept_indicatortarget_once",
                violation_error_message=_("There is a target for this year already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="concept_indicatortarget_year",
                violation_error_message=_("Give the year with four digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.year}"


class IndicatorTargetTranslation(Translation, IndicatorTargetTexts):
    parent = translation_of(IndicatorTarget)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a target's note")
        verbose_name_plural = _("translations of targets' notes")
