"""The geometry of charts: numbers and short texts only, drawn by templates/concept/parts/_chart.html.

Time is to scale, and runs in the direction of the language: from right to left where the page does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language_bidi

from concept.figures.figures import Figure
from concept.figures.numbers import plain_text, short_text
from concept.figures.scales import Scale, Size, room_for, steps
from concept.models import Indicator, IndicatorTarget, IndicatorValue

LARGE = Size(360, 220, top=30, bottom=30, end=24)  # made for the width of a phone
SMALL = Size(200, 150, top=30, bottom=28, end=14)  # one of several side by side


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
class Stem:
    """From the ground to a value that no line leads to."""

    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """Coordinates in the viewBox; `lines` are the `points` of polylines, one for each unbroken run."""

    lines: list[str]
    dots: list[Dot]
    stems: list[Stem]
    levels: list[Tick]
    periods: list[Tick]
    breaks: list[float]  # between the last value of one way of counting and the first of the next
    missing: list[float]  # where a value would stand
    target: Tick | None
    axis: float
    far: float
    base: float  # where zero is
    has_uncertain: bool  # a value of which nobody knows the exact date
    width: int = LARGE.width
    height: int = LARGE.height
    top: int = LARGE.top
    bottom: int = LARGE.height - LARGE.bottom

    @property
    def has_hollow(self) -> bool:
        return any(dot.is_hollow for dot in self.dots)

    @property
    def label_at(self) -> float:
        """Where the words of the levels end: just before the axis."""
        return self.axis + (8 if self.axis > self.far else -8)


def chart(figure: Figure, targets: Iterable[IndicatorTarget] = ()) -> Chart | None:
    """None below two values. A line runs on only between neighbours that are counted in the same way."""
    known = _known(figure.points)
    target = max(targets, key=lambda one: one.year, default=None)
    if len(known) < 2:
        return None
    numbers = [float(one.value or 0) for one in known]
    scale = scale_for([*numbers, float(target.value)] if target else numbers, figure.indicator, LARGE)
    return draw(figure.points, figure.indicator, scale, figure.points[0].date, figure.points[-1].date, target)


def draw(
    points: list[IndicatorValue],
    indicator: Indicator,
    scale: Scale,
    first: date,
    last: date,
    target: IndicatorTarget | None = None,
) -> Chart:
    """The values of `points`, which lie between `first` and `last`; at least one has a number."""
    known = _known(points)

    def x(day: date) -> float:
        return scale.x((day - first).days / ((last - first).days or 1))

    places = {id(one): (x(one.date), scale.y(float(one.value or 0))) for one in known}
    runs = _runs(points)
    alone = [run[0] for run in runs if len(run) == 1]
    return Chart(
        lines=[" ".join("{},{}".format(*places[id(one)]) for one in run) for run in runs if len(run) > 1],
        dots=_dots(known, alone, places, indicator, scale),
        stems=[Stem(*places[id(one)]) for one in alone],
        levels=[
            Tick(scale.y(step), text) for step, text in zip(scale.steps, scale.words, strict=True) if text
        ],
        periods=[Tick(x(one.date), _year(one)) for one in _labelled(known, x)],
        breaks=_breaks(points, x),
        missing=[x(point.date) for point in points if point.value is None],
        target=Tick(scale.y(float(target.value)), str(target.year)) if target else None,
        axis=scale.x(0),
        far=scale.x(1),
        base=scale.y(0),
        has_uncertain=any(one.date_is_uncertain for one in known),
        width=scale.size.width,
        height=scale.size.height,
        top=scale.size.top,
        bottom=scale.size.height - scale.size.bottom,
    )


def scale_for(numbers: list[float], indicator: Indicator, size: Size, levels: int = 4) -> Scale:
    """From zero, or below it, to the highest of `numbers` or above, with about so many levels."""
    found = steps(min(0.0, *numbers), max(0.0, *numbers), 0.1**indicator.decimals, levels)
    words = [plain_text(Decimal(str(step)), indicator) for step in found]
    return Scale(size, found, words, get_language_bidi())


def _year(one: IndicatorValue) -> str:
    return f"~{one.date.year}" if one.date_is_uncertain else str(one.date.year)


def _known(points: list[IndicatorValue]) -> list[IndicatorValue]:
    return [point for point in points if point.value is not None]


def _breaks(points: list[IndicatorValue], x: Callable[[date], float]) -> list[float]:
    """In the middle between the values before and after; a break that a missing value tells counts, too."""
    found: list[float] = []
    before: IndicatorValue | None = None
    is_broken = False
    for point in points:
        is_broken |= point.series_break
        if point.value is None:
            continue
        if before and is_broken:
            found.append(round((x(before.date) + x(point.date)) / 2, 1))
        before, is_broken = point, False
    return found


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
    known: list[IndicatorValue],
    alone: list[IndicatorValue],
    places: dict[int, tuple[float, float]],
    indicator: Indicator,
    scale: Scale,
) -> list[Dot]:
    """The first and the last have a text, if there is room for both, and those that no line leads to."""
    first, last = known[0], known[-1]
    texts = {id(one): short_text(one, indicator) for one in (first, last)}
    # Below a value that no line leads to there is its stem.
    in_lines = [one for one in (first, last) if not any(one is lonely for lonely in alone)]
    below = {id(one) for one in in_lines if _is_freer_below(one, known, places, texts[id(one)], scale)}
    distance = abs(places[id(last)][0] - places[id(first)][0])
    level = abs(places[id(last)][1] - places[id(first)][1])
    wide = sum(room_for(text, bold=True) for text in texts.values())
    if first is not last and wide > distance and (level < 24 or distance < wide / 2):
        texts.pop(id(first))
    anchors = {id(first): "start", id(last): "end"} if first is not last else {id(last): "middle"}
    texts |= _between(
        [one for one in alone if one is not first and one is not last], known, places, texts, indicator
    )
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


def _between(
    alone: list[IndicatorValue],
    known: list[IndicatorValue],
    places: dict[int, tuple[float, float]],
    texts: dict[int, str],
    indicator: Indicator,
) -> dict[int, str]:
    """The texts of lonely values between the first and the last, where they meet no other text or dot."""
    found: dict[int, str] = {}
    for one in alone:
        text = short_text(one, indicator)
        half, at = room_for(text, bold=True) / 2 + 4, places[id(one)][0]
        ends = [places[id(known[0])][0], places[id(known[-1])][0]]
        wide = [room_for(texts.get(id(known[place]), ""), bold=True) for place in (0, -1)]
        others = [places[id(other)][0] for other in known if other is not one]
        is_free = all(abs(at - end) > half + width for end, width in zip(ends, wide, strict=True))
        if is_free and all(abs(at - other) > half for other in others):
            found[id(one)] = text
    return found


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


def _labelled(known: list[IndicatorValue], x: Callable[[date], float]) -> list[IndicatorValue]:
    """The first, the last and what lies between them with room enough, each year once."""
    room = room_for("~2024" if any(one.date_is_uncertain for one in known) else "2024") + 10
    chosen = [known[-1]]
    for one in reversed(known[:-1]):
        if abs(x(one.date) - x(chosen[-1].date)) >= room and abs(x(one.date) - x(known[0].date)) >= room:
            chosen.append(one)
    if known[0].date.year != chosen[-1].date.year and abs(x(known[0].date) - x(chosen[-1].date)) >= room:
        chosen.append(known[0])
    return chosen[::-1]
