"""The report in a few numbers, counted from its own parts."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concept.models import Measure
from concept.reports.figures import Part


def glance(since: str, goals: list[Part], measures: list[Part], indicators: list[Part]) -> list[Part]:
    """The report in numbers, with words in the active language; `since` is the first day of the period."""
    progress = Counter(measure["progress"] for measure in measures)
    reported = sum(1 for measure in measures if measure["years"])
    current = sum(
        1 for indicator in indicators if indicator["latest"] and indicator["latest"]["date"] >= since
    )
    with_data = sum(1 for indicator in indicators if indicator["latest"])
    lines = [
        (
            len(measures),
            ngettext("measure contained", "measures contained", len(measures)),
            _progress_words(progress),
        ),
        (
            reported,
            ngettext("measure was reported on", "measures were reported on", reported),
            _("with what was done in this time"),
        ),
        (len(goals), ngettext("goal contained", "goals contained", len(goals)), _example_words(goals)),
        (
            with_data,
            ngettext("indicator with data", "indicators with data", with_data),
            _("%(current)s of %(all)s have a value of this time")
            % {"current": current, "all": len(indicators)},
        ),
    ]
    return [{"number": str(number), "name": name, "note": note} for number, name, note in lines]


def _progress_words(progress: Counter[str]) -> str:
    """ "läuft: 31, geplant: 4": what is left out is zero."""
    known = [(label, progress[key]) for key, label in Measure.Progress.choices if progress[key]]
    return ", ".join(_("%(label)s: %(count)s") % {"label": label, "count": count} for label, count in known)


def _example_words(goals: list[Part]) -> str:
    examples = sum(1 for goal in goals if goal["is_example"])
    if not examples:
        return ""
    return ngettext("%(count)s of them an example", "%(count)s of them examples", examples) % {
        "count": examples
    }
