"""The groups of an indicator side by side: one small chart each, all on one scale."""

from dataclasses import dataclass
from datetime import date

from concept.figures.charts import SMALL, Chart, draw, scale_for
from concept.figures.figures import Figure, series
from concept.figures.numbers import value_text
from concept.models import Group, Indicator, IndicatorValue


@dataclass(frozen=True)
class Panel:
    """One group: its latest value in words; no chart where nothing can be compared over time."""

    group: Group
    latest: IndicatorValue
    words: str
    chart: Chart | None


@dataclass(frozen=True)
class Cell:
    value: IndicatorValue | None
    words: str


@dataclass(frozen=True)
class Line:
    """The values of one date, in the order of the panels."""

    period: IndicatorValue
    cells: list[Cell]


@dataclass(frozen=True)
class Dimension:
    key: str
    name: str
    panels: list[Panel]
    lines: list[Line]  # the latest first

    @property
    def has_charts(self) -> bool:
        return any(panel.chart for panel in self.panels)

    @property
    def notes(self) -> list[IndicatorValue]:
        """The values of which more is to be said than the number, the latest first."""
        values = [cell.value for line in self.lines for cell in line.cells if cell.value]
        return [value for value in values if value.source_name or value.text.note or value.series_break]


def dimensions(figure: Figure) -> list[Dimension]:
    """In the order of their names' keys; their groups in the order that staff gave them. No query."""
    by_key: dict[str, dict[int, list[IndicatorValue]]] = {}
    groups: dict[int, Group] = {}
    for value in figure.values:
        if value.group is not None:
            groups[value.group.pk] = value.group
            by_key.setdefault(value.group.dimension, {}).setdefault(value.group.pk, []).append(value)
    return [
        _dimension(
            key,
            figure.indicator,
            [
                (groups[pk], series(values))
                for pk, values in sorted(rows.items(), key=lambda row: (groups[row[0]].position, row[0]))
            ],
        )
        for key, rows in sorted(by_key.items())
    ]


def _dimension(key: str, indicator: Indicator, rows: list[tuple[Group, list[IndicatorValue]]]) -> Dimension:
    days = sorted({value.date for _group, values in rows for value in values})
    numbers = [float(value.value) for _group, values in rows for value in values if value.value is not None]
    panels = [
        Panel(
            group,
            values[-1],
            value_text(values[-1], indicator),
            _panel_chart(values, indicator, numbers, days),
        )
        for group, values in rows
    ]
    name = str(Group.Dimension(key).label)
    return Dimension(key, name, panels, _lines([values for _group, values in rows], indicator))


def _panel_chart(
    values: list[IndicatorValue], indicator: Indicator, numbers: list[float], days: list[date]
) -> Chart | None:
    """None where all values of the dimension are of one date: the table says them better."""
    if len(days) < 2 or not any(value.value is not None for value in values):
        return None
    scale = scale_for(numbers, indicator, SMALL, levels=2)
    return draw(values, indicator, scale, days[0], days[-1])


def _lines(columns: list[list[IndicatorValue]], indicator: Indicator) -> list[Line]:
    """A row for each date and kind of period that any group has a value for."""
    found: dict[tuple[date, str], dict[int, IndicatorValue]] = {}
    for place, values in enumerate(columns):
        for value in values:
            found.setdefault((value.date, value.period), {})[place] = value
    return [
        Line(next(iter(row.values())), [_cell(row.get(place), indicator) for place in range(len(columns))])
        for _key, row in sorted(found.items(), key=lambda item: item[0], reverse=True)
    ]


def _cell(value: IndicatorValue | None, indicator: Indicator) -> Cell:
    return Cell(value, value_text(value, indicator) if value else "")
