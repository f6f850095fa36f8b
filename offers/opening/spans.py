"""Stretches of time: how several become sorted and disjoint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from .clock import BERLIN
from .rules import Mode


class Span(NamedTuple):
    """Start and end are UTC, the end is not part of it."""

    start: dt.datetime
    end: dt.datetime
    mode: Mode
    note: str = ""


@dataclass(frozen=True)
class Interval:
    """Start and end are aware, Europe/Berlin; the end is not part of it.

    On the day of a clock change compare or subtract them in UTC.
    """

    start: dt.datetime
    end: dt.datetime
    mode: Mode
    note: str


def to_interval(span: Span) -> Interval:
    return Interval(span.start.astimezone(BERLIN), span.end.astimezone(BERLIN), span.mode, span.note)


_by_start = attrgetter("start")


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """Sorted, without overlap: the same mode is merged, otherwise the mode of higher precedence wins.

    Spans that only touch stay two. A merged span carries the notes of its parts ("a; b").
    """
    ordered = sorted(spans, key=_by_start)
    if all(left.end <= right.start for left, right in pairwise(ordered)):
        return ordered
    taken: list[Span] = []
    for mode in Mode:
        own = _merged([span for span in ordered if span.mode == mode])
        taken = sorted(
            [*taken, *(piece for span in own for piece in _without(span, taken))],
            key=_by_start,
        )
    return taken


def joined(earlier: list[Span], later: Sequence[Span]) -> list[Span]:
    """Two disjoint lists as one, where only the end of `earlier` may reach into `later`."""
    if earlier and later and later[0].start < earlier[-1].end:
        return disjoint([*earlier, *later])
    return [*earlier, *later]


def _merged(ordered: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in ordered:
        last = merged[-1] if merged else None
        if last and span.start < last.end:
            notes = dict.fromkeys(note for note in (*last.note.split("; "), *span.note.split("; ")) if note)
            merged[-1] = last._replace(end=max(last.end, span.end), note="; ".join(notes))
        else:
            merged.append(span)
    return merged


def _without(span: Span, taken: list[Span]) -> list[Span]:
    """What is left of `span` outside the sorted, disjoint `taken`."""
    pieces = []
    start = span.start
    for other in taken:
        if other.end <= start or span.end <= other.start:
            continue
        if start < other.start:
            pieces.append(span._replace(start=start, end=other.start))
        start = other.end
    if start < span.end:
        pieces.append(span._replace(start=start))
    return pieces
