"""The filters of offers for `search.finder`: their names and the labels of their values."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.memory.validity import KeptWhileTrue
from core.words.alphabet import by_alphabet, sort_key
from offers.directory import directory
from offers.finder.clock import DAYS
from offers.models import Borough, HoursRule, Offer

# The names of the filters in the address, in the order of the form.
LEGENDS = {
    "topic": gettext_lazy("Topic"),
    "audience": gettext_lazy("For whom"),
    "when": gettext_lazy("When"),
    "way": gettext_lazy("How to get in"),
    "place": gettext_lazy("Where"),
    "language": gettext_lazy("Language spoken"),
    "kind": gettext_lazy("Kind of offer"),
    "organisation": gettext_lazy("Organisation"),
    "cost": gettext_lazy("Cost"),
}

_kept: KeptWhileTrue[dict[str, str]] = KeptWhileTrue("filters of offers", megabytes=None, shared=True)


def labels(name: str) -> dict[str, str]:
    """All values of a filter in order, with their names in the active language; no query."""
    return _kept.made(name, lambda: _LABELS[name]())


def _ways() -> dict[str, str]:
    names = ("walk_in", "by_appointment", "by_registration", "by_referral", "online")
    return {name: str(Offer._meta.get_field(name).verbose_name) for name in names}  # type: ignore[union-attr]


def _when() -> dict[str, str]:
    weekdays = {day: str(label) for day, label in zip(DAYS, HoursRule.Weekday.labels, strict=True)}
    return {"now": _("open now"), "today": _("open today"), **weekdays}


def _places() -> dict[str, str]:
    """Each borough, followed by its quarters, as far as the directory has places there."""
    quarters = {place.quarter for place in directory().places.values() if place.quarter}
    found: dict[str, str] = {}
    boroughs: dict[Borough, list[tuple[str, str]]] = {}
    for quarter in quarters:
        boroughs.setdefault(quarter.borough, []).append((quarter.name, quarter.slug))
    for borough in sorted(boroughs, key=lambda row: row.number):
        found[borough.slug] = borough.name
        by_name = sorted(boroughs[borough], key=lambda row: sort_key(row[0], settings.LANGUAGE_CODE))
        found |= {slug: name for name, slug in by_name}
    return found


def _organisations() -> dict[str, str]:
    """By the alphabet of the names that stand there: the short ones where there are any."""
    names = {
        row.slug: str(row.text.labelled("short_name") or row.text.labelled("name"))
        for row in directory().organisations.values()
        if row.is_visible
    }
    return by_alphabet(names)


_LABELS = {
    "topic": lambda: {row.slug: row.text.labelled("name") for row in directory().topics.values()},
    "audience": lambda: {row.slug: row.text.labelled("name") for row in directory().audiences.values()},
    "language": lambda: {row.code: row.text.labelled("name") for row in directory().languages.values()},
    "organisation": _organisations,
    "kind": lambda: {value: str(label) for value, label in Offer.Kind.choices},
    "cost": lambda: {"free": _("free of charge")},
    "way": _ways,
    "when": _when,
    "place": _places,
}
