"""Reports made out of the database: the run that staff prepare, and the versions that are fixed for good."""

import hashlib
import json
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concept.models.editions import ActionField
from core.content import changes
from core.content.days import DayField, MomentField
from core.content.richtext import rich_text
from core.models import Publishable, PublishableQuerySet
from offers.models import Organisation


class Chapter(models.TextChoices):
    """The parts of a report in their order."""

    GLANCE = "glance", _("At a glance")
    CITY = "city", _("The city in figures")
    FIELDS = "fields", _("The action fields: goals, figures, measures")
    STEERING = "steering", _("Who steers, and what was dealt with")
    MILESTONES = "milestones", _("What happened in this time")
    ORGANISATIONS = "organisations", _("Who takes part")
    SOURCES = "sources", _("How this report was made, and its sources")


def all_chapters() -> list[str]:
    return list(Chapter.values)


def validate_chapters(value: Any) -> None:
    if not isinstance(value, list) or not value or set(value) - set(Chapter.values):
        raise ValidationError(_("Choose at least one of the chapters."))


class ReportRunQuerySet(PublishableQuerySet):
    def with_versions(self) -> Self:
        """With `fixed_versions`, the first one first, without their content; one query more."""
        versions = ReportVersion.objects.defer("content").order_by("number")
        return self.prefetch_related(Prefetch("versions", versions, to_attr="fixed_versions"))


class ReportRun(Publishable):
    """A report that is made from the data. As long as it has no fixed version, it shows the data of today.

    Who may see it (`status`) and what it shows (fixed or not) are two questions: a run may be public while
    it is still a draft of the report, and a fixed report may wait for its publication.
    """

    slug = models.SlugField(_("address part"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    period_from = DayField(_("reports from"))
    period_until = DayField(
        _("reports until"),
        help_text=_("Values, years and meetings after this day are left out. Example: 31.12.2025"),
    )
    publisher = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_runs",
        verbose_name=_("published by"),
    )
    foreword = rich_text(_("foreword"))
    chapters = models.JSONField(
        _("chapters"), default=all_chapters, blank=True, validators=[validate_chapters]
    )
    fields = models.ManyToManyField(
        ActionField,
        blank=True,
        related_name="report_runs",
        verbose_name=_("action fields"),
        help_text=_("Leave empty for all."),
    )

    objects = ReportRunQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-period_until", "pk"]
        verbose_name = _("report out of the database")
        verbose_name_plural = _("reports out of the database")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")),
                name="concept_reportrun_period",
                violation_error_message=_("The period must not end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("concept:report", args=[self.slug])

    @property
    def latest(self) -> "ReportVersion | None":
        """The version in force, without its content; one query, none after `with_versions()`."""
        known = self.__dict__.get("fixed_versions")
        if known is not None:
            return known[-1] if known else None
        return self.versions.defer("content").order_by("-number").first()

    @property
    def shown_title(self) -> str:
        """As it was fixed; `title` may already be corrected for an erratum."""
        return self.latest.title if self.latest else self.title

    @property
    def is_fixed(self) -> bool:
        return self.latest is not None


class FixedError(Exception):
    """Something tried to change or delete what is fixed."""


class DamagedError(Exception):
    """The content of a fixed version is not what its checksum was made from."""


class ReportVersionQuerySet(models.QuerySet):
    """Rows are added and read, nothing else."""

    def update(self, **values: Any) -> int:
        raise FixedError("A fixed report is never changed; make an erratum.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise FixedError("A fixed report is never deleted.")

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        raise FixedError("A report is fixed by itself.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise FixedError("A fixed report is never changed; make an erratum.")


class ReportVersion(models.Model):
    """What was fixed: the whole report as canonical JSON, its checksum, and who decided it.

    The database refuses an UPDATE by a trigger (see the migration), the model refuses a second save and a
    deletion, and whoever reads the content has its checksum verified.
    """

    run = models.ForeignKey(ReportRun, models.PROTECT, related_name="versions", verbose_name=_("report"))
    number = models.PositiveSmallIntegerField(_("version"))
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    reason = models.TextField(_("reason of the erratum"), blank=True)
    title = models.CharField(_("title"), max_length=200)
    period_until = DayField(_("reports until"))
    as_of = DayField(_("data as of"))
    adopted_by = models.CharField(_("adopted by"), max_length=160)
    decision = models.CharField(_("decision"), max_length=160, blank=True)
    adopted_on = DayField(_("adopted on"))
    frozen_at = MomentField(_("fixed at"))
    # A name, not a link: the account may be deleted, the record stays.
    frozen_by = models.CharField(_("fixed by"), max_length=160)
    schema_version = models.PositiveSmallIntegerField(_("version of the format"))
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    content = models.TextField(_("content"))

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("fixed version of a report")
        verbose_name_plural = _("fixed versions of reports")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="concept_reportversion_once"),
            models.CheckConstraint(
                condition=Q(number=1, replaces=None, reason="")
                | (Q(number__gt=1, replaces__isnull=False) & ~Q(reason="")),
                name="concept_reportversion_erratum_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length("sha256"), 64))
                & ~Q(content="")
                & ~Q(adopted_by="")
                & ~Q(frozen_by=""),
                name="concept_reportversion_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only once. Renews the content token, because pages show it."""
        if not self._state.adding:
            raise FixedError("A fixed report is never changed; make an erratum.")
        if checksum(self.content) != self.sha256:
            raise DamagedError("The checksum does not fit the content.")
        with changes.batch():
            super().save(*args, force_insert=True, **kwargs)
            changes.note(type(self))

    def get_absolute_url(self) -> str:
        return reverse("concept:report_version", args=[self.run.slug, self.number])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FixedError("A fixed report is never deleted.")

    def read(self) -> dict[str, Any]:
        """The frozen report. Raises DamagedError when it is not what was fixed."""
        if checksum(self.content) != self.sha256:
            raise DamagedError(f"{self}: the content does not fit its checksum.")
        frozen: dict[str, Any] = json.loads(self.content)
        return frozen

    @property
    def is_erratum(self) -> bool:
        return self.number > 1


def canonical(data: dict[str, Any]) -> str:
    """The one way to write a report as JSON: sorted keys, no white space, no escapes but JSON's own."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def checksum(content: str) -> str:
    """SHA-256 of the UTF-8 text as 64 hex digits."""
    return hashlib.sha256(content.encode()).hexdigest()
