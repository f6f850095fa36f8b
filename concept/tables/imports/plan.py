"""What a file would change: each of its rows beside what is stored."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from concept.models import Group, Indicator, IndicatorTarget, IndicatorValue
from concept.tables import cell_text, periods, tables
from concept.tables.doubts import doubts
from concept.tables.reading import CellError
from concept.tables.tables import Row, Table

Stored = IndicatorValue | IndicatorTarget


@dataclass(frozen=True)
class Step:
    """One row of the file. `differences`: by column as it is and as given; empty for what is new or equal."""

    number: int
    row: Row
    indicator: Indicator
    group: Group | None
    stored: Stored | None
    differences: dict[str, tuple[Any, Any]]
    newest: Decimal | None = None  # what is stored last for the indicator and the group

    @property
    def is_new(self) -> bool:
        return self.stored is None

    @property
    def is_change(self) -> bool:
        return bool(self.stored and self.differences)

    @property
    def doubts(self) -> list[str]:
        """What is odd about the number that the row brings."""
        if not (self.is_new or "value" in self.differences):
            return []
        given: Any = self.row.get("value")
        return doubts(self.indicator, given, self.stored.value if self.stored else self.newest)

    @property
    def label(self) -> str:
        """ "Bevölkerung, 2024, Frauen"."""
        day = self.row.get("date")
        when = periods.write(str(self.row["period"]), day) if isinstance(day, date) else self.row["year"]
        group = self.group.name if self.group else ""
        return ", ".join(filter(None, (self.indicator.name, str(when), group)))

    @property
    def is_correction(self) -> bool:
        """Whether a stored number gives way to another one, which needs a reason."""
        if not isinstance(self.stored, IndicatorValue) or not self.is_change:
            return False
        return cell_text.needs_reason(cell_text.entry_of(self.stored), self.entry)

    @property
    def entry(self) -> cell_text.CellText:
        """What the row says, completed by what is stored where the file has no such column."""
        merged = self.merged
        exact = IndicatorValue.Qualifier.EXACT
        qualifier = merged.get("qualifier") or exact
        value: Any = merged.get("value")
        return cell_text.CellText(
            value, str(qualifier) if value is not None else exact, str(merged.get("missing") or "")
        )

    @property
    def merged(self) -> Row:
        """The stored row with what the file changes; a given value ends a stored "missing"."""
        before = row_of(self.stored) if self.stored else {}
        given: Row = (
            {name: new for name, (_old, new) in self.differences.items()} if self.stored else self.row
        )
        after = {**before, **given}
        if after.get("value") is not None and "missing" not in self.row:
            after["missing"] = ""
        return after

    @property
    def own_reason(self) -> str:
        """A new reason for the correction that stands in the file itself."""
        if "correction_reason" not in self.differences:
            return ""
        return str(self.differences["correction_reason"][1] or "")


@dataclass
class Plan:
    table: Table
    steps: list[Step] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    kept: int = 0  # stored rows of the indicators in the file that are not in the file

    @property
    def new(self) -> list[Step]:
        return [step for step in self.steps if step.is_new]

    @property
    def changed(self) -> list[Step]:
        return [step for step in self.steps if step.is_change]

    @property
    def unchanged(self) -> int:
        return len(self.steps) - len(self.new) - len(self.changed)

    @property
    def doubtful(self) -> int:
        return sum(bool(step.doubts) for step in self.steps)

    @property
    def corrections(self) -> list[Step]:
        return [step for step in self.changed if step.is_correction]

    @property
    def digest(self) -> str:
        """Changes when the same file would do something else, because somebody changed a value meanwhile."""
        parts = [
            (
                step.number,
                step.is_new,
                [tables.json_row({name: old, "to": new}) for name, (old, new) in step.differences.items()],
            )
            for step in self.new + self.changed
        ]
        return hashlib.blake2b(json.dumps(parts).encode(), digest_size=12).hexdigest()


def row_of(stored: Stored) -> Row:
    if isinstance(stored, IndicatorValue):
        return tables.value_row(stored)
    return tables.target_row(stored)


def make(rows: Sequence[tuple[int, Row]], table: Table) -> Plan:
    """Three queries, whatever the number of rows."""
    plan = Plan(table)
    slugs = {row["indicator"] for _number, row in rows}
    indicators = {one.slug: one for one in Indicator.objects.filter(slug__in=slugs)}
    groups = {one.slug: one for one in Group.objects.all()} if table is tables.VALUES else {}
    stored = {tables.key_of(row_of(one), table): one for one in _stored(table, indicators.values())}
    newest = _newest(stored.values())
    left = set(stored)
    for number, row in rows:
        indicator = indicators.get(str(row["indicator"]))
        group = groups.get(str(row.get("group") or ""))
        if indicator is None:
            plan.errors.append(CellError(number, "indicator", _("There is no indicator of this name.")))
        if row.get("group") and group is None:
            plan.errors.append(CellError(number, "group", _("There is no group of this name.")))
        if indicator is None or (row.get("group") and group is None):
            continue
        key = tables.key_of({**dict.fromkeys(table.key, ""), **row}, table)
        left.discard(key)
        old = stored.get(key)
        differences = tables.changes(row_of(old), row) if old else {}
        last = newest.get((indicator.pk, group.pk if group else None))
        step = Step(number, row, indicator, group, old, differences, last)
        plan.errors += _contradictions(step, table)
        plan.steps.append(step)
    plan.kept = len(left)
    return plan


def _newest(stored: Iterable[Stored]) -> dict[tuple[int, int | None], Decimal]:
    """The last values by indicator and group; targets have none."""
    values = [one for one in stored if isinstance(one, IndicatorValue) and one.value is not None]
    values.sort(key=lambda one: one.date)
    return {(value.indicator_id, value.group_id): value.value for value in values if value.value is not None}


def _stored(table: Table, indicators: Iterable[Indicator]) -> Iterable[Stored]:
    if table is tables.VALUES:
        return IndicatorValue.objects.filter(indicator__in=list(indicators)).select_related(
            "indicator", "group"
        )
    return IndicatorTarget.objects.filter(indicator__in=list(indicators)).select_related("indicator")


def _contradictions(step: Step, table: Table) -> list[CellError]:
    """What only shows together with what is stored: a file need not have all columns."""
    if table is not tables.VALUES or not (step.is_new or step.is_change):
        return []
    merged = step.merged
    found = []
    if (merged.get("value") is None) != bool(merged.get("missing")):
        found.append(CellError(step.number, "value", _("Give a value, or the reason why it is missing.")))
    if merged.get("status") == IndicatorValue.Status.CORRECTED and not merged.get("correction_reason"):
        message = _("Say why the value was corrected.")
        found.append(CellError(step.number, "correction_reason", message))
    return found
