"""What there is: advice, courses, programmes, volunteering, funding."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.content.richtext import rich_text
from core.models import Checked, EntryQuerySet, Publishable, TranslatedModel, Translation, translation_of
from offers.models.documents import Document
from offers.models.geography import Place
from offers.models.organisations import Contact, Organisation
from offers.models.vocabulary import Audience, FundingProgramme, SpokenLanguage, Topic


class OfferTexts(models.Model):
    title = models.CharField(
        _("title"),
        max_length=140,
        help_text=_("As people say it. Example: Advice for newcomers"),
    )
    summary = models.CharField(
        _("in one sentence"),
        max_length=240,
        help_text=_("What it is and for whom. It stands on cards and in search results."),
    )
    description = rich_text(_("what happens there"))
    for_whom = models.TextField(_("for whom"), blank=True)
    what_to_bring = models.TextField(
        _("what to bring"),
        blank=True,
        help_text=_("One thing a line. Example: passport or residence permit"),
    )
    how_to_register = models.TextField(
        _("how to register"),
        blank=True,
        help_text=_("Example: Call us and ask for an appointment."),
    )
    cost_note = models.CharField(_("note on the cost"), max_length=200, blank=True)
    place_note = models.CharField(
        _("note on the place"),
        max_length=200,
        blank=True,
        help_text=_("Where no exact place is known. Example: in several boroughs, please ask"),
    )
    time_note = models.CharField(
        _("note on the time"),
        max_length=200,
        blank=True,
        help_text=_("Example: once a month on a Thursday"),
    )
    volunteer_task = models.TextField(_("what volunteers do"), blank=True)
    volunteer_time = models.CharField(
        _("how much time volunteers give"),
        max_length=160,
        blank=True,
        help_text=_("Example: 1 to 2 hours a week"),
    )
    volunteer_training = models.TextField(_("training for volunteers"), blank=True)
    volunteer_insurance = models.CharField(
        _("insurance and expenses of volunteers"), max_length=200, blank=True
    )

    class Meta:
        abstract = True


class YesNo(models.TextChoices):
    """A fact that may be unknown: nobody is told "no" because nobody has asked."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")


class OfferQuerySet(EntryQuerySet):
    def seeking_volunteers(self) -> Self:
        return self.filter(seeks_volunteers=True)


class Offer(OfferTexts, TranslatedModel, Publishable, Checked):
    # What `offers.cards.prepare` adds for a page.
    links: Any
    openings: Any
    quarter_names: list[str]
    state: Any
    state_status: str
    state_words: str

    class Kind(models.TextChoices):
        ADVICE = "advice", _("Advice")
        COURSE = "course", _("Course")
        PROGRAMME = "programme", _("Programme")
        MEETING = "meeting", _("Meeting point")
        VOLUNTEERING = "volunteering", _("Volunteering")
        FUNDING = "funding", _("Funding")
        INFORMATION = "information", _("Information")
        TRAINING = "training", _("Training for professionals")
        SERIES = "series", _("Series of events")
        SERVICE = "service", _("Service of an office")

    class Cost(models.TextChoices):
        FREE = "free", _("free of charge")
        PAID = "paid", _("costs money")
        VARIES = "varies", _("sometimes free of charge")
        UNKNOWN = "unknown", _("not known")

    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, db_index=True)
    provider = models.ForeignKey(
        Organisation, models.PROTECT, related_name="offers", verbose_name=_("provider")
    )
    partners = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="partner_offers",
        verbose_name=_("partners"),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="offers", verbose_name=_("topics"))
    audiences = models.ManyToManyField(
        Audience, blank=True, related_name="offers", verbose_name=_("audiences")
    )
    places = models.ManyToManyField(Place, blank=True, related_name="offers", verbose_name=_("places"))
    contacts = models.ManyToManyField(
        Contact, blank=True, related_name="offers", verbose_name=_("contact points")
    )
    languages = models.ManyToManyField(
        SpokenLanguage,
        blank=True,
        related_name="offers",
        verbose_name=_("languages spoken"),
    )
    documents = models.ManyToManyField(
        Document, blank=True, related_name="offers", verbose_name=_("documents")
    )
    funding = models.ManyToManyField(
        FundingProgramme,
        blank=True,
        related_name="offers",
        verbose_name=_("funding programmes"),
    )
    website = models.URLField(_("website"), blank=True)
    cost = models.CharField(_("cost"), max_length=8, choices=Cost, default=Cost.UNKNOWN)
    walk_in = models.BooleanField(_("just come by"), default=False)
    by_appointment = models.BooleanField(_("by appointment"), default=False)
    by_registration = models.BooleanField(_("by registration"), default=False)
    by_referral = models.BooleanField(
        _("by referral"),
        default=False,
        help_text=_("Another office sends people here."),
    )
    online = models.BooleanField(_("online or by phone"), default=False)
    childcare = models.CharField(
        _("child care"),
        max_length=8,
        choices=YesNo,
        default=YesNo.UNKNOWN,
        help_text=_("Whether somebody looks after the children meanwhile."),
    )
    women_only = models.CharField(_("for women only"), max_length=8, choices=YesNo, default=YesNo.UNKNOWN)
    seeks_volunteers = models.BooleanField(
        _("looks for volunteers"),
        default=False,
        help_text=_("Shows the offer on the page for volunteers."),
    )
    is_service_point = models.BooleanField(
        _("is the Service-Point"),
        default=False,
        help_text=_("One offer at most; it has a page of its own."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=100,
        help_text=_("A small number stands first in lists. Example: 10"),
    )

    objects = OfferQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "title"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_service_point"],
                condition=models.Q(is_service_point=True),
                name="offers_offer_one_service_point",
                violation_error_message=_("Another offer is the Service-Point already."),
            ),
        ]
        indexes = [
            # The list of offers: the published ones in their order.
            models.Index(fields=["status", "position", "title"], name="offers_offer_list"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.is_service_point:
            return reverse("offers:service_point")
        return reverse("offers:detail", args=[self.slug])

    @property
    def ways_in(self) -> list[str]:
        """How one gets there, in words: "just come by", "by appointment" …; empty when nobody said."""
        names = (
            "walk_in",
            "by_appointment",
            "by_registration",
            "by_referral",
            "online",
        )
        return [str(self._meta.get_field(name).verbose_name) for name in names if getattr(self, name)]  # type: ignore[union-attr]


class OfferTranslation(Translation, OfferTexts):
    parent = translation_of(Offer)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an offer")
        verbose_name_plural = _("translations of offers")
