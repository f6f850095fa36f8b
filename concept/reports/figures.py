"""The indicators of a report: values as they are known, targets, the sentence and the chart."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from concept.figures.charts import Chart, chart
from concept.figures.figures import Figure, figure, number_text, value_text
from concept.models import Indicator, IndicatorTarget, IndicatorValue
from core.models import format_date

Part = dict[str, Any]


def plain(number: Decimal | None) -> str | None:
    """ "470", "43.5": exact, in one way only."""
    return None if number is None else format(number.normalize() + 0, "f")


def iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def indicator_part(
    indicator: Indicator, values: Iterable[IndicatorValue], targets: Iterable[IndicatorTarget]
) -> Part:
    """`values` up to the end of the period, with their groups; none that may not be shown."""
    found = figure(indicator, values)
    aims = sorted(targets, key=lambda one: one.year)
    return {
        "slug": indicator.slug,
        "name": indicator.name,
        "field": indicator.field.slug if indicator.field else None,
        "goals": sorted(goal.slug for goal in indicator.goals.all()),
        "is_example": indicator.is_example,
        "definition": indicator.definition,
        "limits": indicator.limits,
        "unit": indicator.unit,
        "unit_text": indicator.get_unit_display(),
        "direction_text": indicator.get_direction_display() if indicator.direction != "neither" else "",
        "population_text": indicator.get_population_display(),
        "territory_text": indicator.get_territory_display(),
        "rhythm_text": indicator.get_rhythm_display(),
        "describes_text": indicator.get_describes_display(),
        "source_name": indicator.source_name,
        "source_url": indicator.source_url,
        "data_owner": indicator.data_owner.slug if indicator.data_owner else None,
        "takeaway": found.takeaway,
        "latest": _latest(found),
        "values": [_value(value, indicator) for value in found.values],
        "targets": [_target(aim, indicator) for aim in aims],
        "chart": frozen_chart(chart(found, aims)),
    }


def _latest(found: Figure) -> Part | None:
    last = found.latest
    if last is None:
        return None
    return {"period_text": last.period_text, "value_text": found.latest_text, "date": iso(last.date)}


def _value(one: IndicatorValue, indicator: Indicator) -> Part:
    return {
        "period": one.period,
        "date": iso(one.date),
        "period_text": one.period_text,
        "group": one.group.slug if one.group else None,
        "group_text": one.group.name if one.group else "",
        "dimension_text": one.group.get_dimension_display() if one.group else "",
        "value": plain(one.value),
        "value_text": value_text(one, indicator),
        "qualifier": one.qualifier,
        "missing": one.missing,
        "status": one.status,
        "status_text": one.get_status_display() if one.status != "final" else "",
        "correction_reason": one.correction_reason,
        "series_break": one.series_break,
        "source_name": one.source_name,
        "source_url": one.source_url,
        "as_of": iso(one.as_of),
        "as_of_text": format_date(one.as_of),
        "note": one.note,
    }


def _target(one: IndicatorTarget, indicator: Indicator) -> Part:
    return {
        "year": str(one.year),
        "value": plain(one.value),
        "value_text": number_text(one.value, indicator),
        "note": one.note,
        "is_example": one.is_example,
    }


def frozen_chart(drawn: Chart | None) -> Part | None:
    """The geometry as texts, so that neither a language nor a later change of the drawing moves a line."""
    if drawn is None:
        return None
    return {**_texts(dataclasses.asdict(drawn)), "label_at": str(drawn.label_at)}


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value
