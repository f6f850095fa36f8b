"""When somebody last made sure that an entry is still true, and when the next look is due."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.content.content import ContentModel, ContentQuerySet


class CheckedQuerySet(ContentQuerySet):
    def due(self, on: date | None = None) -> "CheckedQuerySet":
        """Entries whose next check is due on that day (default: today) or earlier, the oldest first."""
        return self.filter(check_due_on__lte=on or timezone.localdate()).order_by("check_due_on")

    def mark_checked(self, user: Any) -> int:
        """Record that `user` has checked all of them today; two queries for each entry."""
        entries: list[Any] = list(self)
        for entry in entries:
            entry.checked_on, entry.checked_by, entry.is_uncertain = (
                timezone.localdate(),
                user,
                False,
            )
            entry.save()
        return len(entries)

    mark_checked.alters_data = True  # type: ignore[attr-defined]


class Checked(ContentModel):
    """Correcting a typo is no check: the date changes only when somebody says so."""

    checked_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody made sure that everything here is true. Visitors see it."),
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    check_every = models.PositiveSmallIntegerField(
        _("check every … days"),
        default=180,
        help_text=_("How long a check holds. After that, the entry appears on the desk. Example: 180."),
    )
    check_due_on = models.DateField(_("next check"), editable=False, db_index=True)
    is_uncertain = models.BooleanField(
        _("state unclear"),
        default=False,
        help_text=_("Visitors are told to ask first, because we do not know whether this still holds."),
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Where the facts come from. Only staff see it. Example: press release of 3 March 2025."),
    )

    objects = CheckedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.check_due_on = (
            self.checked_on + timedelta(days=self.check_every) if self.checked_on else date(1970, 1, 1)
        )
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "check_due_on"}
        super().save(*args, **kwargs)

    @property
    def is_due(self) -> bool:
        return self.check_due_on <= timezone.localdate()

    @property
    def is_old(self) -> bool:
        """Last checked more than a year ago (or never): visitors are told."""
        return self.checked_on is None or self.checked_on < timezone.localdate() - timedelta(days=365)
