"""When somebody last made sure that an entry is still true, and when the next look is due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.content import changes
from core.content.content import ContentModel, ContentQuerySet
from core.content.dates import Precision, format_date, period_end, period_start
from core.content.days import DayField, days_later

# What decides when the next check is due.
_DUE_BY = {"checked_on", "check_every"}


class CheckedQuerySet(ContentQuerySet):
    def due(self, on: date | None = None) -> "CheckedQuerySet":
        """Entries whose next check is due on that day (default: today) or earlier, the oldest first."""
        return self.filter(check_due_on__lte=on or timezone.localdate()).order_by("check_due_on")

    def mark_checked(self, user: Any) -> int:
        """Record that `user` has checked all of them today; two queries for each entry."""
        entries: list[Any] = list(self)
        for entry in entries:
            entry.check_today(user)
            entry.save()
        return len(entries)

    mark_checked.alters_data = True  # type: ignore[attr-defined]

    def update(self, **values: Any) -> int:
        """Like Django's, and the day of the next check follows (two queries more)."""
        keys = [] if _DUE_BY.isdisjoint(values) else list(self.values_list("pk", flat=True))
        with changes.batch():
            rows = super().update(**values)
            if keys:
                model: Any = self.model
                model._default_manager.bulk_update(
                    model._default_manager.filter(pk__in=keys), ["check_due_on"]
                )
        return rows

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        return super().bulk_create(_with_due_day(objs), *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        return super().bulk_update(_with_due_day(objs), {*fields, "check_due_on"}, *args, **kwargs)

    bulk_update.alters_data = True  # type: ignore[attr-defined]


def _with_due_day(objs: Iterable[Any]) -> list[Any]:
    objs = list(objs)
    for obj in objs:
        obj.check_due_on = obj.due_day()
    return objs


class Checked(ContentModel):
    """Correcting a typo is no check: the date changes only when somebody says so."""

    checked_on = DayField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody made sure that everything here is true. Visitors see it."),
    )
    checked_precision = models.CharField(
        _("check is known"),
        max_length=6,
        choices=[(one.value, one.label) for one in (Precision.DAY, Precision.MONTH, Precision.YEAR)],
        default=Precision.DAY,
        # For code that does not know the field yet.
        db_default=Precision.DAY,
        help_text=_("Visitors read no more than is known: “2025” rather than “1 January 2025”."),
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
    check_due_on = DayField(_("next check"), editable=False, db_index=True)
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
        if self.checked_on:
            self.checked_on = period_start(self.checked_on, self.checked_precision)
        self.check_due_on = self.due_day()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "check_due_on"}
        super().save(*args, **kwargs)

    def check_today(self, user: Any) -> None:
        """Note that `user` has made sure today that all is true; the caller saves."""
        self.checked_on, self.checked_precision = timezone.localdate(), Precision.DAY
        self.checked_by, self.is_uncertain = user, False

    def due_day(self) -> date:
        """When the next check is due; what was never checked is due since long ago.

        Of a check of which only the month or the year is known, the first day counts: rather too early.
        """
        return days_later(self.checked_on, self.check_every) if self.checked_on else date(1970, 1, 1)

    @property
    def is_due(self) -> bool:
        return self.check_due_on <= timezone.localdate()

    @property
    def is_old(self) -> bool:
        """Last checked more than a year ago (or never): visitors are told."""
        return self.checked_on is None or self.checked_on < timezone.localdate() - timedelta(days=365)

    @property
    def is_surely_old(self) -> bool:
        """Old even if the check was on the last day of the month or the year that is known."""
        if self.checked_on is None:
            return False
        last = period_end(self.checked_on, self.checked_precision)
        return last < timezone.localdate() - timedelta(days=365)

    @property
    def checked_text(self) -> str:
        """How old the facts are, in the active language, as precisely as it is known; "" if nobody knows."""
        if self.checked_on is None:
            return ""
        when = format_date(self.checked_on, self.checked_precision)
        if self.checked_precision == Precision.YEAR:
            return gettext("Information from the year %(year)s") % {"year": when}
        if self.checked_precision == Precision.MONTH:
            return gettext("As of %(month)s") % {"month": when}
        return gettext("Last checked on %(date)s") % {"date": when}

    @property
    def doubt_text(self) -> str:
        """One line on how old and how sure the facts are; "" where nothing speaks against them."""
        state = self.checked_text
        if self.is_uncertain and not state:
            return gettext("Not certain: call before you go")
        if self.is_uncertain:
            return gettext("%(state)s, not certain: call before you go") % {"state": state}
        return gettext("%(state)s, call before you go") % {"state": state} if state and self.is_old else ""
