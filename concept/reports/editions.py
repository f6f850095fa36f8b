"""Which report a visitor gets: a fixed version, or the data of today while nothing is fixed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from concept.models import ReportRun, ReportVersion
from concept.models.report_runs import canonical
from concept.reports import pdf, workbook
from concept.reports.figures import Part
from concept.reports.presenting import document
from concept.reports.snapshot import Snapshot, build
from core.memory.validity import KeptWhileTrue

# A snapshot has some hundred kilobytes, a file up to a megabyte.
_live: KeptWhileTrue[Snapshot] = KeptWhileTrue("reports of today", megabytes=8)
_files: KeptWhileTrue[bytes] = KeptWhileTrue("files of reports", megabytes=8)
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True)
class ReportEdition:
    run: ReportRun
    version: ReportVersion | None
    replaced_by: ReportVersion | None  # the version in force, where this is an older one

    @cached_property
    def snapshot(self) -> Snapshot:
        """One query for a fixed version, about 20 for today's data. Raises DamagedError."""
        return self.version.read() if self.version else today(self.run)

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"{self.run.slug}-fassung-{self.version.number}" if self.version else self.run.slug

    def file(self, kind: str) -> bytes:
        """The report as one of TYPES; the JSON of a fixed version is what its checksum was made from."""
        if kind == "json":
            content = self.version.content if self.version and self.snapshot else canonical(self.snapshot)
            return content.encode()
        sha256 = self.version.sha256 if self.version else ""
        make: dict[str, Callable[[], bytes]] = {
            "pdf": lambda: pdf.pdf(self.snapshot, sha256),
            "xlsx": lambda: workbook.xlsx(self.snapshot),
        }
        with translation.override(settings.LANGUAGE_CODE):
            key = (kind, self.run.pk, sha256)
            return _files.made(key, make[kind])

    @cached_property
    def pages(self) -> list[Part]:
        """What the report consists of on the web, in its order: "key", "title" and what stands there."""
        found: list[Part] = document(self.snapshot)["pages"]
        return found


def body(snapshot: Snapshot, is_foreign: bool = False) -> SafeString:
    """The whole report as HTML, the same for ever for a fixed one; `is_foreign`: on a page not in German."""
    return _rendered("_body.html", snapshot, is_foreign)


def part(snapshot: Snapshot, page: Part, is_foreign: bool = False) -> SafeString:
    """One of the pages of the report."""
    return _rendered("_part.html", snapshot, is_foreign, page=page)


def contents(snapshot: Snapshot, is_foreign: bool = False) -> SafeString:
    """The list of the pages, and where each measure and figure stands."""
    return _rendered("_contents.html", snapshot, is_foreign)


def _rendered(template: str, snapshot: Snapshot, is_foreign: bool, **more: Any) -> SafeString:
    found = document(snapshot)
    context = {"doc": found, "words": found["labels"], "is_foreign": is_foreign, **more}
    with translation.override(settings.LANGUAGE_CODE):
        return mark_safe(render_to_string(f"concept/reports/{template}", context))  # noqa: S308 - our template


def chosen_edition(run: ReportRun, number: int | None = None) -> ReportEdition:
    """The version in force, or the version `number`, or today's data; one query. 404 for an unknown one."""
    versions = list(run.versions.defer("content").select_related("replaces").order_by("number"))
    latest = versions[-1] if versions else None
    if number is None:
        return ReportEdition(run, latest, None)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise Http404(_("There is no such page."))
    return ReportEdition(run, version, latest if latest != version else None)


def today(run: ReportRun) -> Snapshot:
    """What the report would say at this moment; no query after the first time, until something changes."""
    with translation.override(settings.LANGUAGE_CODE):
        key = (run.pk, timezone.localdate())
        return _live.made(key, lambda: build(run, timezone.localdate()))
