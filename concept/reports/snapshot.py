"""The whole report as one self-contained dictionary: what is frozen, shown, drawn, exported and compared."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import translation

from concept.models import Chapter, ReportRun
from concept.reports import collecting, labels
from concept.reports.figures import Part, iso
from concept.reports.glance import glance
from core import references
from core.models import format_date

# Raised when the shape changes; templates and comparison must go on reading every version ever frozen.
SCHEMA_VERSION = 1

Snapshot = dict[str, Any]


def build(run: ReportRun, as_of: dt.date) -> Snapshot:
    """What the report says with the data of this moment; about 20 queries, whatever there is.

    Always German: a report is a document of the city, of which the German text is the binding one.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _said(_build(run, as_of))


def _said(part: Any) -> Any:
    """The same with the facts of this moment in the place of references."""
    if isinstance(part, str):
        return references.resolved(part)
    if isinstance(part, dict):
        return {key: _said(value) for key, value in part.items()}
    return [_said(one) for one in part] if isinstance(part, list) else part


def _build(run: ReportRun, as_of: dt.date) -> Snapshot:
    chapters = [key for key in Chapter.values if key in run.chapters]
    fields = collecting.fields(run)
    order = [field["slug"] for field in fields]
    shown = set(order)
    goals = collecting.goals(shown)
    approaches = collecting.approaches(shown, {goal["slug"] for goal in goals})
    indicators = collecting.indicators(run, shown, Chapter.CITY in chapters)
    measures = collecting.measures(run, order, is_whole=not run.fields.exists())
    bodies = collecting.bodies(run) if Chapter.STEERING in chapters else []
    milestones = collecting.milestones(run) if Chapter.MILESTONES in chapters else []
    words = labels.labels()
    return {
        "schema_version": SCHEMA_VERSION,
        "language": settings.LANGUAGE_CODE,
        "report": {
            "slug": run.slug,
            "title": run.title,
            "period_from": iso(run.period_from),
            "period_until": iso(run.period_until),
            "period_text": collecting.period_text(run.period_from, run.period_until),
            "publisher": run.publisher.name if run.publisher and run.publisher.is_visible else "",
            "foreword": run.foreword,
            "as_of": iso(as_of),
            "as_of_text": format_date(as_of),
        },
        "version": None,
        "chapters": [{"key": key, "title": words[f"chapter_{key}"]} for key in chapters],
        "labels": words,
        "made": labels.way_it_was_made(format_date(as_of)),
        "glance": glance(run.period_from.isoformat(), goals, measures, indicators),
        "fields": fields,
        "goals": goals,
        "approaches": approaches,
        "indicators": indicators,
        "measures": measures,
        "bodies": bodies,
        "milestones": milestones,
        "organisations": collecting.organisations(named(measures, indicators, bodies)),
    }


def named(measures: list[Part], indicators: list[Part], bodies: list[Part]) -> set[str]:
    """The keys of all organisations that these parts name."""
    keys = {one["lead"] for one in [*measures, *bodies]} | {
        indicator["data_owner"] for indicator in indicators
    }
    keys |= {key for measure in measures for key in measure["organisations"]}
    return {key for key in keys | {key for body in bodies for key in body["members"]} if key}
