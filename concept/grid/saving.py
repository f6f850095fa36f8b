"""What a sent grid changes, all or nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from concept.grid.forms import PROVENANCE, LineForm, NewLineForm, cell_name
from concept.models import IndicatorValue
from concept.tables import cell_text
from core.content import changes


def save(forms: Iterable[LineForm], user: Any, day: date) -> int:
    """Store what the valid `forms` changed; the number of values that are new or different."""
    count = 0
    with changes.batch():
        for form in forms:
            for value in _changed(form, user, day):
                value.save()
                count += 1
    return count


def _changed(form: LineForm, user: Any, day: date) -> list[IndicatorValue]:
    """New cells and changed ones take over the source of the row; a changed source holds for all of it."""
    data = form.cleaned_data
    found = []
    for group in form.columns:
        value, entry = form.stored(group), data.get(cell_name(group))
        if entry is None:
            continue
        is_new = value is None
        if value is None:
            value = _new(form, group)
        elif entry == cell_text.entry_of(value):
            if not _row_changed(form):
                continue
            value.status = _status(form, value)
            _fill(value, form, only_changed=True)
            found.append(value)
            continue
        cell_text.put(
            value, entry, provisional=data["provisional"], reason=data["reason"], user=user, day=day
        )
        _fill(value, form, only_changed=not is_new)
        found.append(value)
    return found


def _row_changed(form: LineForm) -> bool:
    return not {"provisional", *PROVENANCE}.isdisjoint(form.changed_data)


def _status(form: LineForm, value: IndicatorValue) -> str:
    if "provisional" not in form.changed_data:
        return value.status
    return cell_text.status_for(value, form.cleaned_data["provisional"])


def _fill(value: IndicatorValue, form: LineForm, only_changed: bool) -> None:
    for name in PROVENANCE:
        if not only_changed or name in form.changed_data:
            setattr(value, name, form.cleaned_data[name])


def _new(form: LineForm, group: Any) -> IndicatorValue:
    if isinstance(form, NewLineForm):
        period, day = form.cleaned_data["period"]
    else:
        assert form.line is not None  # noqa: S101  every other row shows a line
        period, day = form.line.period, form.line.date
    return IndicatorValue(indicator=form.indicator, group=group, period=period, date=day)
