"""The yearly round: what organisations are asked about their measures, and what they answer.

None of this is content: a draft of an organisation must not renew the pages of visitors. What is approved is
written to the measures, which are.
"""

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from concept.models.measures import Measure
from core.content.days import DayField, MomentField, days_later
from core.models import precision_field
from offers.models import Organisation

# Names and addresses of those who were asked are deleted this many days after the round closes.
PURGE_DAYS = 90
# A link holds this many days longer than people are told.
GRACE_DAYS = 14


class Round(models.Model):
    """The question of one year to all organisations with measures."""

    year = models.PositiveSmallIntegerField(
        _("year"),
        unique=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text=_("The year that is reported on. Example: 2025, asked at the beginning of 2026."),
    )
    closes_on = DayField(
        _("answers until"),
        help_text=_("The organisations read this day. Their links hold for two weeks more."),
    )
    intro = models.TextField(
        _("words to the organisations"),
        blank=True,
        help_text=_("Stands in the mail and above the form. Example: why you ask, and whom to call."),
    )
    created_at = models.DateTimeField(_("opened"), auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("yearly round")
        verbose_name_plural = _("yearly rounds")

    def __str__(self) -> str:
        return str(self.year)

    @property
    def links_until(self) -> dt.date:
        return days_later(self.closes_on, GRACE_DAYS)

    @property
    def purge_on(self) -> dt.date:
        return days_later(self.closes_on, PURGE_DAYS)


class Invitation(models.Model):
    """One organisation in one round: its link (of which only a hash is kept) and the state of its answer."""

    class Status(models.TextChoices):
        NEW = "new", _("not asked yet")
        INVITED = "invited", _("asked")
        DRAFT = "draft", _("begun")
        RECEIVED = "received", _("received")
        REOPENED = "reopened", _("asked again")
        DONE = "done", _("finished")

    # In these states the organisation may write.
    WRITABLE = (Status.NEW, Status.INVITED, Status.DRAFT, Status.REOPENED)

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="invitations", verbose_name=_("yearly round")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("organisation")
    )
    contact_name = models.CharField(
        _("name of the contact person"),
        max_length=120,
        blank=True,
        help_text=_("For the salutation of the mail. It is deleted after the round."),
    )
    contact_email = models.EmailField(
        _("e-mail of the contact person"),
        blank=True,
        help_text=_("The link goes there. It is deleted after the round."),
    )
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.NEW)
    token_hash = models.CharField(max_length=64, blank=True, editable=False, default="")
    expires_on = DayField(_("link holds until"), null=True, blank=True, editable=False)
    sent_at = MomentField(_("mail sent"), null=True, blank=True, editable=False)
    received_at = MomentField(_("answer received"), null=True, blank=True, editable=False)
    sender_name = models.CharField(_("filled in by"), max_length=120, blank=True)
    message = models.TextField(_("message to the KI"), blank=True)
    purge_on = DayField(_("name and e-mail are deleted on"), editable=False, db_index=True)

    history = HistoricalRecords(
        excluded_fields=["contact_name", "contact_email", "sender_name", "token_hash"]
    )

    class Meta:
        ordering = ["round", "organisation__name"]
        verbose_name = _("question to an organisation")
        verbose_name_plural = _("questions to organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                name="concept_invitation_once",
                violation_error_message=_("This organisation is asked in this round already."),
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="concept_invitation_token_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.round}"

    @property
    def has_link(self) -> bool:
        """Whether a link is out that still opens the form."""
        return bool(self.token_hash and self.expires_on and self.expires_on >= timezone.localdate())

    @property
    def is_writable(self) -> bool:
        return self.status in self.WRITABLE


class RoundAnswer(models.Model):
    """What an organisation says about one of its measures; nothing of it is public before it is approved."""

    class Decision(models.TextChoices):
        OPEN = "open", _("not decided yet")
        APPROVED = "approved", _("taken over")
        REJECTED = "rejected", _("sent back")

    invitation = models.ForeignKey(
        Invitation, models.CASCADE, related_name="answers", verbose_name=_("question to an organisation")
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="round_answers", verbose_name=_("measure")
    )
    progress = models.CharField(_("progress"), max_length=10, choices=Measure.Progress)
    starts_on = DayField(_("start"), null=True, blank=True)
    starts_precision = precision_field()
    ends_on = DayField(_("end"), null=True, blank=True)
    ends_precision = precision_field()
    done = models.TextField(_("what was done"), blank=True)
    figures = models.CharField(_("figures reached"), max_length=240, blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, default=Decision.OPEN)
    note = models.TextField(
        _("question to the organisation"), blank=True, help_text=_("The organisation reads it.")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = MomentField(_("decided"), null=True, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["measure__title"]
        verbose_name = _("answer about a measure")
        verbose_name_plural = _("answers about measures")
        constraints = [
            models.UniqueConstraint(fields=["invitation", "measure"], name="concept_roundanswer_once"),
            models.CheckConstraint(
                condition=~Q(decision="rejected") | ~Q(note=""),
                name="concept_roundanswer_rejected_with_note",
                violation_error_message=_("Write what you want to know from the organisation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.invitation})"
