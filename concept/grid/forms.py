"""The grid as a form: one form for each row, read and saved as one."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concept.grid.layout import Line
from concept.models import Group, Indicator, IndicatorValue
from concept.tables import cell_text, periods
from concept.tables.doubts import doubts
from core.content.days import DayFormField

PROVENANCE = ("source_name", "source_url", "as_of")


class EntryField(forms.CharField):
    """Gives a CellText, or None where nothing is written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return cell_text.read(super().clean(value))
        except cell_text.EntryError as error:
            raise forms.ValidationError(str(error)) from error


def cell_name(group: Group | None) -> str:
    return f"cell{group.pk}" if group else "cell"


class LineForm(forms.Form):
    """One row: its cells, where they come from, and the reason where a number is corrected."""

    provisional = forms.BooleanField(label=_("provisional"), required=False)
    source_name = forms.CharField(label=_("source"), required=False, max_length=240)
    source_url = forms.URLField(
        label=_("address of the source"),
        required=False,
        max_length=400,
        widget=forms.URLInput(attrs={"size": 40}),
    )
    as_of = DayFormField(
        label=_("published on"),
        required=False,
        localize=True,
        widget=forms.DateInput(attrs={"placeholder": "TT.MM.JJJJ", "size": 12}),
    )
    reason = forms.CharField(
        label=_("reason of the correction"),
        required=False,
        max_length=240,
        widget=forms.TextInput(attrs={"size": 50, "list": "reasons"}),
    )
    sure = forms.BooleanField(label=_("The numbers of this row are right."), required=False)

    def __init__(
        self, *args: Any, indicator: Indicator, columns: list[Group | None], line: Line | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.indicator, self.columns, self.line = indicator, columns, line
        self.corrected: list[str] = []
        self.is_odd = False
        for group in columns:
            self.fields[cell_name(group)] = self._cell(group)
        if line is not None:
            self._show(line)

    def _cell(self, group: Group | None) -> EntryField:
        label = group.name if group else gettext("as a whole")
        row = self.line.label if self.line else gettext("new row")
        attrs = {
            "class": "grid-cell",
            "autocomplete": "off",
            "list": "missing",
            "aria-label": f"{row}, {label}",
        }
        return EntryField(label=label, widget=forms.TextInput(attrs=attrs))

    def _show(self, line: Line) -> None:
        for name in PROVENANCE:
            self.initial[name] = getattr(line.main, name)
        self.initial["provisional"] = line.is_provisional
        for group in self.columns:
            if value := line.values.get(group.pk if group else None):
                self.initial[cell_name(group)] = cell_text.write(cell_text.entry_of(value))

    @property
    def cells(self) -> list[Any]:
        return [self[cell_name(group)] for group in self.columns]

    @property
    def more(self) -> list[Any]:
        return [self[name] for name in PROVENANCE]

    @property
    def more_has_errors(self) -> bool:
        return any(field.errors for field in self.more)

    @property
    def asks_for_reason(self) -> bool:
        return bool(self.corrected)

    def stored(self, group: Group | None) -> IndicatorValue | None:
        return self.line.values.get(group.pk if group else None) if self.line else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for group in self.columns:
            name, value = cell_name(group), self.stored(group)
            if name in data:
                self._ask(name, value, data[name], is_sure=data.get("sure", False))
            if value is None or name not in data:
                continue
            old, new = cell_text.entry_of(value), data[name]
            if new is None:
                self.add_error(
                    name,
                    gettext(
                        "A value is not emptied here. Write why it is missing, for example: nicht erhoben."
                    ),
                )
            elif cell_text.needs_reason(old, new):
                self.corrected.append(f"{cell_text.write(old)} → {cell_text.write(new)}")
        if self.corrected and not data.get("reason"):
            self.add_error("reason", gettext("Say why the value is corrected. Visitors can read it."))
        return data

    def _ask(
        self, name: str, stored: IndicatorValue | None, new: cell_text.CellText | None, is_sure: bool
    ) -> None:
        """Whether an odd number is meant, as the preview of an import asks."""
        if new is None or (stored and cell_text.entry_of(stored) == new):
            return
        for doubt in doubts(self.indicator, new.value, stored.value if stored else None):
            self.is_odd = True
            if not is_sure:
                self.add_error(name, doubt)


class NewLineForm(LineForm):
    """A row for a period that has no values yet; left empty, it counts for nothing."""

    period = forms.CharField(
        label=_("period"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"class": "grid-period", "size": 14, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, taken: set[Any], **kwargs: Any) -> None:
        """`taken` holds the periods that have a row; each new row adds its own."""
        super().__init__(*args, line=None, **kwargs)
        self.taken = taken

    @property
    def is_empty(self) -> bool:
        return all(self.cleaned_data.get(cell_name(group)) is None for group in self.columns)

    def clean_period(self) -> Any:
        text = self.cleaned_data["period"]
        if not text:
            return None
        try:
            return periods.read(text)
        except periods.PeriodError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.is_empty and not data.get("period"):
            self.add_error("period", gettext("Which period? Example: 2024"))
        if not self.is_empty and data.get("period"):
            if data["period"] in self.taken:
                self.add_error("period", gettext("This period has a row already."))
            elif self.taken and data["period"][0] not in {period for period, _day in self.taken}:
                example = periods.write(*max(self.taken, key=lambda one: one[1]))
                self.add_error(
                    "period", gettext("Write it like the other rows: %(example)s") % {"example": example}
                )
            else:
                self.taken.add(data["period"])
        if not self.errors and self.is_empty and self.has_changed():
            self.add_error(cell_name(None), gettext("Write a value, or why it is missing."))
        return data
