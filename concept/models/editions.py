"""The concept itself: its editions, fields, goals and approaches."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.content.days import DayField
from core.content.richtext import rich_text
from core.icons import validate_icon
from core.models import (
    Precision,
    Publishable,
    PublishableQuerySet,
    TranslatedModel,
    TranslatedQuerySet,
    Translation,
    format_date,
    precision_field,
    translation_of,
)
from offers.models import Document, Offer, Organisation

# The words that stand in addresses where a field has its own: no field may be called so.
TAKEN = {"abdeckung", "abfrage", "berichte", "daten", "gremien", "indikatoren", "massnahmen"}


class PublishedTextQuerySet(PublishableQuerySet, TranslatedQuerySet):
    """For models that are translated and published, but not checked by date."""


class EditionQuerySet(PublishedTextQuerySet):
    def in_force(self) -> Self:
        """One, or none as long as it is not public."""
        return self.published().filter(is_current=True)


class GoalQuerySet(PublishedTextQuerySet):
    def in_force(self) -> Self:
        """Published, and of the edition in force; its field may be hidden (as in the preview of a field)."""
        return self.published().filter(edition__in=Edition.objects.in_force().order_by())

    def public(self) -> Self:
        return self.in_force().filter(field__in=ActionField.objects.public().order_by())


class ApproachQuerySet(PublishedTextQuerySet):
    def in_force(self) -> Self:
        """Published, and of no goal or of one of the edition in force."""
        edition = Edition.objects.in_force().order_by()
        return self.published().filter(Q(goal=None) | Q(goal__edition__in=edition))

    def public(self) -> Self:
        return self.in_force().filter(field__in=ActionField.objects.public().order_by())


def example_field() -> models.BooleanField:
    return models.BooleanField(
        _("is an example"),
        default=False,
        help_text=_(
            "Shown to visitors with the mark “example”, because the agreed wording is not known here."
        ),
    )


class DataLicence(models.TextChoices):
    """Keys are those of the DCAT-AP.de vocabulary of licences."""

    NOT_STATED = "", _("not decided yet")
    ZERO = "dl-zero-de/2.0", "Datenlizenz Deutschland – Zero – Version 2.0"
    BY = "dl-by-de/2.0", "Datenlizenz Deutschland – Namensnennung – Version 2.0"
    CC_ZERO = "cc-zero", "Creative Commons CC0 1.0"
    CC_BY = "cc-by/4.0", "Creative Commons Namensnennung 4.0"


class EditionTexts(models.Model):
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        abstract = True


class Edition(EditionTexts, TranslatedModel, Publishable):
    slug = models.SlugField(_("address part"), unique=True)
    adopted_on = DayField(_("adopted"), null=True, blank=True)
    adopted_precision = precision_field()
    adopted_by = models.CharField(_("adopted by"), max_length=120, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("document"),
    )
    is_current = models.BooleanField(_("in force"), default=False)
    data_licence = models.CharField(
        _("licence of the open data"),
        max_length=20,
        choices=DataLicence,
        default=DataLicence.NOT_STATED,
        blank=True,
        help_text=_(
            "The city decides on it. As long as nothing is chosen, the page of the data says that the terms "
            "of use are not decided yet."
        ),
    )
    data_publisher = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("publisher of the open data"),
    )
    municipality_key = models.CharField(
        _("key of the municipality"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("Eight digits, for example 05316000."))],
        help_text=_("Eight digits. Catalogues of open data find the city by it."),
    )

    objects = EditionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-adopted_on"]
        verbose_name = _("edition of the concept")
        verbose_name_plural = _("editions of the concept")
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="concept_edition_one_current",
                violation_error_message=_("Another edition is in force."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def adopted_text(self) -> str:
        return format_date(self.adopted_on, Precision(self.adopted_precision))


class EditionTranslation(Translation, EditionTexts):
    parent = translation_of(Edition)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an edition")
        verbose_name_plural = _("translations of editions")


class ActionFieldTexts(models.Model):
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        help_text=_("For cards and menus. Example: Language"),
    )
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = rich_text(_("description"))

    class Meta:
        abstract = True


class ActionField(ActionFieldTexts, TranslatedModel, Publishable):
    """One of the eight fields A to H, or the cross-cutting opening of the administration (code "Q")."""

    code = models.CharField(
        _("letter"),
        max_length=1,
        unique=True,
        help_text=_("A to H; Q for the cross-cutting task"),
    )
    slug = models.SlugField(_("address part"), unique=True)
    icon = models.CharField(_("icon"), max_length=40, default="squares-2x2", validators=[validate_icon])
    is_cross_cutting = models.BooleanField(_("cross-cutting"), default=False)
    offers = models.ManyToManyField(Offer, blank=True, related_name="action_fields", verbose_name=_("offers"))

    objects = PublishedTextQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["is_cross_cutting", "code"]
        verbose_name = _("action field")
        verbose_name_plural = _("action fields")

    def __str__(self) -> str:
        return f"{self.code} · {self.short_name}"

    def get_absolute_url(self) -> str:
        return reverse("concept:field", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.slug in TAKEN:
            raise ValidationError({"slug": self.unique_error_message(type(self), ("slug",))})


class ActionFieldTranslation(Translation, ActionFieldTexts):
    parent = translation_of(ActionField)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an action field")
        verbose_name_plural = _("translations of action fields")


class GoalTexts(models.Model):
    title = models.CharField(_("goal"), max_length=300)
    description = models.TextField(_("explanation"), blank=True)

    class Meta:
        abstract = True


class Goal(GoalTexts, TranslatedModel, Publishable):
    slug = models.SlugField(_("short key"), unique=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="goals", verbose_name=_("edition"))
    field = models.ForeignKey(
        ActionField,
        models.PROTECT,
        related_name="goals",
        verbose_name=_("action field"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    is_example = example_field()

    objects = GoalQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["field", "number"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "field", "number"],
                name="concept_goal_number_once",
                violation_error_message=_("This field has a goal with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field.code}{self.number}: {self.title}"


class GoalTranslation(Translation, GoalTexts):
    parent = translation_of(Goal)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a goal")
        verbose_name_plural = _("translations of goals")


class ApproachTexts(models.Model):
    title = models.CharField(_("approach"), max_length=300)
    description = models.TextField(_("explanation"), blank=True)

    class Meta:
        abstract = True


class Approach(ApproachTexts, TranslatedModel, Publishable):
    slug = models.SlugField(_("short key"), unique=True)
    field = models.ForeignKey(
        ActionField,
        models.PROTECT,
        related_name="approaches",
        verbose_name=_("action field"),
    )
    goal = models.ForeignKey(
        Goal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approaches",
        verbose_name=_("goal"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_example = example_field()

    objects = ApproachQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["field", "position", "pk"]
        verbose_name = _("approach")
        verbose_name_plural = _("approaches")

    def __str__(self) -> str:
        return self.title


class ApproachTranslation(Translation, ApproachTexts):
    parent = translation_of(Approach)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an approach")
        verbose_name_plural = _("translations of approaches")
