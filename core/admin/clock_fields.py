"""Times of the day in the forms of the admin, read as people type them: 18:00, 18.00, 18 Uhr, 1730."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

_CLOCK = re.compile(
    r"(?:um )?(?P<hour>\d{1,2})(?: ?(?:[:.,h]|uhr) ?(?P<minute>\d{2}))?"
    r"(?::(?P<second>\d{2})(?:\.\d+)?)? ?(?:uhr|h)?\.?"
)
_DIGITS = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d{2}) ?(?:uhr|h)?")
MESSAGE = _("Write the time of the day like this: 17:30, 17.30 or 1730.")
LAST_MINUTE = dt.time(23, 59)


def read(text: str, end: dt.time | None = None) -> dt.time:
    """The time that is meant; `end` is what 24:00 stands for, None where it means nothing.

    Raises ValueError.
    """
    plain = re.sub(r"\s+", " ", text.strip().lower())
    found = _DIGITS.fullmatch(plain) or _CLOCK.fullmatch(plain)
    if found is None:
        raise ValueError(text)
    parts = found.groupdict()
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if (hour, minute, second) == (24, 0, 0) and end is not None:
        return end
    return dt.time(hour, minute, second)


class ClockField(forms.TimeField):
    """`end` is the time that 24:00 stands for."""

    default_error_messages = {"invalid": MESSAGE}
    end: dt.time | None = None

    def to_python(self, value: Any) -> dt.time | None:
        if value in self.empty_values or isinstance(value, dt.time):
            return super().to_python(value)
        try:
            return read(str(value), self.end)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class WindowField(forms.SplitDateTimeField):
    """A date and a time; a date alone is the beginning of the day or, of an `is_until`, its last minute."""

    default_error_messages = {**forms.SplitDateTimeField.default_error_messages, "invalid_time": MESSAGE}
    is_until = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        date, old = self.fields
        self.fields = (date, ClockField(required=False, localize=old.localize))

    def clean(self, value: Any) -> Any:
        clock: Any = self.fields[1]  # of this form: the fields are copied with it
        clock.end = LAST_MINUTE if self.is_until else None
        return super().clean(value)

    def compress(self, data_list: Any) -> Any:
        if data_list and data_list[0] and data_list[1] in self.empty_values:
            data_list = [data_list[0], LAST_MINUTE if self.is_until else dt.time.min]
        return super().compress(data_list)


# For `formfield_overrides`.
FIELDS: dict[type[models.Field], dict[str, Any]] = {
    models.TimeField: {"form_class": ClockField},
    models.DateTimeField: {"form_class": WindowField},
}


def prepare(field: Any, name: str) -> None:
    """Tell the form field of the model's field `name` whether it ends something."""
    if isinstance(field, ClockField) and name in ("closes", "ends_at"):
        field.end = dt.time.min
    elif isinstance(field, WindowField):
        field.is_until = name.endswith("until")
