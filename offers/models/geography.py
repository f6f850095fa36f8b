"""Where things are: boroughs, quarters, places."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField, PPOIField

from core.models import (
    Checked,
    ContentModel,
    EntryQuerySet,
    Publishable,
    TranslatedModel,
    Translation,
    translation_of,
)
from core.uploads.places import Unguessable

_LATITUDES = _("Latitudes in Germany lie between 47 and 56.")
_LONGITUDES = _("Longitudes in Germany lie between 5 and 16.")


class Located(models.Model):
    """What has a point on the map, in degrees of WGS 84; both coordinates are known, or none."""

    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(47, _LATITUDES), MaxValueValidator(56, _LATITUDES)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(5, _LONGITUDES), MaxValueValidator(16, _LONGITUDES)],
    )
    point_source = models.CharField(
        _("source of the point"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Example: own visit, 12 May 2026; OpenStreetMap."),
    )

    class Meta:
        abstract = True

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude."""
        if self.latitude is None or self.longitude is None:
            return None
        return float(self.latitude), float(self.longitude)


def _both_or_none(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
        name=name,
        violation_error_message=_("Give both coordinates or none."),
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


class Quarter(Located, ContentModel):
    """A Stadtteil. Its point is about its middle."""

    slug = models.SlugField(_("address part"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    borough = models.ForeignKey(Borough, models.PROTECT, related_name="quarters", verbose_name=_("borough"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("quarter")
        verbose_name_plural = _("quarters")
        constraints = [_both_or_none("offers_quarter_both_coordinates")]

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
    image_alt = models.CharField(
        _("description of the picture"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("For people who cannot see it. Example: A glass door beside a bakery, with three steps."),
    )

    class Meta:
        abstract = True


class Place(PlaceTexts, Located, TranslatedModel, Publishable, Checked):
    # What `offers.cards.place` adds for a page.
    openings: Any

    class Wheelchair(models.TextChoices):
        YES = "yes", _("accessible by wheelchair")
        PARTLY = "partly", _("partly accessible by wheelchair")
        NO = "no", _("not accessible by wheelchair")
        UNKNOWN = "unknown", _("not known whether accessible by wheelchair")

    # For filters: no point on the map, or nothing about the way from the next stop.
    LACKS_WAY = Q(latitude=None) | Q(directions="")

    class PointPrecision(models.TextChoices):
        BUILDING = "building", _("the building")
        STREET = "street", _("the street only")

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
    point_precision = models.CharField(
        _("the point shows"),
        max_length=8,
        choices=PointPrecision,
        default=PointPrecision.BUILDING,
        db_default=PointPrecision.BUILDING,
    )
    image = ImageField(
        _("picture"),
        upload_to=Unguessable("places"),
        blank=True,
        default="",
        db_default="",
        width_field="image_width",
        height_field="image_height",
        ppoi_field="image_ppoi",
        formats={
            "wide": ["default", ("crop", (960, 540))],
            "small": ["default", ("crop", (480, 270))],
        },
    )
    image_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    image_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    image_ppoi = PPOIField(db_default="0.5x0.5")
    image_credit = models.CharField(
        _("picture: rights"), max_length=120, blank=True, default="", db_default=""
    )

    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["name"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            *Publishable.Meta.constraints,
            _both_or_none("offers_place_both_coordinates"),
            models.CheckConstraint(
                condition=Q(image="") | ~Q(image_alt=""),
                name="offers_place_image_has_alt",
                violation_error_message=_("Describe the picture for people who cannot see it."),
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
