"""What of the concept is due, for the desk and the mails: values, reports on measures, answers to a round."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser, User
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from concept.due import rhythm
from concept.models import Indicator, IndicatorValue, Invitation, Measure
from core.models import Publishable

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Item:
    """`path` leads to where it is done in the admin; `since` is `rhythm.NEVER` where nothing is there yet.

    `is_broken`: nobody can tell when it is due; it stands in the list so that somebody looks at it.
    """

    pk: int
    text: str
    path: str
    since: date
    editor: User | None
    organisation: str
    is_broken: bool = False


def values_due(today: date) -> list[Item]:
    """Indicators whose next value is to be expected by now, the longest due first. One query."""
    told = ~Q(values__missing=IndicatorValue.Missing.NOT_YET)
    found = Indicator.objects.exclude(status=Publishable.Status.ARCHIVED).select_related(
        "editor", "data_owner"
    )
    items = []
    for one in found.annotate(newest=Max("values__date", filter=told)).order_by("position", "name"):
        day, is_broken = _day_of(one, rhythm.value_due, one.rhythm, one.newest, one.publication_lag)
        if day and day <= today:
            path = reverse("admin:concept_indicator_grid", args=[one.pk])
            owner = one.data_owner.name if one.data_owner else ""
            items.append(Item(one.pk, _name(one.name, is_broken), path, day, one.editor, owner, is_broken))
    return sorted(items, key=_urgency)


def reports_due(today: date) -> list[Item]:
    """Measures about which a year's report is missing, the longest due first; never examples. One query."""
    found = Measure.objects.exclude(status=Publishable.Status.ARCHIVED).filter(is_example=False)
    items = []
    for one in found.select_related("editor", "lead").annotate(newest=Max("years__year")).order_by("title"):
        day, is_broken = _day_of(
            one, rhythm.report_due, one.rhythm, one.progress, one.newest, one.starts_on, one.ends_on
        )
        if day and day <= today:
            path = reverse("admin:concept_measure_change", args=[one.pk]) + "#years-group"
            lead = one.lead.name if one.lead else ""
            items.append(Item(one.pk, _name(one.title, is_broken), path, day, one.editor, lead, is_broken))
    return sorted(items, key=_urgency)


def _day_of(
    entry: Indicator | Measure, when: Callable[..., date | None], *facts: Any
) -> tuple[date | None, bool]:
    """The day, and whether there is none because of a mistake in the entry: one alone stops no list."""
    try:
        return when(*facts), False
    except (ValueError, OverflowError):
        logger.exception("%s %s: nobody can tell when it is due.", type(entry).__name__, entry.pk)
        return rhythm.NEVER, True


def _name(name: str, is_broken: bool) -> str:
    return _("cannot be shown: %(name)s") % {"name": name} if is_broken else name


def _urgency(item: Item) -> tuple[bool, date]:
    """What there is nothing of yet comes last: it is a known gap, not a figure that has grown old."""
    return item.since == rhythm.NEVER, item.since


def answers_waiting() -> list[Invitation]:
    """Answers of organisations that nobody has decided about, the oldest first; one query."""
    found = Invitation.objects.filter(status=Invitation.Status.RECEIVED)
    return list(found.select_related("round", "organisation").order_by("received_at"))


def own_first(items: Iterable[Item], user: AbstractUser) -> list[Item]:
    """Those that `user` is responsible for stand on top; otherwise the order stays."""
    return sorted(items, key=lambda item: item.editor != user)
