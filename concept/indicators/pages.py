"""What the pages about indicators show, fetched with few queries."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet

from concept.examples import Examples, examples
from concept.figures.charts import Chart, chart
from concept.figures.figures import Figure, figure
from concept.figures.multiples import Dimension, dimensions
from concept.figures.numbers import number_text, value_text
from concept.models import (
    ActionField,
    Goal,
    Group,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Measure,
)
from core.content.joined import with_children

OF_THE_WHOLE = Q(values__group=None)


@dataclass(frozen=True)
class Row:
    """One line of the table: a value, a target, or both."""

    value: IndicatorValue | None
    words: str
    year: int
    target: IndicatorTarget | None = None
    target_words: str = ""
    before_words: str = ""  # what stood there before a correction


@dataclass(frozen=True)
class IndicatorPage:
    indicator: Indicator
    figure: Figure
    targets: list[IndicatorTarget]
    goals: list[Goal]
    measures: list[Measure]
    neighbours: list[Indicator]

    @cached_property
    def chart(self) -> Chart | None:
        return chart(self.figure, self.targets)

    @property
    def examples(self) -> Examples:
        return examples([self.indicator])

    @cached_property
    def dimensions(self) -> list[Dimension]:
        return dimensions(self.figure)

    @cached_property
    def rows(self) -> list[Row]:
        """The values of the whole, the latest first; a target stands beside the value at the end of its year,
        or alone.
        """
        whole = [value for value in self.figure.values if value.group_id is None]
        targets = {target.year: target for target in self.targets}
        rows = [self._row(one, self._target_of(one, whole, targets)) for one in whole]
        met = {row.target.year for row in rows if row.target}
        alone = [self._target_row(target) for target in self.targets if target.year not in met]
        dated = [(row.value.date if row.value else date(row.year, 12, 31), row) for row in rows + alone]
        return [row for _day, row in sorted(dated, key=lambda item: item[0], reverse=True)]

    @staticmethod
    def _target_of(
        value: IndicatorValue, whole: list[IndicatorValue], targets: dict[int, IndicatorTarget]
    ) -> IndicatorTarget | None:
        last = max(one.date for one in whole if one.date.year == value.date.year)
        return targets.get(value.date.year) if value.date == last else None

    def _row(self, value: IndicatorValue, target: IndicatorTarget | None) -> Row:
        before = value.previous_value
        return Row(
            value,
            value_text(value, self.indicator),
            value.date.year,
            target,
            number_text(target.value, self.indicator) if target else "",
            number_text(before, self.indicator) if before is not None else "",
        )

    def _target_row(self, target: IndicatorTarget) -> Row:
        return Row(None, "", target.year, target, number_text(target.value, self.indicator))

    @property
    def previous(self) -> Indicator | None:
        place = self._place
        return self.neighbours[place - 1] if place > 0 else None

    @property
    def next(self) -> Indicator | None:
        place = self._place
        return self.neighbours[place + 1] if -1 < place < len(self.neighbours) - 1 else None

    @cached_property
    def _place(self) -> int:
        return next((place for place, one in enumerate(self.neighbours) if one.pk == self.indicator.pk), -1)


def indicator_page(indicator: Indicator) -> IndicatorPage:
    """Six queries in German: values, their groups, targets, goals, measures of these goals, neighbours."""
    groups = Prefetch("group", Group.objects.translated())
    values = indicator.values.translated().prefetch_related(groups)
    for value in (found := list(values)):
        value.indicator = indicator
    goals = list(Goal.objects.public().filter(indicators=indicator).select_related("field").translated())
    measures = Measure.objects.published().filter(goals__in=goals).distinct().translated()
    neighbours = Indicator.objects.public().filter(field=indicator.field_id).translated()
    return IndicatorPage(
        indicator=indicator,
        figure=figure(indicator, found),
        targets=list(indicator.targets.order_by("year").translated()),
        goals=goals,
        measures=list(measures) if goals else [],
        neighbours=list(neighbours),
    )


@dataclass(frozen=True)
class FieldFigures:
    """`field` None: the city as a whole."""

    field: ActionField | None
    figures: list[Figure]


@dataclass(frozen=True)
class AllFigures:
    fields: list[FieldFigures]

    @property
    def examples(self) -> Examples:
        """Of the indicators of the fields; those of the city are none."""
        return examples(figure.indicator for part in self.fields if part.field for figure in part.figures)


def all_figures() -> AllFigures:
    """By field, the city first; two queries in German: fields, indicators with the values of the whole."""
    figures: dict[int | None, list[Figure]] = {}
    for one in whole_figures(Indicator.objects.public().translated()):
        figures.setdefault(one.indicator.field_id, []).append(one)
    fields = [None, *ActionField.objects.published().translated()]
    parts = [FieldFigures(field, figures.get(field.pk if field else None, [])) for field in fields]
    return AllFigures([part for part in parts if part.figures])


def whole_figures(indicators: QuerySet[Indicator]) -> list[Figure]:
    """Without the values of groups; one query in German."""
    found = with_children(indicators, "values", "all_values", lambda one: one.date, only=OF_THE_WHOLE)
    return [figure(indicator, indicator.all_values) for indicator in found]
