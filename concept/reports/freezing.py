"""Fixing a report for good, and correcting a fixed one by an erratum."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone, translation

from concept.models import ReportRun, ReportVersion
from concept.models.report_runs import FixedError, canonical, checksum
from concept.reports import corrections
from concept.reports.snapshot import SCHEMA_VERSION, Snapshot, build
from core.models import format_date


@dataclass(frozen=True)
class Adoption:
    """Who decided that the report is as it is: a body, its decision (a number or words), and the day."""

    by: str
    on: date
    decision: str = ""


def fix(run: ReportRun, adoption: Adoption, user: AbstractUser) -> ReportVersion:
    """Freeze the report as it is at this moment. Raises FixedError where that has happened before."""
    with transaction.atomic():
        ReportRun.objects.select_for_update().get(pk=run.pk)
        if run.versions.exists():
            raise FixedError("This report is fixed already; make an erratum.")
        content = build(run, timezone.localdate())
        return _store(run, content, adoption, user, replaces=None, reason="")


def erratum(
    run: ReportRun, chosen: Collection[str], reason: str, adoption: Adoption, user: AbstractUser
) -> ReportVersion:
    """A new version: the one in force with the chosen corrections, and nothing else that has changed since.

    `chosen` are keys of `corrections.possible`. Raises FixedError where nothing is fixed yet.
    """
    with transaction.atomic():
        ReportRun.objects.select_for_update().get(pk=run.pk)
        before = run.versions.order_by("-number").first()
        if before is None:
            raise FixedError("There is no fixed version to correct.")
        old = before.read()
        content = corrections.corrected(old, build(run, timezone.localdate()), chosen)
        return _store(run, content, adoption, user, replaces=before, reason=reason)


def _store(
    run: ReportRun,
    content: Snapshot,
    adoption: Adoption,
    user: AbstractUser,
    replaces: ReportVersion | None,
    reason: str,
) -> ReportVersion:
    now = timezone.now()
    number = replaces.number + 1 if replaces else 1
    with translation.override(settings.LANGUAGE_CODE):
        content["version"] = {
            "number": str(number),
            "fixed_on": timezone.localdate(now).isoformat(),
            "fixed_on_text": format_date(timezone.localdate(now)),
            "adopted_by": adoption.by,
            "decision": adoption.decision,
            "adopted_on": adoption.on.isoformat(),
            "adopted_on_text": format_date(adoption.on),
            "reason": reason,
            "replaces": replaces.sha256 if replaces else None,
        }
    text = canonical(content)
    version = ReportVersion(
        run=run,
        number=number,
        replaces=replaces,
        reason=reason,
        title=content["report"]["title"],
        period_until=date.fromisoformat(content["report"]["period_until"]),
        as_of=date.fromisoformat(content["report"]["as_of"]),
        adopted_by=adoption.by,
        decision=adoption.decision,
        adopted_on=adoption.on,
        frozen_at=now,
        frozen_by=user.get_full_name() or user.get_username(),
        schema_version=SCHEMA_VERSION,
        sha256=checksum(text),
        content=text,
    )
    version.save()
    run.save()  # for the history of the run and for the search
    return version
