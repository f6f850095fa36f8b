"""The filters of offers for `search.finder`: their names and the labels of their values."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.memory.validity import KeptWhileTrue
from core.words.alphabet import by_alphabet, sort_key
from core.words.punctuation import listed
from offers.directory import directory
from offers.finder.clock import DAYS
from offers.models import Borough, HoursRule, Offer, Place

# The names of the filters in the address, in the order of the form.
LEGENDS = {
    "topic": gettext_lazy("Topic"),
    "audience": gettext_lazy("For whom"),
    "when": gettext_lazy("When"),
    "extra": gettext_lazy("What matters to you"),
    "way": gettext_lazy("How to get in"),
    "place": gettext_lazy("Where"),
    "language": gettext_lazy("Language spoken"),
    "kind": gettext_lazy("Kind of offer"),
    "organisation": gettext_lazy("Organisation"),
    "cost": gettext_lazy("Cost"),
}

_kept: KeptWhileTrue[dict[str, str]] = KeptWhileTrue("filters of offers", megabytes=None, shared=True)


def labels(name: str) -> dict[str, str]:
    """All values of a filter in order, with their names in the active language; no query, for places two."""
    return _kept.made(name, lambda: _LABELS[name]())


def _ways() -> dict[str, str]:
    names = ("walk_in", "by_appointment", "by_registration", "by_referral", "online")
    return {name: str(Offer._meta.get_field(name).verbose_name) for name in names}  # type: ignore[union-attr]


def _when() -> dict[str, str]:
    weekdays = {day: str(label) for day, label in zip(DAYS, HoursRule.Weekday.labels, strict=True)}
    return {"now": _("open now"), "today": _("open today"), "week": _("in the next 7 days"), **weekdays}


def _extras() -> dict[str, str]:
    return {
        "childcare": _("with child care"),
        "women_only": _("for women only"),
        "wheelchair": str(Place.Wheelchair.YES.label),
    }


def _places() -> dict[str, str]:
    """Each borough with the names of its quarters, which people know, then those that have places."""
    with_places = {place.quarter_id for place in directory().places.values()}
    found: dict[str, str] = {}
    for borough in Borough.objects.prefetch_related("quarters"):
        quarters = sorted(borough.quarters.all(), key=lambda row: sort_key(row.name, settings.LANGUAGE_CODE))
        found[borough.slug] = f"{borough.name} ({listed(quarters)})" if quarters else borough.name
        found |= {quarter.slug: quarter.name for quarter in quarters if quarter.pk in with_places}
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
    "extra": _extras,
    "place": _places,
}
