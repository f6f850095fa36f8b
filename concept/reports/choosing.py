"""What a fixed report can be compared with, and the comparison in words."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from concept.models import ReportRun, ReportVersion
from concept.reports.differences import Comparison, compare
from concept.reports.editions import ReportEdition, today

TODAY = "heute"


@dataclass(frozen=True)
class Choice:
    """The other side of a comparison; without a version it is the data of today."""

    key: str
    name: str
    version: ReportVersion | None = None


def choices(found: ReportEdition) -> list[Choice]:
    """The best first: the version that was corrected, the report before, the others, today. Three queries."""
    own = found.run.versions.defer("content").order_by("-number")
    versions = [
        Choice(f"fassung-{one.number}", _("version %(number)s") % {"number": one.number}, one)
        for one in own
        if one != found.version
    ]
    runs = ReportRun.objects.published().exclude(pk=found.run.pk).with_versions()
    others = [Choice(run.slug, run.latest.title, run.latest) for run in runs if run.latest]
    until = found.run.period_until
    others.sort(key=lambda one: _distance(one, until))
    return [*versions, *others, Choice(TODAY, _("the data of today"))]


def _distance(choice: Choice, until: object) -> tuple[bool, int]:
    """Reports before come first, the latest of them at the front."""
    day = choice.version.period_until if choice.version else None
    return (day is None or day >= until, -(day.toordinal() if day else 0))  # type: ignore[operator]


def compared(found: ReportEdition, choice: Choice) -> SafeString:
    """The differences as German HTML, from the earlier to the later; one query, about 20 for today."""
    with translation.override(settings.LANGUAGE_CODE):
        if choice.version is None:
            return in_words(compare(found.snapshot, today(found.run)))
        return in_words(compare(choice.version.read(), found.snapshot))


def in_words(comparison: Comparison, level: int = 3) -> SafeString:
    """HTML with headings of `level`, in the active language."""
    context = {"comparison": comparison, "level": level}
    return mark_safe(render_to_string("concept/reports/_changes.html", context))  # noqa: S308 - our template
