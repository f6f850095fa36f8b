"""Rows of a plan in words, for the preview."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from concept.models import IndicatorTarget, IndicatorValue
from concept.tables import cell_text, tables
from concept.tables.imports.plan import Plan, Step
from concept.tables.tables import Table


@dataclass(frozen=True)
class Line:
    """`differences`: name of the field, before, after; for a new row only what it says."""

    step: Step
    differences: list[tuple[str, str, str]]
    reason_name: str
    reason: str


def lines(plan: Plan, steps: list[Step], typed: Mapping[str, str] | None = None) -> list[Line]:
    """`typed` is what was sent with the preview, to be shown again."""
    found = []
    for step in steps:
        name = reason_name(step)
        reason = (typed or {}).get(name, step.own_reason)
        found.append(Line(step, _differences(plan.table, step), name, reason))
    return found


def reason_name(step: Step) -> str:
    """How the field for the reason of this one correction is called."""
    return f"reason-{step.number}"


def _differences(table: Table, step: Step) -> list[tuple[str, str, str]]:
    if step.is_new:
        shown: dict[str, Any] = {
            name: cell for name, cell in step.row.items() if name not in table.key and cell
        }
        if step.row.get("value") is not None:
            shown["value"] = step.row["value"]
        return [(_name(table, name), "", in_words(table, name, cell)) for name, cell in shown.items()]
    return [
        (_name(table, name), in_words(table, name, old), in_words(table, name, new))
        for name, (old, new) in step.differences.items()
    ]


def columns() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The columns of the table of values: name, what it means, which words it may hold."""
    found = []
    for column in tables.VALUES.columns:
        field = _field(tables.VALUES, column.name)
        choices = [(str(word), str(label)) for word, label in field.flatchoices if word]
        found.append((column.name, str(field.verbose_name), choices))
    return found


def _field(table: Table, name: str) -> Any:
    model = IndicatorValue if table is tables.VALUES else IndicatorTarget
    return model._meta.get_field(name)


def _name(table: Table, name: str) -> str:
    return str(_field(table, name).verbose_name)


def in_words(table: Table, name: str, cell: Any) -> str:
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, Decimal):
        return cell_text.number_text(cell)
    if isinstance(cell, date):
        return formats.date_format(cell, "SHORT_DATE_FORMAT")
    choices = dict(_field(table, name).flatchoices)
    return str(choices.get(cell, cell))
