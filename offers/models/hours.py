"""Opening hours as editors keep them; `offers.opening` turns them into the times of a day."""

from datetime import time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.content.days import DayField
from core.models import (
    ContentModel,
    ContentQuerySet,
    TranslatedModel,
    TranslatedQuerySet,
    Translation,
    translation_of,
)
from offers.models.geography import Place
from offers.models.offers import Offer
from offers.models.organisations import Contact, Organisation

# From midnight to midnight is the whole day.
_HAS_LENGTH = ~Q(opens=F("closes")) | Q(opens=time.min)


class Mode(models.TextChoices):
    WALK_IN = "walk_in", _("without appointment")
    APPOINTMENT = "appointment", _("by appointment")
    PHONE = "phone", _("by phone")


class HoursSetTexts(models.Model):
    note = models.CharField(
        _("note"),
        max_length=240,
        blank=True,
        help_text=_("Example: The last visitors are let in at 15:30."),
    )

    class Meta:
        abstract = True


class HoursSet(HoursSetTexts, TranslatedModel):
    """The weekly hours of one place, contact point or offer (of an offer possibly at one of its places)."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening hours")
        CONSULTATION = "consultation", _("Consultation hours")
        PHONE = "phone", _("Phone hours")

    owned_by = ("offer", "contact", "place")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OPENING)
    place = models.ForeignKey(
        Place,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="hours",
        verbose_name=_("place"),
    )
    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="hours",
        verbose_name=_("contact point"),
    )
    offer = models.ForeignKey(
        Offer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="hours",
        verbose_name=_("offer"),
    )
    valid_from = DayField(
        _("valid from"),
        null=True,
        blank=True,
        help_text=_("Only for hours that hold for a time, such as the school holidays."),
    )
    valid_until = DayField(_("valid until"), null=True, blank=True)
    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=True)
    is_confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("Hours that nobody has confirmed are shown with their date and the hint to ask first."),
    )
    as_of = DayField(
        _("as of"),
        null=True,
        blank=True,
        help_text=_("The day from which we know them."),
    )

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "valid_from", "pk"]
        verbose_name = _("hours")
        verbose_name_plural = _("hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(contact=None, offer=None, place__isnull=False)
                | Q(place=None, offer=None, contact__isnull=False)
                | Q(contact=None, offer__isnull=False),
                name="offers_hoursset_one_owner",
                violation_error_message=_(
                    "Hours belong to a place, to a contact point, or to an offer (there possibly at a place)."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="offers_hoursset_until_after_from",
                violation_error_message=_("“Valid until” must not be before “valid from”."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.offer or self.contact or self.place}"


class HoursSetTranslation(Translation, HoursSetTexts):
    parent = translation_of(HoursSet)

    class Meta(Translation.Meta):
        verbose_name = _("translation of hours")
        verbose_name_plural = _("translations of hours")


class HoursRule(ContentModel):
    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    class Week(models.IntegerChoices):
        FIRST = 1, _("first of the month")
        SECOND = 2, _("second of the month")
        THIRD = 3, _("third of the month")
        FOURTH = 4, _("fourth of the month")
        FIFTH = 5, _("fifth of the month")
        LAST = -1, _("last of the month")

    hours = models.ForeignKey(HoursSet, models.CASCADE, related_name="rules", verbose_name=_("hours"))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"), help_text=_("A time before “from” means the next day."))
    mode = models.CharField(_("how"), max_length=12, choices=Mode, default=Mode.WALK_IN)
    week = models.SmallIntegerField(
        _("which week"),
        choices=Week,
        null=True,
        blank=True,
        help_text=_("Leave empty for every week."),
    )

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name = _("time")
        verbose_name_plural = _("times")
        constraints = [
            models.CheckConstraint(
                condition=_HAS_LENGTH,
                name="offers_hoursrule_not_empty",
                violation_error_message=_("“From” and “until” must differ."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6),
                name="offers_hoursrule_weekday",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosureTexts(models.Model):
    reason = models.CharField(
        _("reason"),
        max_length=160,
        help_text=_("Visitors see it. Example: Staff outing"),
    )
    notice = models.CharField(
        _("what to do instead"),
        max_length=240,
        blank=True,
        help_text=_("Example: Please write an e-mail."),
    )

    class Meta:
        abstract = True


class Closure(ClosureTexts, TranslatedModel):
    """Days on which the ordinary hours of a house, a place, a contact point or an offer do not hold.

    Or do: `as_usual` answers for days on which people wonder.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("whole house"),
        help_text=_("Closes all places and contact points of the organisation."),
    )
    place = models.ForeignKey(
        Place,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("place"),
    )
    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("contact point"),
    )
    offer = models.ForeignKey(
        Offer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("offer"),
    )
    as_usual = models.BooleanField(
        _("open as usual"),
        default=False,
        # For code that does not know the field yet.
        db_default=False,
        help_text=_(
            "Nothing is closed: the usual hours hold on these days, too. Visitors then no longer read “not "
            "confirmed yet” on 24 and 31 December, carnival Monday and bridge days."
        ),
    )
    starts_on = DayField(_("first day"))
    ends_on = DayField(_("last day"))

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, place=None, contact=None, offer=None)
                | Q(organisation=None, place__isnull=False, contact=None, offer=None)
                | Q(organisation=None, place=None, contact__isnull=False, offer=None)
                | Q(organisation=None, place=None, contact=None, offer__isnull=False),
                name="offers_closure_one_owner",
                violation_error_message=_(
                    "A closure belongs to a house, a place, a contact point or an offer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="offers_closure_ends_after_start",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]
        indexes = [
            # The closures that can matter from today on.
            models.Index(fields=["ends_on"], name="offers_closure_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} ({self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y})"


class ClosureTranslation(Translation, ClosureTexts):
    parent = translation_of(Closure)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a closure")
        verbose_name_plural = _("translations of closures")


class ReplacementHours(ContentModel):
    """Hours that hold on each day of a closure instead of the ordinary ones; without any, it is closed."""

    closure = models.ForeignKey(
        Closure, models.CASCADE, related_name="replacements", verbose_name=_("closure")
    )
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))
    mode = models.CharField(_("how"), max_length=12, choices=Mode, default=Mode.WALK_IN)

    objects = ContentQuerySet.as_manager()

    class Meta:
        ordering = ["opens"]
        verbose_name = _("replacement hours")
        verbose_name_plural = _("replacement hours")
        constraints = [
            models.CheckConstraint(
                condition=_HAS_LENGTH,
                name="offers_replacementhours_not_empty",
                violation_error_message=_("“From” and “until” must differ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"
