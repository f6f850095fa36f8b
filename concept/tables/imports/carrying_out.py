"""Does what a plan says, all of it or nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from concept.models import IndicatorTarget, IndicatorValue
from concept.tables import cell_text
from concept.tables.imports.plan import Plan, Step
from core.content import changes

# Set by `cell_text.put`, which knows what was there before.
_BY_CORRECTION = {"value", "qualifier", "missing", "status", "correction_reason"}
_KEY = {"indicator", "group", "date", "period", "year"}


def carry_out(plan: Plan, reasons: Mapping[int, str], user: Any, day: date) -> int:
    """Store what is new or changed; the number of rows. `reasons` by number of the row, for corrections.

    Raises ValueError for a plan with errors, or a correction without a reason: then nothing is stored.
    """
    if plan.errors:
        raise ValueError("A file with mistakes is not imported.")
    with changes.batch():
        for step in plan.new:
            _new(step).save()
        for step in plan.changed:
            _change(step, reasons.get(step.number) or step.own_reason, user, day).save()
    return len(plan.new) + len(plan.changed)


def _new(step: Step) -> IndicatorValue | IndicatorTarget:
    given = {name: cell for name, cell in step.row.items() if name not in ("indicator", "group")}
    if "date" not in step.row:
        return IndicatorTarget(indicator=step.indicator, **given)
    return IndicatorValue(indicator=step.indicator, group=step.group, **given)


def _change(step: Step, reason: str, user: Any, day: date) -> IndicatorValue | IndicatorTarget:
    stored = step.stored
    assert stored is not None  # noqa: S101  only what is stored can change
    merged = step.merged
    left_out = set(_KEY)
    if isinstance(stored, IndicatorValue) and step.is_correction:
        if not reason:
            raise ValueError("A correction needs a reason.")
        provisional = merged.get("status") == IndicatorValue.Status.PROVISIONAL
        cell_text.put(stored, step.entry, provisional=provisional, reason=reason, user=user, day=day)
        left_out |= _BY_CORRECTION
    for name, cell in merged.items():
        if name not in left_out:
            setattr(stored, name, cell)
    return stored
