"""What an erratum may take over: single entries of today, into the report as it was fixed.

All other parts stay as they were, so that a correction of one value does not bring in the changes of a year.
"""

from collections.abc import Collection
from copy import deepcopy

from django.conf import settings
from django.utils import translation

from concept.reports.differences import KINDS, Comparison, compare
from concept.reports.glance import glance
from concept.reports.snapshot import Snapshot, named

_OF_THE_REPORT = ("title", "publisher", "foreword")


def possible(fixed: Snapshot, today: Snapshot) -> Comparison:
    """The changes to choose from, in German."""
    with translation.override(settings.LANGUAGE_CODE):
        return compare(fixed, today)


def corrected(fixed: Snapshot, today: Snapshot, chosen: Collection[str]) -> Snapshot:
    """`fixed` with the entries of `today` whose keys are chosen; words and counts follow."""
    found = deepcopy(fixed)
    found["labels"] = {**today["labels"], **fixed["labels"]}
    if "report:report" in chosen:
        found["report"] |= {name: today["report"][name] for name in _OF_THE_REPORT}
    for kind in KINDS:
        slugs = {key.partition(":")[2] for key in chosen if key.startswith(f"{kind}:")}
        if not slugs:
            continue
        fresh = {one["slug"]: one for one in today[kind] if one["slug"] in slugs}
        rows = [fresh.pop(one["slug"], one) for one in fixed[kind]]
        gone = slugs - {one["slug"] for one in today[kind]}
        found[kind] = [row for row in rows if row["slug"] not in gone] + list(fresh.values())
    _settle(found, fixed, today)
    return found


def _settle(found: Snapshot, fixed: Snapshot, today: Snapshot) -> None:
    """What follows from the entries: the counts, and the names of the organisations."""
    with translation.override(settings.LANGUAGE_CODE):
        since = found["report"]["period_from"]
        found["glance"] = glance(since, found["goals"], found["measures"], found["indicators"])
    known = {**fixed["organisations"], **today["organisations"]}
    keys = named(found["measures"], found["indicators"], found["bodies"])
    found["organisations"] = {key: known[key] for key in sorted(keys) if key in known}
