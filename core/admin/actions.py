"""What can be done with several entries at once. Each says how many it changed and how many it left alone."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.admin.whole import looks
from core.admin.whole_pages import ask, publish_with
from core.content import changes
from core.editing.locking import locked
from core.models import Publishable

Status = Publishable.Status


def _set_status(queryset: QuerySet, status: str, source: set[str]) -> tuple[int, int]:
    """Save those whose status is in `source`, one by one: how many changed, how many not.

    Each is locked and read again first: what somebody else is saving just now stays.
    """
    changed = kept = 0
    with changes.batch():
        for entry in locked(queryset.model, queryset.values_list("pk", flat=True)):
            if entry.status not in source:
                kept += 1
                continue
            entry.status = status
            entry.save()
            changed += 1
    return changed, kept


def _is_confirmed(request: HttpRequest) -> bool:
    return "confirmed" in request.POST


def _count(queryset: QuerySet, source: set[str]) -> int:
    return queryset.filter(status__in=source).count()


def _report(modeladmin: Any, request: HttpRequest, done: str, kept: int) -> None:
    """`done` is the sentence on what changed, "" if nothing did."""
    if done:
        modeladmin.message_user(request, done, messages.SUCCESS)
    if kept:
        text = ngettext(
            "%(count)d entry was left as it is, because its status does not allow this step.",
            "%(count)d entries were left as they are, because their status does not allow this step.",
            kept,
        )
        modeladmin.message_user(request, text % {"count": kept}, messages.WARNING)


@admin.action(description=_("Publish"), permissions=["publish"])
def publish(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """Drafts, what waits for approval, and what was archived; with what is ticked of what they point to."""
    source: set[str] = {Status.DRAFT, Status.REVIEW, Status.ARCHIVED}
    if not _is_confirmed(request):
        text = gettext("Entries that become public: %(count)d") % {"count": _count(queryset, source)}
        return ask(modeladmin, request, queryset, "publish", text)
    if ticked := set(request.POST.getlist("with")):
        with changes.batch():
            publish_with(request, [], looks(list(queryset), ()), ticked)
    count, kept = _set_status(queryset, Status.PUBLISHED, source)
    text = ngettext("%(count)d entry has been published.", "%(count)d entries have been published.", count)
    _report(modeladmin, request, text % {"count": count} if count else "", kept)
    return None


@admin.action(description=_("Submit for approval"), permissions=["change"])
def submit_for_approval(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> None:
    """Drafts only: what is published stays on the site."""
    count, kept = _set_status(queryset, Status.REVIEW, {Status.DRAFT})
    text = ngettext(
        "%(count)d entry now waits for approval.", "%(count)d entries now wait for approval.", count
    )
    _report(modeladmin, request, text % {"count": count} if count else "", kept)


@admin.action(description=_("Archive (visitors no longer see it)"), permissions=["publish"])
def archive(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """Everything that is not archived yet."""
    source: set[str] = {Status.DRAFT, Status.REVIEW, Status.PUBLISHED}
    if not _is_confirmed(request):
        count = _count(queryset, source)
        text = gettext("Entries that visitors will no longer see: %(count)d") % {"count": count}
        return ask(modeladmin, request, queryset, "archive", text)
    count, kept = _set_status(queryset, Status.ARCHIVED, source)
    text = ngettext("%(count)d entry has been archived.", "%(count)d entries have been archived.", count)
    _report(modeladmin, request, text % {"count": count} if count else "", kept)
    return None


@admin.action(description=_("Mark as checked today"), permissions=["change"])
def mark_checked(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """Somebody has made sure today that all of it is true."""
    if not _is_confirmed(request):
        text = gettext("Entries that are marked as checked today, a date that visitors see: %(count)d")
        return ask(modeladmin, request, queryset, "mark_checked", text % {"count": queryset.count()})
    with changes.batch():
        count = locked(queryset.model, queryset.values_list("pk", flat=True)).mark_checked(request.user)
    text = ngettext(
        "%(count)d entry is marked as checked today.", "%(count)d entries are marked as checked today.", count
    )
    _report(modeladmin, request, text % {"count": count}, 0)
    return None
