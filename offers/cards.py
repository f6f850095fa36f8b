"""Offers, contact points and places made ready for pages: what they point to, and today's state."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Value
from django.http import HttpRequest
from django.utils import timezone

from core.memory import expiry
from core.memory.validity import KeptWhileTrue
from core.words.alphabet import sort_key
from offers import opening
from offers.directory import Directory, directory
from offers.models import (
    Audience,
    Contact,
    Document,
    FundingProgramme,
    Offer,
    Organisation,
    Place,
    SpokenLanguage,
    Topic,
)
from offers.schedules import Opening, main_opening, openings


@dataclass
class Links:
    """What an offer points to, each in its own order; only what visitors may see."""

    topics: list[Topic] = field(default_factory=list)
    audiences: list[Audience] = field(default_factory=list)
    languages: list[SpokenLanguage] = field(default_factory=list)
    funding: list[FundingProgramme] = field(default_factory=list)
    partners: list[Organisation] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    @property
    def quarters(self) -> list[str]:
        return sorted(
            {place.quarter.name for place in self.places if place.quarter},
            key=lambda name: sort_key(name, settings.LANGUAGE_CODE),
        )


Details = tuple[Links, list[Opening]]
# Links lead to the directory, which is kept anyway: what is counted is about what the lists take.
_kept: KeptWhileTrue[Details] = KeptWhileTrue("details of offers", megabytes=4, weigh=lambda _details: 4096)

# The relation of an offer and where its targets stand in the directory.
_SHELVES = {
    "topics": "topics",
    "audiences": "audiences",
    "languages": "languages",
    "funding": "funding",
    "partners": "organisations",
    "places": "places",
    "contacts": "contacts",
    "documents": "documents",
}


def prepare(request: HttpRequest, offers: Sequence[Offer], now: datetime | None = None) -> None:
    """Give each offer `links`, `openings`, today's state and its provider.

    Two queries for any number of offers, none for those that this process has shown since the last change.
    Sets `links`, `openings`, `state`, `state_status`, `state_words`, `hours_lines`, `quarter_names`, and
    tells the page until when it stays true.
    """
    now = now or timezone.now()
    known = directory()
    details = _details(offers, known)
    for offer in offers:
        offer.provider = known.organisations[offer.provider_id]
        offer.links, hours = details[offer.pk]
        offer.quarter_names = offer.links.quarters
        _show_state(request, offer, hours, now)


def _details(offers: Sequence[Offer], known: Directory) -> dict[int, Details]:
    """What each offer points to and its hours."""
    by_key = {offer.pk: offer for offer in offers}

    def fetch(keys: list[int]) -> dict[int, Details]:
        new = [by_key[key] for key in keys]
        links, hours = _links(new, known), openings(new)
        return {key: (links[key], hours.get(key, [])) for key in keys}

    return _kept.made_of_all(by_key, fetch)


def contacts(request: HttpRequest, rows: Iterable[Contact], now: datetime) -> list[Contact]:
    """Copies of contact points of the directory with today's state; no query."""
    known = directory().contact_openings
    return [_with_state(request, row, known.get(row.pk, []), now) for row in rows if row.is_visible]


def place(request: HttpRequest, row: Place, now: datetime) -> Place:
    """A copy of a place of the directory with today's state; no query."""
    return _with_state(request, row, directory().place_openings.get(row.pk, []), now)


def _with_state(request: HttpRequest, row: Any, hours: list[Opening], now: datetime) -> Any:
    shown = copy.copy(row)
    _show_state(request, shown, hours, now)
    return shown


def _links(offers: Sequence[Offer], known: Directory) -> dict[int, Links]:
    """One query: the rows of all relations of the offers, told apart by a word."""
    keys = [offer.pk for offer in offers]
    found: dict[int, dict[str, set[int]]] = {key: defaultdict(set) for key in keys}
    queries = []
    for name in _SHELVES:
        relation = Offer._meta.get_field(name)
        target = relation.m2m_reverse_field_name()  # type: ignore[union-attr]
        rows = relation.remote_field.through.objects.filter(offer_id__in=keys)  # type: ignore[union-attr]
        queries.append(rows.values_list(Value(name), "offer_id", f"{target}_id"))
    if keys:
        for name, offer, target in queries[0].union(*queries[1:], all=True).order_by():
            found[offer][name].add(target)
    return {key: _from_shelves(targets, known) for key, targets in found.items()}


def _from_shelves(targets: dict[str, set[int]], known: Directory) -> Links:
    links = Links()
    for name, keys in targets.items():
        shelf = getattr(known, _SHELVES[name])
        rows = [shelf[key] for key in shelf if key in keys] if len(keys) > 1 else [shelf[key] for key in keys]
        setattr(links, name, [row for row in rows if getattr(row, "is_visible", True)])
    return links


def _show_state(request: HttpRequest, owner: Any, hours: list[Opening], now: datetime) -> None:
    main = main_opening(hours)
    owner.openings = hours
    owner.hours_lines = main.lines if main else []
    owner.state, owner.state_status, owner.state_words = None, opening.Status.UNKNOWN, ""
    if main is None:
        return
    owner.state = opening.state(main.schedule, now)
    owner.state_status = owner.state.status
    owner.state_words = opening.describe(owner.state, now)
    expiry.until(request, owner.state.changes_at)
