"""Who does it: organisations and their contact points."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.content.richtext import rich_text
from core.models import Checked, EntryQuerySet, Publishable, TranslatedModel, Translation, translation_of
from core.phones import validate_phone
from offers.models.geography import Place
from offers.models.vocabulary import SpokenLanguage


class OrganisationTexts(models.Model):
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("For lists and cards. Example: AWO"),
    )
    summary = models.CharField(
        _("in one sentence"),
        max_length=240,
        blank=True,
        help_text=_("What the organisation does, in one sentence."),
    )
    description = rich_text(_("description"))

    class Meta:
        abstract = True


class Organisation(OrganisationTexts, TranslatedModel, Publishable, Checked):
    class Kind(models.TextChoices):
        CITY = "city", _("City administration")
        AUTHORITY = "authority", _("Authority of the state or the Land")
        WELFARE = "welfare", _("Welfare association")
        ASSOCIATION = "association", _("Association or initiative")
        RELIGIOUS = "religious", _("Religious community")
        COMPANY = "company", _("Company")
        EDUCATION = "education", _("Education provider")
        COUNCIL = "council", _("Council or representation")

    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("place"),
    )
    phone = models.CharField(
        _("phone"),
        max_length=40,
        blank=True,
        validators=[validate_phone],
        help_text=_("Example: 0214 406-5246"),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("offers:organisation", args=[self.slug])


class OrganisationTranslation(Translation, OrganisationTexts):
    parent = translation_of(Organisation)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an organisation")
        verbose_name_plural = _("translations of organisations")


class ContactTexts(models.Model):
    name = models.CharField(
        _("name or function"),
        max_length=160,
        help_text=_("A function, no private name. Example: Advice for pupils who are new in Germany"),
    )
    task = models.TextField(_("task"), blank=True, help_text=_("Which questions people bring here."))
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("Example: Please leave a message, we call back."),
    )

    class Meta:
        abstract = True


class Contact(ContactTexts, TranslatedModel, Publishable, Checked):
    """A contact point: a function with a phone, an address, hours."""

    # The languages spoken, as `offers.directory` gives them.
    spoken: Any
    # Whether it is one of the house behind the site, as the contact page says.
    is_own: bool

    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="contacts",
        verbose_name=_("organisation"),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("place"),
    )
    room = models.CharField(_("room"), max_length=40, blank=True)
    person = models.CharField(
        _("person"),
        max_length=120,
        blank=True,
        help_text=_("Only people who hold a public office, such as the head of the KI."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=40,
        blank=True,
        validators=[validate_phone],
        help_text=_("Example: 0214 406-5246"),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    languages = models.ManyToManyField(
        SpokenLanguage,
        blank=True,
        related_name="contacts",
        verbose_name=_("languages spoken"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "name"]
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | ~Q(website="") | Q(place__isnull=False),
                name="offers_contact_can_be_reached",
                violation_error_message=_("Give a phone number, an e-mail address, a website or a place."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactTranslation(Translation, ContactTexts):
    parent = translation_of(Contact)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a contact point")
        verbose_name_plural = _("translations of contact points")
