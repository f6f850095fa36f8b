"""Where things are: boroughs, quarters, places."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import (
    Checked,
    ContentModel,
    EntryQuerySet,
    Publishable,
    TranslatedModel,
    Translation,
    translation_of,
)


class Borough(ContentModel):
    """A Stadtbezirk. Its name is a proper name and is not translated."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    slug = models.SlugField(_("address part"), unique=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("Example: Stadtbezirk I"))

    class Meta:
        ordering = ["number"]
        verbose_name = _("borough")
        verbose_name_plural = _("boroughs")

    def __str__(self) -> str:
        return self.name


class Quarter(ContentModel):
    """A Stadtteil."""

    slug = models.SlugField(_("address part"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    borough = models.ForeignKey(Borough, models.PROTECT, related_name="quarters", verbose_name=_("borough"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("quarter")
        verbose_name_plural = _("quarters")

    def __str__(self) -> str:
        return self.name


class PlaceTexts(models.Model):
    name = models.CharField(
        _("name"),
        max_length=160,
        help_text=_("As people know it. Example: Service-Point Integration"),
    )
    directions = models.TextField(
        _("the way there"),
        blank=True,
        help_text=_(
            "Bus stop, entrance, floor. Example: first floor of the Luminaden, lift at the entrance."
        ),
    )
    access_note = models.TextField(
        _("access without barriers"),
        blank=True,
        help_text=_("What somebody in a wheelchair or with a pram has to know."),
    )

    class Meta:
        abstract = True


class Place(PlaceTexts, TranslatedModel, Publishable, Checked):
    # What `offers.cards.place` adds for a page.
    openings: Any

    class Wheelchair(models.TextChoices):
        YES = "yes", _("accessible by wheelchair")
        PARTLY = "partly", _("partly accessible by wheelchair")
        NO = "no", _("not accessible by wheelchair")
        UNKNOWN = "unknown", _("not known whether accessible by wheelchair")

    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    street = models.CharField(
        _("street and number"),
        max_length=120,
        blank=True,
        help_text=_("Example: Hauptstraße 105"),
    )
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    city = models.CharField(_("city"), max_length=80, default="Leverkusen")
    quarter = models.ForeignKey(
        Quarter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("quarter"),
    )
    wheelchair = models.CharField(
        _("wheelchair"), max_length=8, choices=Wheelchair, default=Wheelchair.UNKNOWN
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["name"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="offers_place_both_coordinates",
                violation_error_message=_("Give both coordinates or none."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("offers:place", args=[self.slug])

    @property
    def address_line(self) -> str:
        """ "Hauptstraße 105, 51373 Leverkusen", as far as it is known; never translated."""
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (self.street, town) if part)


class PlaceTranslation(Translation, PlaceTexts):
    parent = translation_of(Place)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a place")
        verbose_name_plural = _("translations of places")
