"""What the forms have in common that visitors fill in."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator


class VisitorForm(forms.BaseForm):
    """Nothing is cut off and nothing is smuggled in; stands before the form class in the bases.

    Browsers cut what is pasted to `maxlength` without a word, so the server alone says what is too long. A
    field of one line stays one line, whatever was sent.
    """

    # The most characters of fields whose model sets no limit.
    longest: ClassVar[Mapping[str, int]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, number in self.longest.items():
            self.fields[name].validators.append(MaxLengthValidator(number))
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str) and isinstance(self.fields[name].widget, forms.widgets.Input):
                data[name] = " ".join(value.split())
        return data
