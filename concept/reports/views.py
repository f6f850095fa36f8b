"""The public pages and files of reports."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concept.models import Report, ReportRun
from concept.models.report_runs import DamagedError
from concept.reports import choosing
from concept.reports.editions import TYPES, ReportEdition, body, chosen_edition, contents, part
from core.memory.parameters import understands
from core.views import visible_or_404

logger = logging.getLogger("django.request")  # whose errors reach the administration
View = Callable[..., HttpResponse]


def whole_or_message(view: View) -> View:
    """A damaged report is never shown: the visitor gets a page that says so, the administration a message."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DamagedError as error:
            logger.error("Damaged report at %s: %s", request.path, error, extra={"request": request})
            return render(request, "concept/reports/damaged.html", status=500)

    return guarded


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """All reports, those out of the database and those that are documents; three queries in German."""
    runs = list(ReportRun.objects.published().with_versions())
    documents = Report.objects.published().translated("document").select_related("document")
    found = list(documents)
    context = {
        "shown": [{"run": run, "version": run.latest, "title": run.shown_title} for run in runs],
        "reports": found,
        "documents": [one.document for one in found if one.document and one.document.is_visible],
        "crumbs": _trail((_("Reports"), None)),
    }
    return render(request, "concept/reports/index.html", context)


@require_safe
@whole_or_message
def report(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """What is in the version in force, in an older one by its number, or in today's data; at most 24 queries,
    as for the other pages of a report.
    """
    found, context = _frame(request, slug, number)
    head = found.snapshot["report"]
    context |= {
        "files": {kind: _file_url(found, kind, number) for kind in TYPES},
        "whole": _address(found, number, "whole"),
        "body": contents(found.snapshot, context["is_foreign"]),
        "crumbs": _trail((_("Reports"), reverse("concept:reports")), (head["title"], None)),
    }
    return render(request, "concept/reports/detail.html", context)


@require_safe
@whole_or_message
def report_part(request: HttpRequest, slug: str, key: str, number: int | None = None) -> HttpResponse:
    """One chapter, or one action field."""
    found, context = _frame(request, slug, number)
    pages = found.pages
    place = next((place for place, page in enumerate(pages) if page["key"] == key), None)
    if place is None:
        raise Http404(_("There is no such page."))
    page, is_foreign = pages[place], context["is_foreign"]
    around = {
        "before": pages[place - 1] if place else None,
        "after": pages[place + 1] if place + 1 < len(pages) else None,
    }
    context |= {
        "page": page,
        "title": _german(page["title"], is_foreign),
        "whole": _address(found, number, "whole"),
        "links": {
            name: {
                "url": _address(found, number, "part", one["key"]),
                "title": _german(one["title"], is_foreign),
            }
            for name, one in around.items()
            if one
        },
        "body": part(found.snapshot, page, is_foreign),
        "crumbs": _inside(found, context, page["title"]),
    }
    return render(request, "concept/reports/part.html", context)


@require_safe
@whole_or_message
def report_whole(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """All of it on one page, to search in and to print."""
    found, context = _frame(request, slug, number)
    context |= {
        "body": body(found.snapshot, context["is_foreign"]),
        "crumbs": _inside(found, context, _("The whole report")),
    }
    return render(request, "concept/reports/whole.html", context)


def _frame(request: HttpRequest, slug: str, number: int | None) -> tuple[ReportEdition, dict[str, Any]]:
    found = chosen_edition(visible_or_404(request, ReportRun.objects.all(), slug=slug), number)
    head = found.snapshot["report"]
    is_foreign = get_language() != found.snapshot["language"]
    return found, {
        "run": found.run,
        "version": found.version,
        "replaced_by": found.replaced_by,
        "doc": found.snapshot,
        "is_foreign": is_foreign,
        "contents_url": _address(found, number),
        "heading": _german(head["title"], is_foreign),
        "lead": _german(head["period_text"], is_foreign),
    }


def _address(found: ReportEdition, number: int | None, page: str = "", *more: str) -> str:
    """Of the contents, or of a `page` of the same version: "whole", "part"."""
    names = ["report", *(["version"] if number is not None else []), *([page] if page else [])]
    numbers = [] if number is None else [number]
    return reverse(f"concept:{'_'.join(names)}", args=[found.run.slug, *numbers, *more])


def _inside(found: ReportEdition, context: dict[str, Any], here: str) -> list[tuple[str, str | None]]:
    reports = (_("Reports"), reverse("concept:reports"))
    return _trail(reports, (found.snapshot["report"]["title"], context["contents_url"]), (here, None))


@require_safe
@whole_or_message
def report_file(request: HttpRequest, slug: str, kind: str, number: int | None = None) -> HttpResponse:
    if kind not in TYPES:
        raise Http404(_("There is no such page."))
    found = chosen_edition(visible_or_404(request, ReportRun.objects.all(), slug=slug), number)
    response = HttpResponse(found.file(kind), content_type=TYPES[kind])
    way = "inline" if kind == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{found.file_name}.{kind}"'
    response.headers["Content-Language"] = found.snapshot["language"]
    return response


@require_safe
@whole_or_message
@understands("mit")
def report_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What is different from another fixed report, an earlier version, or today; only for fixed reports."""
    found = chosen_edition(visible_or_404(request, ReportRun.objects.all(), slug=slug))
    if found.version is None:
        raise Http404(_("There is no such page."))
    is_foreign = get_language() != found.snapshot["language"]
    choices = choosing.choices(found)
    asked = request.GET.get("mit")
    chosen = next((choice for choice in choices if choice.key == asked), choices[0])
    unknown = asked is not None and asked != chosen.key
    context = {
        "run": found.run,
        "title": found.version.title,
        "heading_title": _german(found.version.title, is_foreign),
        "is_foreign": is_foreign,
        "choices": choices,
        "chosen": chosen,
        "message": _("There is no such report to compare with. Choose one of the list.") if unknown else "",
        "comparison": None if unknown else choosing.compared(found, chosen),
        "crumbs": _trail(
            (_("Reports"), reverse("concept:reports")),
            (found.version.title, found.run.get_absolute_url()),
            (_("What has changed"), None),
        ),
    }
    return render(request, "concept/reports/changes.html", context)


def _trail(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Integration concept"), reverse("concept:overview")), *steps]


def _german(text: str, is_foreign: bool) -> str:
    return format_html('<span lang="de" dir="ltr">{}</span>', text) if is_foreign else text


def _file_url(found: ReportEdition, kind: str, number: int | None) -> str:
    if number is None:
        return reverse("concept:report_file", args=[found.run.slug, kind])
    return reverse("concept:report_version_file", args=[found.run.slug, number, kind])
