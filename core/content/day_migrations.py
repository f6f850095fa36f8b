"""The migration that puts the rule for days (see `days`) on tables which hold rows already."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.models import Case, CheckConstraint, DateTimeField, F, Q, QuerySet, Value, When

from core.content.days import FIRST_DAY, FIRST_MOMENT, LAST_DAY, LAST_MOMENT, constraint

# An end that nobody lives to see is no end, and a start before everybody's time is no start.
_EMPTY_IF_EARLY, _EMPTY_IF_LATE = {"published_from"}, {"published_until"}


class ConstrainDays(Operation):
    """Bring all dates of these models to the days that are known, in the history too; then the constraints.

    One step for all models of an app: one for each constraint would take minutes, since Django makes the
    state of all models anew after each.
    """

    category = OperationCategory.ADDITION
    reversible = True

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        """`fields`: names of date fields by name of the model in small letters."""
        self.fields = fields

    def state_forwards(self, app_label: str, state: Any) -> None:
        for model, names in self.fields.items():
            options = state.models[app_label, model].options
            options["constraints"] = [
                *options.get("constraints", []),
                *self._constraints(app_label, state, model, names),
            ]
        state.reload_models([(app_label, model) for model in self.fields])

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model, names in self.fields.items():
            for table in (model, f"historical{model}"):
                if (app_label, table) in from_state.models:
                    _bring_into_bounds(
                        from_state.apps.get_model(app_label, table), names, schema_editor.connection.alias
                    )
        for model, names in self.fields.items():
            rules = self._constraints(app_label, to_state, model, names)
            # SQLite makes the table anew with all that the state holds, so once is enough.
            for rule in rules[:1] if schema_editor.connection.vendor == "sqlite" else rules:
                schema_editor.add_constraint(to_state.apps.get_model(app_label, model), rule)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model, names in self.fields.items():
            rules = self._constraints(app_label, to_state, model, names)
            for rule in rules[:1] if schema_editor.connection.vendor == "sqlite" else rules:
                schema_editor.remove_constraint(to_state.apps.get_model(app_label, model), rule)

    def describe(self) -> str:
        return "Allow the days from 1900 to 2200 only"

    @staticmethod
    def _constraints(app_label: str, state: Any, model: str, names: Sequence[str]) -> list[CheckConstraint]:
        fields = state.models[app_label, model].fields
        return [
            constraint(app_label, model, name, is_moment=isinstance(fields[name], DateTimeField))
            for name in names
        ]


def _bring_into_bounds(model: Any, names: Sequence[str], alias: str) -> None:
    """In one UPDATE, since other rules compare the dates of a row; no row is read (a driver could fail)."""
    outside, values = Q(), {}
    for name in names:
        is_moment = isinstance(model._meta.get_field(name), DateTimeField)
        first, last = (FIRST_MOMENT, LAST_MOMENT) if is_moment else (FIRST_DAY, LAST_DAY)
        early, late = Q(**{f"{name}__lt": first}), Q(**{f"{name}__gt": last})
        outside |= early | late
        values[name] = Case(
            When(early, then=Value(None if name in _EMPTY_IF_EARLY else first)),
            When(late, then=Value(None if name in _EMPTY_IF_LATE else last)),
            default=F(name),
            output_field=model._meta.get_field(name),
        )
    QuerySet(model, using=alias).filter(outside).update(**values)
