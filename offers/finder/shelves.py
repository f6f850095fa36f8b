"""All published offers and the values that filters know, kept in memory."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from core.memory.validity import KeptWhileTrue
from offers import opening
from offers.directory import directory
from offers.models import HoursRule, Offer, Place, YesNo
from offers.schedules import KIND_ORDER, closings
from search.finder import Shelves, links
from search.finder.bits import joined

WAYS = ("walk_in", "by_appointment", "by_registration", "by_referral", "online")
_RELATIONS = {"topic": "topics", "audience": "audiences", "language": "languages", "place": "places"}


@dataclass(kw_only=True)
class OfferShelves(Shelves):
    # Offers with the same hours share one schedule.
    schedules: list[tuple[opening.Schedule, int]]


_kept: KeptWhileTrue[OfferShelves] = KeptWhileTrue(
    "shelves of offers", megabytes=None, in_languages=False, shared=True
)


def shelves() -> OfferShelves:
    """The shelves of today: three queries when something has changed, else none."""
    return _kept.made("", _fetch)


def _fetch() -> OfferShelves:
    names = ("pk", "title", "kind", "cost", "provider_id", "childcare", "women_only", *WAYS)
    rows = list(Offer.objects.published().order_by("position", "title", "pk").values(*names))
    values: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    providers = directory().organisations
    for place, row in enumerate(rows):
        bit = 1 << place
        values["kind"][row["kind"]] |= bit
        values["organisation"][providers[row["provider_id"]].slug] |= bit
        if row["cost"] == Offer.Cost.FREE:
            values["cost"]["free"] |= bit
        for fact in ("childcare", "women_only"):
            if row[fact] == YesNo.YES:
                values["extra"][fact] |= bit
        for way in WAYS:
            if row[way]:
                values["way"][way] |= bit
    places = {row["pk"]: place for place, row in enumerate(rows)}
    _add_relations(values, places)
    return OfferShelves(
        model=Offer,
        keys=[row["pk"] for row in rows],
        places=places,
        titles=[row["title"] for row in rows],
        values={name: dict(found) for name, found in values.items()},
        schedules=_schedules({row["pk"]: row["provider_id"] for row in rows}, places),
    )


def _add_relations(values: dict[str, dict[str, int]], places: dict[int, int]) -> None:
    """What the offers point to; one query for all relations."""
    members: dict[tuple[str, int], list[int]] = defaultdict(list)
    for name, offer, target in links(Offer, _RELATIONS):
        if offer in places:
            members[name, target].append(places[offer])
    for (name, target), bits in members.items():
        for value in _slugs(name, target):
            values[name][value] |= joined(bits)
        if name == "place" and _is_for_wheelchairs(directory().places[target]):
            values["extra"]["wheelchair"] |= joined(bits)


def _is_for_wheelchairs(place: Place) -> bool:
    return place.is_visible and place.wheelchair == Place.Wheelchair.YES


def _slugs(name: str, target: int) -> list[str]:
    """What the target is called in an address; a place stands for its quarter and its borough."""
    known = directory()
    if name == "topic":
        return [known.topics[target].slug]
    if name == "audience":
        return [known.audiences[target].slug]
    if name == "language":
        return [known.languages[target].code]
    place = known.places[target]
    quarter = place.quarter if place.is_visible else None
    return [quarter.slug, quarter.borough.slug] if quarter else []


def _schedules(providers: dict[int, int], places: dict[int, int]) -> list[tuple[opening.Schedule, int]]:
    """The main hours of all offers that have any, those with the same hours together; one query."""
    by_offer: dict[int, dict[tuple[int, int], list[tuple[Any, ...]]]] = defaultdict(lambda: defaultdict(list))
    rules = HoursRule.objects.filter(hours__offer__isnull=False).order_by("hours_id", "weekday", "opens")
    for offer, kind, place, *row in rules.values_list(
        "hours__offer_id", "hours__kind", "hours__place_id", "hours_id", "hours__valid_from",
        "hours__valid_until", "hours__closed_on_holidays", "hours__is_confirmed",
        "weekday", "opens", "closes", "mode", "week",
    ):  # fmt: skip
        if offer in places:
            by_offer[offer][KIND_ORDER.index(kind), place or 0].append(tuple(row))
    known: dict[Any, opening.Hours] = {}
    members: dict[opening.Schedule, list[int]] = defaultdict(list)
    for offer, kinds in by_offer.items():
        (_kind, place), rows = min(kinds.items(), key=lambda item: item[0][0])
        levels = {"offer_id": offer, "place_id": place or None, "organisation_id": providers[offer]}
        members[opening.Schedule(_sets(rows, known), closings(levels))].append(places[offer])
    return [(schedule, joined(bits)) for schedule, bits in members.items()]


def _sets(rows: list[tuple[Any, ...]], known: dict[Any, opening.Hours]) -> tuple[opening.Hours, ...]:
    """The sets of hours in these rows of rules; equal ones are the same object."""
    found = []
    for _hours_id, group in groupby(rows, key=itemgetter(0)):
        key = tuple(row[1:] for row in group)
        if key not in known:
            rules = tuple(
                opening.Rule(weekday, opens, closes, opening.Mode(mode), week)
                for *_set, weekday, opens, closes, mode, week in key
            )
            known[key] = opening.Hours(rules, *key[0][:4])
        found.append(known[key])
    return tuple(found)
