"""Rows and columns of the grid, from the database."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator

from concept.models import Group, Indicator, IndicatorValue
from concept.tables import periods

# A form may have 1,000 fields; so many stand on one page at most.
MOST_FIELDS = 800
# Fields of a row besides its cells.
ROW_FIELDS = 6

Key = tuple[str, date]


@dataclass(frozen=True)
class Line:
    """The values of one period by group (None: of the whole)."""

    period: str
    date: date
    values: dict[int | None, IndicatorValue] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return periods.write(self.period, self.date)

    @property
    def name(self) -> str:
        """How the row's fields are called in the form."""
        return f"{self.period}-{self.date:%Y%m%d}"

    @property
    def main(self) -> IndicatorValue:
        """The value whose source stands for the row: that of the whole, else the first."""
        return self.values.get(None) or next(iter(self.values.values()))

    @property
    def is_provisional(self) -> bool:
        return any(value.status == IndicatorValue.Status.PROVISIONAL for value in self.values.values())


@dataclass(frozen=True)
class Layout:
    indicator: Indicator
    lines: list[Line]
    groups: list[Group]
    offered: list[str]  # dimensions with groups that have no column

    @property
    def columns(self) -> list[Group | None]:
        return [None, *self.groups]

    @property
    def newest(self) -> Key | None:
        return (self.lines[0].period, self.lines[0].date) if self.lines else None

    @property
    def seen(self) -> str:
        """Changes whenever anybody changes a value of the indicator."""
        parts = [
            (value.pk, value.value, value.qualifier, value.missing, value.status, value.source_name,
             value.source_url, value.as_of)
            for line in self.lines
            for value in line.values.values()
        ]  # fmt: skip
        return hashlib.blake2b(repr(sorted(parts)).encode(), digest_size=12).hexdigest()

    def page(self, number: str | int) -> Page:
        """The newest rows first; as many as one form can hold."""
        rows = max(MOST_FIELDS // (len(self.columns) + ROW_FIELDS) - 2, 1)
        return Paginator(self.lines, rows).get_page(number)


def layout(indicator: Indicator, dimensions: Iterable[str] = ()) -> Layout:
    """All values of `indicator`; groups without a value have a column where their dimension is asked for.

    Two queries.
    """
    asked = set(dimensions)
    lines: dict[Key, Line] = {}
    used = set()
    for value in indicator.values.select_related("group"):
        line = lines.setdefault((value.period, value.date), Line(value.period, value.date))
        line.values[value.group_id] = value
        used.add(value.group_id)
    groups = list(Group.objects.all())
    shown = [group for group in groups if group.pk in used or group.dimension in asked]
    hidden = {group.dimension for group in groups} - {group.dimension for group in groups if group in shown}
    partly = {group.dimension for group in groups if group not in shown}
    ordered = sorted(lines.values(), key=lambda line: (line.date, line.period), reverse=True)
    return Layout(indicator, ordered, shown, [one for one in Group.Dimension if one in hidden | partly])
