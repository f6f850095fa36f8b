"""All published measures and the values that filters know, kept in memory."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from concept.measures.known import known
from concept.models import Measure, MeasureYear
from core.memory.validity import KeptWhileTrue
from offers.directory import directory
from search.finder import Shelves, links
from search.finder.bits import positions

RELATIONS = {
    "field": "fields",
    "goal": "goals",
    "organisation": "organisations",
    "audience": "audiences",
    "funding": "funding",
}
NOW = "now"
Progress = Measure.Progress


@dataclass(kw_only=True)
class MeasureShelves(Shelves):
    reported: list[int | None]  # the latest year that there is a report on
    by_report: list[int]  # the places, what was reported last first
    by_start: list[int]  # the places, what began last first

    def counts(self, name: str, within: int) -> dict[str, int]:
        """How many of the measures `within` have each value of a filter; none with zero."""
        numbers = {value: (bits & within).bit_count() for value, bits in self.values.get(name, {}).items()}
        return {value: number for value, number in numbers.items() if number}

    def of(self, name: str, value: str) -> int:
        return self.values.get(name, {}).get(value, 0)

    def values_of(self, name: str, key: int) -> list[str]:
        """The values of a filter that one measure has."""
        place = self.places.get(key)
        if place is None:
            return []
        return [value for value, bits in self.values.get(name, {}).items() if bits >> place & 1]

    def last_report(self, key: int) -> int | None:
        place = self.places.get(key)
        return None if place is None else self.reported[place]

    def keys_of(self, bits: int) -> list[int]:
        return [self.keys[place] for place in positions(bits)]


_kept: KeptWhileTrue[MeasureShelves] = KeptWhileTrue(
    "shelves of measures", megabytes=None, in_languages=False, shared=True
)


def shelves() -> MeasureShelves:
    """The shelves of today: three queries (and those of `known`) when something has changed, else none."""
    return _kept.made("", _fetch)


def _fetch() -> MeasureShelves:
    today = timezone.localdate()
    names = ("pk", "title", "progress", "lead_id", "starts_on", "ends_on")
    rows = list(Measure.objects.published().order_by("title", "pk").values(*names))
    places = {row["pk"]: place for place, row in enumerate(rows)}
    years = _years(places)
    values: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for place, row in enumerate(rows):
        values["status"][row["progress"]] |= 1 << place
        for period in periods(row, years[row["pk"]], today):
            values["period"][period] |= 1 << place
    leads = (("organisation", row["pk"], row["lead_id"]) for row in rows if row["lead_id"])
    _add(values, leads, places)
    _add(values, links(Measure, RELATIONS), places)
    reported = [max(years[row["pk"]], default=None) for row in rows]
    order = range(len(rows))
    return MeasureShelves(
        model=Measure,
        keys=[row["pk"] for row in rows],
        places=places,
        titles=[row["title"] for row in rows],
        values={name: dict(found) for name, found in values.items()},
        reported=reported,
        by_report=sorted(order, key=lambda place: -(reported[place] or 0)),
        by_start=sorted(order, key=lambda place: rows[place]["starts_on"] or date.min, reverse=True),
    )


def _years(places: dict[int, int]) -> dict[int, set[int]]:
    """The years that were reported on, by measure; one query."""
    found: dict[int, set[int]] = defaultdict(set)
    for measure, year in MeasureYear.objects.order_by().values_list("measure_id", "year"):
        if measure in places:
            found[measure].add(year)
    return found


def periods(row: dict[str, Any], reported: set[int], today: date) -> set[str]:
    """The years in which a measure is known to have run, and NOW if it is running.

    A start without an end reaches until today only for what is said to be running.
    """
    start, end = row["starts_on"], row["ends_on"]
    is_running = row["progress"] == Progress.RUNNING and (end is None or end >= today)
    is_running |= row["progress"] == Progress.UNKNOWN and bool(start and end and start <= today <= end)
    years = set(reported)
    if start:
        last = end.year if end else today.year if is_running else max(reported, default=start.year)
        years.update(range(start.year, max(last, start.year) + 1))
    return {str(year) for year in years} | ({NOW} if is_running else set())


def _add(
    values: dict[str, dict[str, int]], found: Iterable[tuple[str, int, int]], places: dict[int, int]
) -> None:
    for name, measure, target in found:
        value = slug(name, target)
        if measure in places and value:
            values[name][value] |= 1 << places[measure]


def slug(name: str, target: int) -> str | None:
    """What a target is called in an address; None for what visitors may not see."""
    row: Any = targets(name).get(target)
    return row.slug if row and getattr(row, "is_visible", True) else None


def targets(name: str) -> dict[int, Any]:
    """What measures point to, by primary key, in the active language."""
    held, found = known(), directory()
    by_name: dict[str, dict[int, Any]] = {
        "field": held.fields,
        "goal": held.goals,
        "organisation": found.organisations,
        "audience": found.audiences,
        "funding": found.funding,
    }
    return by_name[name]
