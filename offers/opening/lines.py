"""A week of rules in as few lines as possible."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .rules import Mode, Rule

Times = tuple[dt.time, dt.time, Mode]


@dataclass(frozen=True)
class Line:
    """The weekdays `first` to `last` (0 is Monday) with the same times and note; `nth` as in `Rule`."""

    first: int
    last: int
    nth: int | None
    spans: tuple[Times, ...]
    note: str


def summary(rules: Iterable[Rule]) -> list[Line]:
    """Neighbouring weekdays with the same hours become one line; n-th weekdays follow, each on its own.

    Rules with different notes never share a line. Nothing is lost: the lines expand to the same set of rules.
    """
    grouped: defaultdict[tuple[int | None, str, int], set[Times]] = defaultdict(set)
    for rule in rules:
        grouped[rule.nth, rule.note, rule.weekday].add((rule.opens, rule.closes, rule.mode))

    lines: list[Line] = []
    for nth, note, weekday in sorted(grouped, key=lambda key: (key[0] is not None, key[0] or 0, key[1:])):
        spans = tuple(sorted(grouped[nth, note, weekday]))
        before = lines[-1] if lines else None
        if before and nth is None and before == Line(before.first, weekday - 1, None, spans, note):
            lines[-1] = Line(before.first, weekday, None, spans, note)
        else:
            lines.append(Line(weekday, weekday, nth, spans, note))
    return sorted(lines, key=_reading_order)


def _reading_order(line: Line) -> tuple[bool, int, bool, int, dt.time]:
    # The last of a month (-1) comes behind the first to the fifth.
    return (
        line.nth is not None,
        line.first,
        line.nth == -1,
        line.nth or 0,
        line.spans[0][0],
    )
