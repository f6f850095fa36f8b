"""From numbers to places in a chart: round levels, the room that texts take, and where zero lies."""

import math
from dataclasses import dataclass
from functools import cached_property

# Width of a digit in units of the viewBox, where text is 16 units high (18 and bold for values).
_PLAIN, _BOLD = 9.2, 11.6
_NARROW = frozenset(".,:;'’ \u00a0\u202f")


@dataclass(frozen=True)
class Size:
    """Of a chart, in units of its viewBox, with the room at its edges."""

    width: int
    height: int
    top: int
    bottom: int
    end: int


@dataclass(frozen=True)
class Scale:
    """`steps` are the levels from the ground up, `words` their texts ("" where none stands)."""

    size: Size
    steps: list[float]
    words: list[str]
    is_mirrored: bool  # time runs from right to left

    @cached_property
    def start(self) -> float:
        """The room for the words of the levels."""
        return round(max(room_for(word) for word in self.words) + 14, 1)

    @property
    def length(self) -> float:
        return self.size.width - self.start - self.size.end

    def x(self, along: float) -> float:
        """`along`: from 0, the axis, to 1, the far end."""
        at = self.start + along * self.length
        return round(self.size.width - at if self.is_mirrored else at, 1)

    def y(self, number: float) -> float:
        low, high = self.steps[0], self.steps[-1]
        room = self.size.height - self.size.top - self.size.bottom
        return round(self.size.height - self.size.bottom - (number - low) / (high - low) * room, 1)


def room_for(text: str, *, bold: bool = False) -> float:
    """How wide a text is drawn, about."""
    wide = _BOLD if bold else _PLAIN
    return sum(wide * (0.5 if sign in _NARROW else 1) for sign in text)


def steps(low: float, high: float, smallest: float, levels: int = 4) -> list[float]:
    """About so many round levels from `low` (zero or below) to `high` or above: 0, 500, 1000 …"""
    rough = max((high - low) / levels, smallest)
    unit = 10 ** math.floor(math.log10(rough))
    step = next(factor * unit for factor in (1, 2, 5, 10) if factor * unit >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 6) for number in range(first, max(last, first + 1) + 1)]
