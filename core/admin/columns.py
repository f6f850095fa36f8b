"""Columns that tell the truth: what visitors see now, when it was checked, who changed it last."""

from typing import Any

from django.contrib import admin
from django.db.models import BooleanField, Case, F, Q, Value, When
from django.db.models.functions import Now
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.content.dates import Precision, format_date

_VISIBLE = Case(
    When(
        Q(status="published")
        & (Q(published_from=None) | Q(published_from__lte=Now()))
        & (Q(published_until=None) | Q(published_until__gt=Now())),
        then=Value(True),
    ),
    default=Value(False),
    output_field=BooleanField(),
)


@admin.display(description=gettext_lazy("visible now"), boolean=True, ordering=_VISIBLE)
def visible_now(obj: Any) -> bool:
    """The rule of `published()`, for one row."""
    return obj.is_visible


@admin.display(description=gettext_lazy("status"), ordering="status")
def status_mark(obj: Any) -> str:
    """The status as a word on a coloured ground."""
    return format_html('<span class="mark mark-{}">{}</span>', obj.status, obj.get_status_display())


@admin.display(description=gettext_lazy("last checked"), ordering=F("checked_on").asc(nulls_first=True))
def last_checked(obj: Any) -> str:
    """The day of the last check, or its month or year."""
    if obj.checked_on is None:
        return _("never")
    if obj.checked_precision != Precision.DAY:
        return format_date(obj.checked_on, obj.checked_precision)
    return formats.date_format(obj.checked_on, "SHORT_DATE_FORMAT")


@admin.display(description=gettext_lazy("next check"), ordering="check_due_on")
def due(obj: Any) -> str:
    """How long the check has been due, or the day on which it will be."""
    if obj.checked_on is None:
        return format_html('<span class="mark mark-due">{}</span>', _("due"))
    days = (timezone.localdate() - obj.check_due_on).days
    if days < 0:
        return formats.date_format(obj.check_due_on, "SHORT_DATE_FORMAT")
    if days == 0:
        text = _("due today")
    elif days < 60:
        text = ngettext("due for %(count)d day", "due for %(count)d days", days) % {"count": days}
    else:
        months = days // 30
        text = _("due for %(count)d months") % {"count": months}
        if years := days // 365:
            text = ngettext("due for %(count)d year", "due for %(count)d years", years) % {"count": years}
    return format_html('<span class="mark mark-due">{}</span>', text)


def last_change(obj: Any) -> str:
    """When and by whom, from the history; one query."""
    latest = obj.history.select_related("history_user").first() if obj.pk else None
    if latest is None:
        return "–"
    day = formats.date_format(timezone.localtime(latest.history_date), "SHORT_DATETIME_FORMAT")
    who = latest.history_user
    return f"{day}, {who.get_full_name() or who}" if who else day


def not_visible_because(obj: Any) -> str:
    """Why something published is not visible at this moment."""
    moment = obj.published_from
    if moment and moment > timezone.now():
        text = _("Published, but visitors see it only from %(moment)s on.")
    else:
        moment = obj.published_until
        text = _("Published, but visitors have no longer seen it since %(moment)s.")
    return text % {"moment": formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")}
