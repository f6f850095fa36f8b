"""What measures can be filtered by."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concept.measures.shelves import NOW, shelves, targets
from concept.models import Measure
from core.memory.validity import KeptWhileTrue
from core.words.alphabet import by_alphabet
from core.words.punctuation import sign

# The names of the filters in the address, in the order of the form.
LEGENDS = {
    "field": gettext_lazy("Action field"),
    "status": gettext_lazy("State"),
    "audience": gettext_lazy("For whom"),
    "period": gettext_lazy("Period"),
    "organisation": gettext_lazy("Organisation"),
    "goal": gettext_lazy("Goal"),
    "funding": gettext_lazy("Funding"),
}

_kept: KeptWhileTrue[dict[str, str]] = KeptWhileTrue("filters of measures", megabytes=None)


def labels(name: str) -> Mapping[str, str]:
    """All values of a filter in order, with their names in the active language; costs what `shelves` does."""
    return _kept.made(name, lambda: _make(name))


def _make(name: str) -> dict[str, str]:
    if name == "status":
        return {value: str(label) for value, label in Measure.Progress.choices}
    if name == "period":
        years = sorted(shelves().values.get("period", {}).keys() - {NOW}, reverse=True)
        return {NOW: _("running now"), **{year: year for year in years}}
    rows = (row for row in targets(name).values() if getattr(row, "is_visible", True))
    names = {row.slug: str(capfirst(_NAMES[name](row))) for row in rows}
    return by_alphabet(names) if name == "organisation" else names


def goal_name(goal: Any) -> str:
    """ "A1: …", and that it is an example, if it is one."""
    name = f"{goal.field.code}{goal.number}{sign(':')} {goal.text.labelled('title')}"
    return _("%(goal)s (example)") % {"goal": name} if goal.is_example else name


_NAMES = {
    "field": lambda row: row.text.labelled("short_name"),
    "goal": goal_name,
    "organisation": lambda row: row.text.labelled("short_name") or row.text.labelled("name"),
    "audience": lambda row: row.text.labelled("name"),
    "funding": lambda row: row.text.labelled("short_name") or row.text.labelled("name"),
}
