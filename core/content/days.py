"""The days that the site knows: from 1900 to 2200, in forms, in files, on models and in the database.

Python counts from the year 1 to 9999, and each step over these ends is an error; a day that nobody meant
(0024, 20245) must not get as far as a page. So every date of a model is a `DayField` or a `MomentField`.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalChanges

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
# Midnight in Berlin before the first day, and after the last one.
FIRST_MOMENT, LAST_MOMENT = datetime(1899, 12, 31, 23, tzinfo=UTC), datetime(2200, 12, 31, 23, tzinfo=UTC)
MESSAGE = _("Give a day between 1 January 1900 and 31 December 2200.")


def validate_day(value: date) -> None:
    """Of a date, or a moment with its time zone. Raises ValidationError."""
    if isinstance(value, datetime):
        is_known = FIRST_MOMENT <= value <= LAST_MOMENT
    else:
        is_known = FIRST_DAY <= value <= LAST_DAY
    if not is_known:
        raise ValidationError(MESSAGE, code="unknown_day")


def days_later(day: date, days: int) -> date:
    """`days` after `day`, but never after the last day."""
    return LAST_DAY if days >= (LAST_DAY - day).days else day + timedelta(days=days)


def constraint(app_label: str, model: str, field: str, *, is_moment: bool) -> CheckConstraint:
    """The rule of one field for the database; empty is allowed where the field allows it."""
    first, last = (FIRST_MOMENT, LAST_MOMENT) if is_moment else (FIRST_DAY, LAST_DAY)
    return CheckConstraint(
        condition=Q(**{f"{field}__gte": first, f"{field}__lte": last}),
        name=f"{app_label}_{model}_{field}_is_known_day",
        violation_error_message=MESSAGE,
    )


def _constrain(cls: type[models.Model], name: str, *, is_moment: bool) -> None:
    """The history holds what once was there, whatever it was."""
    options: Any = cls._meta
    if options.abstract or issubclass(cls, HistoricalChanges):
        return
    rule = constraint(options.app_label, options.model_name, name, is_moment=is_moment)
    options.constraints = [*options.constraints, rule]
    # What Django makes migrations from.
    options.original_attrs["constraints"] = options.constraints


class DayField(models.DateField):
    """A date; migrations see Django's own field, and the rule as a constraint of the model."""

    default_validators = [validate_day]

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, *args, **kwargs)
        _constrain(cls, name, is_moment=False)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"validators": [validate_day], **kwargs})


class MomentField(models.DateTimeField):
    """A date with its time, as `DayField`."""

    default_validators = [validate_day]

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, *args, **kwargs)
        _constrain(cls, name, is_moment=True)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"validators": [validate_day], **kwargs})


class DayFormField(forms.DateField):
    """A date in a form that belongs to no model."""

    default_validators = [validate_day]
