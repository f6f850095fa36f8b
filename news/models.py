"""Posts and events."""

from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField

from concept.models import ActionField, Report
from core.content.days import DayField
from core.content.richtext import rich_text
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
from core.uploads.places import Unguessable
from news.recurrence import is_date_of, rule_error
from offers.models import Document, Offer, Organisation, Place, Topic


class PostTexts(models.Model):
    title = models.CharField(_("title"), max_length=200)
    teaser = models.CharField(
        _("teaser"),
        max_length=300,
        help_text=_("One or two sentences that stand in lists and search results."),
    )
    body = rich_text(_("text"))
    image_alt = models.CharField(
        _("description of the picture"),
        max_length=200,
        blank=True,
        help_text=_("For people who cannot see it. Example: Two volunteers read with a child."),
    )

    class Meta:
        abstract = True


class NewsQuerySet(PublishableQuerySet, TranslatedQuerySet):
    """For posts and events: translated and published."""


class Post(PostTexts, TranslatedModel, Publishable):
    slug = models.SlugField(_("address part"), max_length=120, unique=True)
    date = DayField(_("date"))
    date_precision = precision_field()
    image = ImageField(
        _("picture"),
        upload_to=Unguessable("posts"),
        blank=True,
        auto_add_fields=True,
        formats={"wide": ["default", ("thumbnail", (960, 540))]},
    )
    image_credit = models.CharField(_("picture: rights"), max_length=120, blank=True)
    author = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("published by"),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="posts", verbose_name=_("topics"))
    fields = models.ManyToManyField(
        ActionField, blank=True, related_name="posts", verbose_name=_("action fields")
    )
    documents = models.ManyToManyField(
        Document, blank=True, related_name="posts", verbose_name=_("documents")
    )
    reports = models.ManyToManyField(Report, blank=True, related_name="posts", verbose_name=_("reports"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=400, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-date", "-pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(image="") | ~Q(image_alt=""),
                name="news_post_image_has_alt",
                violation_error_message=_("Describe the picture for people who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news:post", args=[self.slug])

    @property
    def date_text(self) -> str:
        return format_date(self.date, Precision(self.date_precision))


class PostTranslation(Translation, PostTexts):
    parent = translation_of(Post)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a post")
        verbose_name_plural = _("translations of posts")


class EventTexts(models.Model):
    title = models.CharField(_("title"), max_length=200)
    teaser = models.CharField(_("teaser"), max_length=300)
    body = rich_text(_("text"))
    place_note = models.CharField(_("note on the place"), max_length=200, blank=True)
    how_to_register = models.TextField(_("how to register"), blank=True)
    cancelled_note = models.CharField(_("why it is cancelled"), max_length=200, blank=True)

    class Meta:
        abstract = True


class EventQuerySet(NewsQuerySet):
    def perhaps_upcoming(self, on: date) -> Self:
        """All that may still take place on that day or later.

        A series may be over: only its rule knows (see `news.upcoming`).
        """
        # An evening that ends after midnight belongs to the day before.
        eve = on - timedelta(days=1)
        changes = EventException.objects.filter(Q(date__gte=eve) | Q(new_date__gte=eve), event=OuterRef("pk"))
        return self.filter(
            ~Q(rule="")
            | Q(starts_on__gte=eve)
            | Q(ends_on__gte=eve)
            | (~Q(date_precision=Precision.DAY) & Q(starts_on__gte=on - timedelta(days=366)))
            | Exists(changes)
        )


class Event(EventTexts, TranslatedModel, Publishable):
    """One date, or a series by a recurrence rule (RFC 5545) with exceptions. Local time (Europe/Berlin)."""

    slug = models.SlugField(_("address part"), max_length=120, unique=True)
    starts_on = DayField(_("first day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True, help_text=_("Leave empty for whole days."))
    ends_on = DayField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Only if it lasts longer than a day."),
    )
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    date_precision = precision_field()
    rule = models.CharField(
        _("repeats"),
        max_length=200,
        blank=True,
        help_text=_(
            "As a recurrence rule. Example: FREQ=MONTHLY;BYDAY=3TH for every third Thursday of the month."
        ),
    )
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("place"),
    )
    online_url = models.URLField(_("address of the online meeting"), blank=True)
    organiser = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("organiser"),
    )
    partners = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="partner_events",
        verbose_name=_("partners"),
    )
    offers = models.ManyToManyField(Offer, blank=True, related_name="events", verbose_name=_("offers"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="events", verbose_name=_("topics"))
    fields = models.ManyToManyField(
        ActionField, blank=True, related_name="events", verbose_name=_("action fields")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["starts_on", "starts_at"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="news_event_ends_after_start",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False),
                name="news_event_end_time_needs_start",
                violation_error_message=_("Give the time at which it starts, too."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news:event", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.rule and (error := rule_error(self.rule, self.starts_on)):
            raise ValidationError({"rule": error})
        if self.rule and self.date_precision != Precision.DAY:
            raise ValidationError({"rule": gettext("A series needs a first day that is known exactly.")})


class EventTranslation(Translation, EventTexts):
    parent = translation_of(Event)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an event")
        verbose_name_plural = _("translations of events")


class EventExceptionTexts(models.Model):
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Example: moved to the town hall"),
    )

    class Meta:
        abstract = True


class EventException(EventExceptionTexts, TranslatedModel):
    """One date of a series that is cancelled, moved or added."""

    class Kind(models.TextChoices):
        CANCELLED = "cancelled", _("cancelled")
        MOVED = "moved", _("moved")
        EXTRA = "extra", _("additional date")

    event = models.ForeignKey(Event, models.CASCADE, related_name="exceptions", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    date = DayField(_("date"))
    new_date = DayField(_("new date"), null=True, blank=True)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["date"]
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "date"],
                name="news_eventexception_once",
                violation_error_message=_("There is an exception for this date already."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="moved") | Q(new_date__isnull=False),
                name="news_eventexception_moved_has_date",
                violation_error_message=_("Give the new date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y} {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.EXTRA or not self.date or not self.event.starts_on:
            return
        if not is_date_of(self.event, self.date):
            raise ValidationError(
                {"date": gettext("The event does not take place on this day, so it cannot be changed.")}
            )


class EventExceptionTranslation(Translation, EventExceptionTexts):
    parent = translation_of(EventException)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an exception")
        verbose_name_plural = _("translations of exceptions")
