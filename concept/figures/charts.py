"""The geometry of charts: numbers and short texts only, drawn by templates/concept/parts/_chart.html.

Time runs in the direction of the language: from right to left where the page does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language_bidi

from concept.figures.figures import Figure
from concept.figures.numbers import plain_text, short_text
from concept.figures.scales import Scale, Size, room_for, steps
from concept.models import Indicator, IndicatorTarget, IndicatorValue

LARGE = Size(360, 220, top=30, bottom=30, end=24)  # made for the width of a phone
SMALL = Size(200, 150, top=30, bottom=28, end=14)  # one of several side by side
# A line says little about fewer neighbours than this; bars do, and have room for so many.
FEWEST_IN_LINE, MOST_BARS = 3, 12


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    text: str  # the value in words, "" where it would crowd
    is_hollow: bool  # provisional
    anchor: str = "middle"  # of the text: inwards at both ends of the chart
    is_below: bool = False  # the text, where the line comes from above


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    middle: float
    text: str
    is_hollow: bool
    text_at: float  # the base line of the text: above the bar, or below one that hangs


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
    base: float  # where zero is
    width: int = LARGE.width
    height: int = LARGE.height
    top: int = LARGE.top
    bottom: int = LARGE.height - LARGE.bottom
    bars: list[Bar] = field(default_factory=list)
    missing: list[float] = field(default_factory=list)  # where a bar would stand

    @property
    def has_hollow(self) -> bool:
        return any(dot.is_hollow for dot in self.dots) or any(bar.is_hollow for bar in self.bars)

    @property
    def label_at(self) -> float:
        """Where the words of the levels end: just before the axis."""
        return self.axis + (8 if self.axis > self.far else -8)


def chart(figure: Figure, targets: Iterable[IndicatorTarget] = ()) -> Chart | None:
    """A line where the values make one, else bars; None below two values."""
    longest = max((len(run) for run in _runs(figure.points)), default=0)
    if longest < FEWEST_IN_LINE and len(figure.points) <= MOST_BARS:
        return bar_chart(figure, targets)
    return line_chart(figure, targets)


def line_chart(figure: Figure, targets: Iterable[IndicatorTarget] = ()) -> Chart | None:
    """None below two values. A line runs on only between neighbours that are counted in the same way."""
    known = _known(figure.points)
    target = max(targets, key=lambda one: one.year, default=None)
    if len(known) < 2:
        return None
    scale = _scale(known, target, figure.indicator, LARGE)
    return draw_line(figure.points, figure.indicator, scale, known[0].date, known[-1].date, target)


def bar_chart(figure: Figure, targets: Iterable[IndicatorTarget] = ()) -> Chart | None:
    """None below two values. A value that is missing leaves its place empty."""
    known = _known(figure.points)
    target = max(targets, key=lambda one: one.year, default=None)
    if len(known) < 2:
        return None
    scale = _scale(known, target, figure.indicator, LARGE)
    days = [point.date for point in figure.points]
    return draw_bars(figure.points, figure.indicator, scale, days, target)


def draw_line(
    points: list[IndicatorValue],
    indicator: Indicator,
    scale: Scale,
    first: date,
    last: date,
    target: IndicatorTarget | None = None,
) -> Chart:
    """The line of `points`, which lie between `first` and `last`; at least one has a value."""
    known = _known(points)

    def x(day: date) -> float:
        return scale.x((day - first).days / ((last - first).days or 1))

    places = {id(one): (x(one.date), scale.y(float(one.value or 0))) for one in known}
    runs = [run for run in _runs(points) if len(run) > 1]
    return _chart(
        scale,
        indicator,
        lines=[" ".join("{},{}".format(*places[id(one)]) for one in run) for run in runs],
        dots=_dots(known, places, indicator, scale),
        periods=[Tick(x(one.date), str(one.date.year)) for one in _labelled(known, x, scale)],
        breaks=[x(one.date) for one in known[1:] if one.series_break],
        target=target,
    )


def draw_bars(
    points: list[IndicatorValue],
    indicator: Indicator,
    scale: Scale,
    days: list[date],
    target: IndicatorTarget | None = None,
) -> Chart:
    """A bar for each of `points` in the slots that `days` make; at least one has a value."""
    slot = scale.length / len(days)
    middles = {day: scale.x((place + 0.5) / len(days)) for place, day in enumerate(days)}
    width = round(min(slot * 0.62, 56), 1)
    zero = scale.y(0)
    known = _known(points)
    texts = _bar_texts(known, middles, indicator, slot)
    bars = []
    for one in known:
        end, middle = scale.y(float(one.value or 0)), middles[one.date]
        bars.append(
            Bar(
                round(middle - width / 2, 1),
                min(end, zero),
                width,
                round(max(abs(zero - end), 1), 1),
                middle,
                texts.get(id(one), ""),
                one.status == IndicatorValue.Status.PROVISIONAL,
                round(end + 20 if end > zero else end - 7, 1),
            )
        )
    return _chart(
        scale,
        indicator,
        bars=bars,
        missing=[middles[point.date] for point in points if point.value is None],
        periods=[
            Tick(middles[one.date], str(one.date.year))
            for one in _labelled(known, lambda day: middles[day], scale)
        ],
        breaks=[scale.x(days.index(one.date) / len(days)) for one in known[1:] if one.series_break],
        target=target,
    )


def _bar_texts(
    known: list[IndicatorValue], middles: dict[date, float], indicator: Indicator, slot: float
) -> dict[int, str]:
    """All values, if each has room above its bar; else the last, and the first if it leaves it room."""
    texts = {id(one): short_text(one, indicator) for one in known}
    wide = {key: room_for(text, bold=True) + 6 for key, text in texts.items()}
    if max(wide.values()) <= slot:
        return texts
    first, last = id(known[0]), id(known[-1])
    distance = abs(middles[known[-1].date] - middles[known[0].date])
    is_free = first != last and (wide[first] + wide[last]) / 2 <= distance
    return {key: texts[key] for key in ((first, last) if is_free else (last,))}


def _chart(
    scale: Scale,
    indicator: Indicator,
    *,
    periods: list[Tick],
    breaks: list[float],
    target: IndicatorTarget | None,
    lines: list[str] | None = None,
    dots: list[Dot] | None = None,
    bars: list[Bar] | None = None,
    missing: list[float] | None = None,
) -> Chart:
    size = scale.size
    return Chart(
        lines=lines or [],
        dots=dots or [],
        bars=bars or [],
        missing=missing or [],
        levels=[
            Tick(scale.y(step), text) for step, text in zip(scale.steps, scale.words, strict=True) if text
        ],
        periods=periods,
        breaks=breaks,
        target=Tick(scale.y(float(target.value)), str(target.year)) if target else None,
        axis=scale.x(0),
        far=scale.x(1),
        base=scale.y(0),
        width=size.width,
        height=size.height,
        top=size.top,
        bottom=size.height - size.bottom,
    )


def _known(points: list[IndicatorValue]) -> list[IndicatorValue]:
    return [point for point in points if point.value is not None]


def _scale(
    known: list[IndicatorValue], target: IndicatorTarget | None, indicator: Indicator, size: Size
) -> Scale:
    numbers = [float(one.value or 0) for one in known]
    return scale_for([*numbers, float(target.value)] if target else numbers, indicator, size)


def scale_for(numbers: list[float], indicator: Indicator, size: Size, levels: int = 4) -> Scale:
    """From zero, or below it, to the highest of `numbers` or above, with about so many levels."""
    found = steps(min(0.0, *numbers), max(0.0, *numbers), 0.1**indicator.decimals, levels)
    words = [plain_text(Decimal(str(step)), indicator) for step in found]
    return Scale(size, found, words, get_language_bidi())


def _runs(points: list[IndicatorValue]) -> list[list[IndicatorValue]]:
    """The values in runs; a missing value or a series break ends one."""
    runs: list[list[IndicatorValue]] = [[]]
    for point in points:
        if point.value is None or point.series_break:
            runs.append([])
        if point.value is not None:
            runs[-1].append(point)
    return runs


def _dots(
    known: list[IndicatorValue], places: dict[int, tuple[float, float]], indicator: Indicator, scale: Scale
) -> list[Dot]:
    """The first and the last have a text, if there is room for both."""
    first, last = known[0], known[-1]
    texts = {id(one): short_text(one, indicator) for one in (first, last)}
    below = {id(one) for one in (first, last) if _is_freer_below(one, known, places, texts[id(one)], scale)}
    distance = abs(places[id(last)][0] - places[id(first)][0])
    level = abs(places[id(last)][1] - places[id(first)][1])
    wide = sum(room_for(text, bold=True) for text in texts.values())
    if first is not last and wide > distance and (level < 24 or distance < wide / 2):
        texts.pop(id(first))
    anchors = {id(first): "start", id(last): "end"} if first is not last else {id(last): "middle"}
    return [
        Dot(
            *places[id(one)],
            texts.get(id(one), ""),
            one.status == IndicatorValue.Status.PROVISIONAL,
            anchors.get(id(one), "middle"),
            id(one) in below,
        )
        for one in known
    ]


def _is_freer_below(
    one: IndicatorValue,
    known: list[IndicatorValue],
    places: dict[int, tuple[float, float]],
    text: str,
    scale: Scale,
) -> bool:
    """Whether the text at the first or last value would meet fewer others below its dot than above."""
    at, level = places[id(one)]
    if level > scale.y(scale.steps[0]) - 24:
        return False  # the names of the periods stand there
    width = room_for(text, bold=True)
    near = [places[id(other)] for other in known if other is not one]
    beside = [y for x, y in near if abs(x - at) <= width]
    if not beside:
        # Only the line comes by; it comes from the side of the nearest value.
        return min(near, key=lambda place: abs(place[0] - at), default=(0.0, level))[1] < level
    above = sum(level - 34 < y <= level for y in beside)
    under = sum(level <= y < level + 38 for y in beside)
    return under < above


def _labelled(known: list[IndicatorValue], x: Callable[[date], float], scale: Scale) -> list[IndicatorValue]:
    """The first, the last and what lies between them with room enough, each year once."""
    room = room_for("2024") + 10
    chosen = [known[-1]]
    for one in reversed(known[:-1]):
        if abs(x(one.date) - x(chosen[-1].date)) >= room and abs(x(one.date) - x(known[0].date)) >= room:
            chosen.append(one)
    if known[0].date.year != chosen[-1].date.year and abs(x(known[0].date) - x(chosen[-1].date)) >= room:
        chosen.append(known[0])
    return chosen[::-1]
