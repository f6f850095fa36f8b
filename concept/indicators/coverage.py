"""What is current and what is not: by field, the figures and the reports on measures."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from django.utils import timezone

from concept.due import rhythm as due
from concept.figures.figures import Figure
from concept.indicators.pages import whole_figures
from concept.models import ActionField, Indicator, Measure
from core.content.joined import with_children


class State(Enum):
    """Of the data of an indicator."""

    CURRENT = "current"
    LATE = "late"
    IRREGULAR = "irregular"  # there are data; new ones come without a rhythm
    NONE = "none"


@dataclass(frozen=True)
class Covered:
    figure: Figure
    state: str  # the value of a State: templates compare it
    due: date | None  # since when, or from when on, the next value is due


@dataclass(frozen=True)
class Reported:
    measure: Measure
    is_reported: bool
    last_year: int | None


@dataclass(frozen=True)
class FieldCoverage:
    """`field` None: the city as a whole, which has no measures."""

    field: ActionField | None
    indicators: list[Covered]
    measures: list[Reported]  # those on which a report about the year can be expected

    @property
    def with_data(self) -> int:
        return sum(indicator.state != State.NONE.value for indicator in self.indicators)

    @property
    def current(self) -> int:
        return sum(
            indicator.state in (State.CURRENT.value, State.IRREGULAR.value) for indicator in self.indicators
        )

    @property
    def reported(self) -> int:
        return sum(measure.is_reported for measure in self.measures)


@dataclass(frozen=True)
class Coverage:
    """`year` is the last one that is over: reports about it, or later ones, count."""

    day: date
    year: int
    fields: list[FieldCoverage]

    @property
    def indicators(self) -> int:
        return sum(len(field.indicators) for field in self.fields)

    @property
    def current(self) -> int:
        return sum(field.current for field in self.fields)

    @property
    def measures(self) -> int:
        """A measure of two fields counts once."""
        return len({row.measure.pk for field in self.fields for row in field.measures})

    @property
    def reported(self) -> int:
        return len({row.measure.pk for field in self.fields for row in field.measures if row.is_reported})


def today() -> date:
    return timezone.localdate()


def end_of(day: date) -> datetime:
    """Midnight after `day`, where the site is."""
    start = datetime.combine(day + timedelta(days=1), datetime.min.time())
    return timezone.make_aware(start)


def coverage(day: date) -> Coverage:
    """Four queries in German: fields, indicators with values, measures with years, and their fields."""
    figures: dict[int | None, list[Covered]] = {}
    for figure in whole_figures(Indicator.objects.public().translated()):
        figures.setdefault(figure.indicator.field_id, []).append(covered(figure, day))
    measures = _measures(day.year - 1)
    fields = [None, *ActionField.objects.published().translated()]
    parts = [
        FieldCoverage(
            field, figures.get(field.pk if field else None, []), measures.get(field.pk, []) if field else []
        )
        for field in fields
    ]
    return Coverage(day, day.year - 1, [part for part in parts if part.indicators or part.measures])


def covered(figure: Figure, day: date) -> Covered:
    latest = figure.latest
    if latest is None:
        return Covered(figure, State.NONE.value, None)
    of = figure.indicator
    next_due = due.value_due(of.rhythm, latest.date, of.publication_lag)
    if next_due is None:
        return Covered(figure, State.IRREGULAR.value, None)
    state = State.CURRENT if next_due > day else State.LATE
    return Covered(figure, state.value, next_due)


def _measures(year: int) -> dict[int, list[Reported]]:
    """By field; what is planned only, or ended before the year, is not asked about."""
    measures = Measure.objects.published().translated().prefetch_related("fields")
    found: dict[int, list[Reported]] = {}
    for measure in with_children(measures, "years", "all_years", lambda one: one.year):
        last = max((one.year for one in measure.all_years), default=None)
        ended = measure.ends_on is not None and measure.ends_on.year < year
        is_reported = last is not None and last >= year
        if is_reported or not (ended or measure.progress in _NOTHING_TO_TELL):
            for field in measure.fields.all():
                found.setdefault(field.pk, []).append(Reported(measure, is_reported, last))
    return found


_NOTHING_TO_TELL = {Measure.Progress.PLANNED, Measure.Progress.COMPLETED, Measure.Progress.STOPPED}
