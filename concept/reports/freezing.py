"""Fixing a report for good, and correcting a fixed one by an erratum."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.utils import timezone, translation

from concept.models import ReportRun, ReportVersion
from concept.models.report_runs import FixedError, canonical, checksum
from concept.reports import corrections
from concept.reports.snapshot import SCHEMA_VERSION, Snapshot, build
from core.content import changes
from core.models import format_date


@dataclass(frozen=True)
class Adoption:
    """Who decided that the report is as it is: a body, its decision (a number or words), and the day."""

    by: str
    on: date
    decision: str = ""


class ChangedError(Exception):
    """The data are not those that were seen; `data` are those of today."""

    def __init__(self, data: Snapshot) -> None:
        super().__init__("The data have changed since they were seen.")
        self.data = data


def seen_as(data: Snapshot) -> str:
    """What stands for these data when somebody has seen them."""
    return checksum(canonical(data))


def fix(run: ReportRun, adoption: Adoption, user: AbstractUser, *, seen: str) -> ReportVersion:
    """Freeze the report as it is at this moment, which must be as it was `seen` (see `seen_as`).

    Raises FixedError where it is fixed already, ChangedError where somebody has changed the data since.
    """
    with changes.batch():
        run = ReportRun.objects.select_for_update().get(pk=run.pk)
        if run.versions.exists():
            raise FixedError("This report is fixed already; make an erratum.")
        return _store(run, _today_as_seen(run, seen), adoption, user, replaces=None, reason="")


def erratum(
    run: ReportRun,
    chosen: Collection[str],
    reason: str,
    adoption: Adoption,
    user: AbstractUser,
    *,
    seen: str,
) -> ReportVersion:
    """A new version: the one in force with the chosen corrections, and nothing else that has changed since.

    `chosen` are keys of `corrections.possible`. Raises FixedError where nothing is fixed yet, ChangedError
    where the data of today are not those that were `seen`.
    """
    with changes.batch():
        run = ReportRun.objects.select_for_update().get(pk=run.pk)
        before = run.versions.order_by("-number").first()
        if before is None:
            raise FixedError("There is no fixed version to correct.")
        content = corrections.corrected(before.read(), _today_as_seen(run, seen), chosen)
        return _store(run, content, adoption, user, replaces=before, reason=reason)


def _today_as_seen(run: ReportRun, seen: str) -> Snapshot:
    """Built inside the transaction from the database itself: what is compared is what is stored."""
    data = build(run, timezone.localdate())
    if seen_as(data) != seen:
        raise ChangedError(data)
    return data


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
