"""Fields and goals of the concept as visitors may see them, kept in memory."""

from collections import defaultdict
from dataclasses import dataclass

from concept.models import ActionField, Goal, Indicator
from core.memory.validity import KeptWhileTrue


@dataclass(frozen=True)
class Known:
    """By primary key, in their order. Whoever gets one must not change it."""

    fields: dict[int, ActionField]
    goals: dict[int, Goal]  # of the edition in force; each has its field
    indicators: dict[int, list[int]]  # the keys of the indicators of a goal, hidden ones too


_kept: KeptWhileTrue[Known] = KeptWhileTrue("fields and goals", megabytes=None, shared=True)


def known() -> Known:
    """Three queries in German when something has changed, else none."""
    return _kept.made("", _fetch)


def _fetch() -> Known:
    fields = {field.pk: field for field in ActionField.objects.published().translated()}
    found = {goal.pk: goal for goal in Goal.objects.public().translated() if goal.field_id in fields}
    for goal in found.values():
        goal.field = fields[goal.field_id]
    in_order = sorted(found.values(), key=lambda goal: (list(fields).index(goal.field_id), goal.number))
    indicators: dict[int, list[int]] = defaultdict(list)
    for goal_id, indicator_id in Indicator.goals.through.objects.values_list("goal_id", "indicator_id"):
        indicators[goal_id].append(indicator_id)
    return Known(fields, {goal.pk: goal for goal in in_order}, indicators)
