"""What of the concept is due, for the desk and the mails: values, reports on measures, answers to a round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AbstractUser, User
from django.db.models import Max, Q
from django.urls import reverse

from concept.due import rhythm
from concept.models import Indicator, IndicatorValue, Invitation, Measure
from core.models import Publishable


@dataclass(frozen=True)
class Item:
    """`path` leads to where it is done in the admin; `since` is `due.NEVER` where nothing is there yet."""

    pk: int
    text: str
    path: str
    since: date
    editor: User | None
    organisation: str


def values_due(today: date) -> list[Item]:
    """Indicators whose next value is to be expected by now, the longest due first. One query."""
    told = ~Q(values__missing=IndicatorValue.Missing.NOT_YET)
    found = Indicator.objects.exclude(status=Publishable.Status.ARCHIVED).select_related(
        "editor", "data_owner"
    )
    items = []
    for one in found.annotate(newest=Max("values__date", filter=told)).order_by("position", "name"):
        day = rhythm.value_due(one.rhythm, one.newest, one.publication_lag)
        if day and day <= today:
            path = reverse("admin:concept_indicator_grid", args=[one.pk])
            owner = one.data_owner.name if one.data_owner else ""
            items.append(Item(one.pk, one.name, path, day, one.editor, owner))
    return sorted(items, key=_urgency)


def reports_due(today: date) -> list[Item]:
    """Measures about which a year's report is missing, the longest due first; never examples. One query."""
    found = Measure.objects.exclude(status=Publishable.Status.ARCHIVED).filter(is_example=False)
    items = []
    for one in found.select_related("editor", "lead").annotate(newest=Max("years__year")).order_by("title"):
        day = rhythm.report_due(one.rhythm, one.progress, one.newest, one.starts_on, one.ends_on)
        if day and day <= today:
            path = reverse("admin:concept_measure_change", args=[one.pk]) + "#years-group"
            items.append(Item(one.pk, one.title, path, day, one.editor, one.lead.name if one.lead else ""))
    return sorted(items, key=_urgency)


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
