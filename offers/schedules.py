"""From the rows that editors keep to the schedules that `offers.opening` computes with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from core.memory.validity import KeptWhileTrue
from offers import opening
from offers.models import Closure, Contact, HoursRule, HoursSet, Offer, Place

Owner = Place | Contact | Offer

# What makes an owner's hours follow a closure: its own, its place's, its house's.
_ATTRIBUTES = {Place: "place_id", Contact: "contact_id", Offer: "offer_id"}
# What a badge speaks of, if there are several kinds of hours.
KIND_ORDER: list[str] = [HoursSet.Kind.OPENING, HoursSet.Kind.CONSULTATION, HoursSet.Kind.PHONE]
_closures: KeptWhileTrue[list[Closure]] = KeptWhileTrue(
    "coming closures", megabytes=None, in_languages=False, shared=True
)


@dataclass
class Opening:
    """The hours of one kind at one owner (of an offer: at one place), with all their seasons."""

    kind: str
    place_id: int | None
    schedule: opening.Schedule
    sets: list[HoursSet] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(HoursSet.Kind(self.kind).label)

    @property
    def current(self) -> HoursSet:
        """The set that holds today; without one, the first."""
        today = timezone.localdate()
        valid = [
            row
            for row in self.sets
            if (row.valid_from is None or row.valid_from <= today)
            and (row.valid_until is None or row.valid_until >= today)
        ]
        return max(valid, key=lambda row: row.valid_from or date.min, default=self.sets[0])

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The week that holds today in words: [("Mo–Do", "9:00–16:00 Uhr, mit Termin"), …]."""
        rules = [_rule(row) for row in self.current.loaded_rules]  # type: ignore[attr-defined]
        return [opening.format_line(line) for line in opening.summary(rules)]


def openings(owners: Sequence[Owner]) -> dict[int, list[Opening]]:
    """The hours of several owners of the same kind by their primary key; owners without hours are left out.

    Costs one query for any number of owners, and one more when the closures have changed since the last
    look (they are few and kept in memory under the content token).
    """
    if not owners:
        return {}
    attribute = _ATTRIBUTES[type(owners[0])]
    keys = [owner.pk for owner in owners]
    rules = (
        HoursRule.objects.filter(**{f"hours__{attribute}__in": keys})
        .select_related("hours")
        .order_by("hours__kind", "hours__valid_from", "hours_id", "weekday", "opens")
    )
    sets: dict[int, HoursSet] = {}
    for rule in rules:
        hours = sets.setdefault(rule.hours_id, rule.hours)
        hours.__dict__.setdefault("loaded_rules", []).append(rule)
    found: dict[int, list[Opening]] = defaultdict(list)
    owner_by_key = {owner.pk: owner for owner in owners}
    grouped: dict[tuple[int, str, int | None], list[HoursSet]] = defaultdict(list)
    for hours in sets.values():
        place = hours.place_id if attribute == "offer_id" else None
        grouped[getattr(hours, attribute), hours.kind, place].append(hours)
    for (key, kind, place), rows in grouped.items():
        schedule = opening.Schedule(
            tuple(_hours(row) for row in rows), closings(_levels(owner_by_key[key], place))
        )
        found[key].append(Opening(kind, place, schedule, rows))
    return dict(found)


def _rule(row: HoursRule) -> opening.Rule:
    return opening.Rule(row.weekday, row.opens, row.closes, opening.Mode(row.mode), row.week)


def _hours(row: HoursSet) -> opening.Hours:
    rules = tuple(_rule(rule) for rule in row.loaded_rules)  # type: ignore[attr-defined]
    return opening.Hours(rules, row.valid_from, row.valid_until, row.closed_on_holidays, row.is_confirmed)


def _levels(owner: Owner, place_id: int | None) -> dict[str, int | None]:
    """Whose closures an owner follows, the nearest first: its own, its place's, its house's."""
    if isinstance(owner, Offer):
        return {"offer_id": owner.pk, "place_id": place_id, "organisation_id": owner.provider_id}
    if isinstance(owner, Contact):
        return {
            "contact_id": owner.pk,
            "place_id": owner.place_id,
            "organisation_id": owner.organisation_id,
        }
    return {"place_id": owner.pk}


def closings(levels: dict[str, int | None]) -> tuple[opening.Closing, ...]:
    """The coming closures of these owners, named as the closure names them, the nearest first."""
    return tuple(
        _closing(closure, level)
        for closure in coming_closures()
        for level, (attribute, key) in enumerate(levels.items())
        if key is not None and getattr(closure, attribute) == key
    )


def _closing(closure: Closure, level: int) -> opening.Closing:
    replacements = tuple(
        opening.Replacement(row.opens, row.closes, opening.Mode(row.mode))
        for row in closure.replacements.all()
    )
    days = (closure.starts_on, closure.ends_on)
    return opening.Closing(*days, closure.text.reason, level, replacements, closure.as_usual)


def coming_closures() -> list[Closure]:
    """Closures that have not ended; two queries when something has changed, else none."""
    return _closures.made("", _fetch_closures)


def _fetch_closures() -> list[Closure]:
    rows = Closure.objects.filter(ends_on__gte=timezone.localdate() - timedelta(days=1))
    return list(rows.prefetch_related("replacements", "translations"))


def main_opening(found: list[Opening]) -> Opening | None:
    """What a badge speaks of: opening hours before consultation hours; phone hours alone are no opening."""
    return min(found, key=lambda one: KIND_ORDER.index(one.kind), default=None)
