"""The geometry of a line chart: numbers only, drawn by templates/concept/_chart.html.

Time runs in the direction of the language: from right to left where the page does.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language_bidi

from concept.figures import Figure, plain_text, value_text
from concept.models import IndicatorTarget, IndicatorValue

# In units of the viewBox, made for the width of a phone.
WIDTH, HEIGHT = 360, 220
TOP, BOTTOM, START, END = 24, 30, 60, 24
# So many periods have room below the axis.
LABELS = 5


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    text: str  # the value in words, "" where it would crowd
    is_hollow: bool  # provisional
    anchor: str = "middle"  # of the text: inwards at both ends of the chart
    is_below: bool = False  # the text, where the line comes from above


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class Chart:
    """Coordinates in the viewBox; `lines` are the `points` of polylines, one for each unbroken run."""

    lines: list[str]
    dots: list[Dot]
    levels: list[Tick]
    periods: list[Tick]
    breaks: list[float]
    target: Tick | None
    axis: float
    far: float
    width: int = WIDTH
    height: int = HEIGHT

    top: int = TOP
    bottom: int = HEIGHT - BOTTOM

    @property
    def has_hollow(self) -> bool:
        return any(dot.is_hollow for dot in self.dots)

    @property
    def label_at(self) -> float:
        """Where the words of the levels end: just before the axis."""
        return self.axis + (8 if self.axis > self.far else -8)


def line_chart(figure: Figure, targets: Iterable[IndicatorTarget] = ()) -> Chart | None:
    """None below two values. A line runs on only between neighbours that are counted in the same way."""
    known = [one for one in figure.points if one.value is not None]
    if len(known) < 2:
        return None
    target = max(targets, key=lambda one: one.year, default=None)
    numbers = [float(one.value or 0) for one in known]
    highest = max(*numbers, float(target.value) if target else 0.0)
    steps = _steps(min(0.0, *numbers), highest, 0.1**figure.indicator.decimals)
    first, last = known[0].date, known[-1].date
    mirrored = get_language_bidi()

    def x(day: date) -> float:
        along = (day - first).days / ((last - first).days or 1)
        at = START + along * (WIDTH - START - END)
        return round(WIDTH - at if mirrored else at, 1)

    def y(number: float) -> float:
        share = (number - steps[0]) / (steps[-1] - steps[0])
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    places = {one.pk: (x(one.date), y(float(one.value or 0))) for one in known}
    return Chart(
        lines=[" ".join("{},{}".format(*places[one.pk]) for one in run) for run in _runs(figure.points)],
        dots=[
            Dot(
                *places[one.pk],
                value_text(one, figure.indicator) if one in (known[0], known[-1]) else "",
                one.status == IndicatorValue.Status.PROVISIONAL,
                {known[0].pk: "start", known[-1].pk: "end"}.get(one.pk, "middle"),
                places[beside.pk][1] < places[one.pk][1] < HEIGHT - BOTTOM - 20,
            )
            for one, beside in zip(known, [known[1], *known], strict=False)
        ],
        levels=[Tick(y(step), plain_text(Decimal(str(step)), figure.indicator)) for step in steps],
        periods=[Tick(x(one.date), str(one.date.year)) for one in _labelled(known, x)],
        breaks=[x(one.date) for one in known[1:] if one.series_break],
        target=Tick(y(float(target.value)), str(target.year)) if target else None,
        axis=WIDTH - START if mirrored else START,
        far=END if mirrored else WIDTH - END,
    )


def _runs(points: list[IndicatorValue]) -> list[list[IndicatorValue]]:
    """The values in runs of two and more; a missing value or a series break ends a run."""
    runs: list[list[IndicatorValue]] = [[]]
    for one in points:
        if one.value is None or one.series_break:
            runs.append([])
        if one.value is not None:
            runs[-1].append(one)
    return [run for run in runs if len(run) > 1]


def _steps(low: float, high: float, smallest: float) -> list[float]:
    """About four round levels from `low` (zero or below) to `high` or above: 0, 500, 1000 …"""
    rough = max((high - low) / 4, smallest)
    unit = 10 ** math.floor(math.log10(rough))
    step = next(factor * unit for factor in (1, 2, 5, 10) if factor * unit >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 6) for number in range(first, max(last, first + 1) + 1)]


def _labelled(known: list[IndicatorValue], x: Callable[[date], float]) -> list[IndicatorValue]:
    """The first, the last and what lies between them with room enough, each year once."""
    room = (WIDTH - START - END) / (LABELS - 1)
    chosen = [known[-1]]
    for one in reversed(known[:-1]):
        if abs(x(one.date) - x(chosen[-1].date)) >= room and abs(x(one.date) - x(known[0].date)) >= room:
            chosen.append(one)
    if known[0].date.year != chosen[-1].date.year:
        chosen.append(known[0])
    return chosen[::-1]
