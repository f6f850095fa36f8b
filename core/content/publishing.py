"""What visitors may see, and from when until when."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.content import held_addresses
from core.content.content import ContentModel, ContentQuerySet
from core.content.days import MomentField


class PublishableQuerySet(ContentQuerySet):
    def published(self, at: datetime | None = None) -> Self:
        """The only rule of visibility: published, and `at` (default: now) lies in the window."""
        at = at or timezone.now()
        return self.filter(
            Q(published_from=None) | Q(published_from__lte=at),
            Q(published_until=None) | Q(published_until__gt=at),
            status=Publishable.Status.PUBLISHED,
        )

    def with_change(self) -> Self:
        """With `changed_at`, the moment of the last change as the history has it (None: it has none)."""
        model: Any = self.model
        changes: models.QuerySet = model.history.filter(id=OuterRef("pk")).order_by("-history_date")
        return self.annotate(changed_at=Subquery(changes.values("history_date")[:1]))

    def public(self) -> Self:
        """What has a place on the site: published, as is all that it belongs to."""
        return self.published()


class Publishable(ContentModel):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("Waiting for approval")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        db_index=True,
        help_text=_("Visitors only see what is published. Drafts can be viewed on the site by staff."),
    )
    published_from = MomentField(
        _("visible from"),
        null=True,
        blank=True,
        help_text=_("Leave empty to show it at once. Example: a notice that starts on Monday at 8:00."),
    )
    published_until = MomentField(
        _("visible until"),
        null=True,
        blank=True,
        help_text=_("Leave empty to show it without end."),
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(published_from=None)
                | Q(published_until=None)
                | Q(published_until__gt=models.F("published_from")),
                name="%(app_label)s_%(class)s_visible_until_after_from",
                violation_error_message=_("“Visible until” must be later than “visible from”."),
            ),
        ]

    # Set before validation: the slug may be one that still leads to another entry.
    takes_address = False

    def clean(self) -> None:
        super().clean()
        held_addresses.refuse_taken(self)

    def was_public(self) -> bool:
        """Whether visitors see it, saw it once, or would if its time came; one query for a draft, else none.

        Judged by the database, even while a form has put another status on the object.
        """
        public = (self.Status.PUBLISHED, self.Status.ARCHIVED)
        if stored_status(self) in public:
            return True
        return bool(self.pk) and self.history.filter(status__in=public).exists()

    @property
    def is_visible(self) -> bool:
        """Whether visitors see it at this moment: the same rule as `published()`, for one object."""
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and (self.published_from is None or self.published_from <= now)
            and (self.published_until is None or self.published_until > now)
        )


def stored_status(entry: Publishable) -> str:
    """The status in the database, where the admin has noted it before a form changed the object."""
    return str(entry.__dict__.get("_stored_status", entry.status))


def next_change(after: datetime) -> datetime | None:
    """The next moment at which anything appears or disappears by its window; one query for all models."""
    queries = [
        model._default_manager.filter(status=Publishable.Status.PUBLISHED, **{f"{field}__gt": after})
        .order_by()
        .values_list(field)
        for model in apps.get_models()
        if issubclass(model, Publishable)
        for field in ("published_from", "published_until")
    ]
    first, *others = queries
    return min((moment for (moment,) in first.union(*others).order_by()), default=None)
