"""What the overview and the pages of fields show, fetched with few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import ngettext

from concept.examples import Examples, examples
from concept.figures.charts import Chart, chart
from concept.figures.figures import Figure
from concept.figures.numbers import number_text
from concept.indicators.pages import whole_figures
from concept.measures.cards import Card, cards
from concept.measures.known import known
from concept.measures.shelves import shelves
from concept.models import (
    ActionField,
    Approach,
    Edition,
    Goal,
    Indicator,
    IndicatorTarget,
    Measure,
    MeasureYear,
    Milestone,
    Report,
)
from concept.overview.bodies import BodyPart, bodies
from concept.overview.story import Done, Story, steps, story
from core.content.joined import with_children
from offers.models import Document, Offer

POSTS = 3
# The indicators that stand for a field, and those that stand for the city, on the overview.
FIGURES, CITY_FIGURES = 1, 4


@dataclass(frozen=True)
class StatusCount:
    """How many measures are in a state; `value` is that of the filter of the register."""

    value: str
    number: int
    words: str


@dataclass(frozen=True)
class MeasureCounts:
    """`all` counts each measure once, whatever its state."""

    all: int
    by_status: list[StatusCount]


@dataclass(frozen=True)
class FieldState:
    field: ActionField
    goals: int
    measures: MeasureCounts
    figures: list[Figure]  # those that stand for the field
    indicators: int
    with_data: int


@dataclass(frozen=True)
class Overview:
    edition: Edition | None
    fields: list[FieldState]
    measures: MeasureCounts
    story: Story
    bodies: list[BodyPart]
    reports: list[Report]
    documents: list[Document]  # of the editions, each once
    figures: list[Figure]

    @property
    def examples(self) -> Examples:
        """Of what stands at the fields."""
        return examples(figure.indicator for field in self.fields for figure in field.figures)

    @property
    def goals(self) -> int:
        return sum(field.goals for field in self.fields)

    @property
    def indicators(self) -> int:
        return sum(field.indicators for field in self.fields)

    @property
    def with_data(self) -> int:
        return sum(field.with_data for field in self.fields)


@dataclass(frozen=True)
class GoalPart:
    goal: Goal
    approaches: list[Approach]
    measures: list[Card]
    figures: list[Figure]


@dataclass(frozen=True)
class TargetRow:
    target: IndicatorTarget
    words: str


@dataclass(frozen=True)
class IndicatorPart:
    figure: Figure
    aims: list[IndicatorTarget]

    @cached_property
    def chart(self) -> Chart | None:
        return chart(self.figure, self.aims)

    @property
    def targets(self) -> list[TargetRow]:
        return [TargetRow(aim, number_text(aim.value, self.figure.indicator)) for aim in self.aims]


@dataclass(frozen=True)
class FieldParts:
    story: Story
    goals: list[GoalPart]
    approaches: list[Approach]  # those of no goal
    indicators: list[IndicatorPart]
    measures: MeasureCounts
    others: list[Card]  # measures of no goal of the field
    offers: list[Offer]
    posts: list[Any]

    @property
    def has_conditions(self) -> bool:
        conditions = Indicator.Describes.CONDITIONS
        return any(indicator.figure.indicator.describes == conditions for indicator in self.indicators)

    @property
    def known(self) -> list[Figure]:
        """The figures that have a value."""
        return [part.figure for part in self.indicators if part.figure.latest]

    @property
    def unknown(self) -> list[Figure]:
        return [part.figure for part in self.indicators if not part.figure.latest]

    @property
    def drawn(self) -> list[IndicatorPart]:
        """Those with more to say than their latest value: a chart or a target."""
        return [part for part in self.indicators if part.chart or part.aims]

    @property
    def examples(self) -> Examples:
        """Of goals, approaches and indicators."""
        shown: list[Any] = [part.figure.indicator for part in self.indicators]
        for part in self.goals:
            shown += [part.goal, *part.approaches]
        return examples([*shown, *self.approaches])


def overview() -> Overview:
    """Six queries in German: editions, milestones, reports, bodies with meetings, what measures reported,
    indicators with values; and those of `known` and `shelves` when something has changed.
    """
    editions = list(Edition.objects.published().translated("document").select_related("document"))
    milestones = Milestone.objects.published().translated()
    found = bodies(with_people=False)
    reported = MeasureYear.objects.filter(measure__in=Measure.objects.published().order_by())
    years = reported.select_related("measure").translated("measure")
    documents = {edition.document.pk: edition.document for edition in editions if edition.document}
    figures = whole_figures(Indicator.objects.public().translated())
    return Overview(
        edition=next((edition for edition in editions if edition.is_current), None),
        fields=[_state(field, figures) for field in known().fields.values()],
        measures=counts(shelves().everything),
        story=story(
            steps(milestones, [meeting for part in found for meeting in part.meetings]),
            [Done(year, card) for year, card in _with_cards(years)],
        ),
        bodies=found,
        reports=list(Report.objects.published().translated()),
        documents=[value for value in documents.values() if value.is_visible],
        figures=[figure for figure in figures if figure.indicator.field_id is None and figure.latest][
            :CITY_FIGURES
        ],
    )


def _with_cards(years: Iterable[MeasureYear]) -> list[tuple[MeasureYear, Card]]:
    rows = list(years)
    return list(zip(rows, cards(year.measure for year in rows), strict=True))


def counts(bits: int) -> MeasureCounts:
    """Of a set of measures; no query but those of `shelves`."""
    numbers = shelves().counts("status", bits)
    by_status = [
        StatusCount(value, numbers[value], status_words(value, numbers[value]))
        for value in Measure.Progress.values
        if value in numbers
    ]
    return MeasureCounts(bits.bit_count(), by_status)


def status_words(status: str, number: int) -> str:
    """How many measures are in a state: "26 are running"."""
    words = {
        Measure.Progress.PLANNED: ngettext("%(number)s is planned", "%(number)s are planned", number),
        Measure.Progress.RUNNING: ngettext("%(number)s is running", "%(number)s are running", number),
        Measure.Progress.COMPLETED: ngettext("%(number)s is completed", "%(number)s are completed", number),
        Measure.Progress.STOPPED: ngettext("%(number)s was stopped", "%(number)s were stopped", number),
        Measure.Progress.UNKNOWN: ngettext("%(number)s is unclear", "%(number)s are unclear", number),
    }
    return words[Measure.Progress(status)] % {"number": number}


def _state(field: ActionField, figures: Iterable[Figure]) -> FieldState:
    own = [figure for figure in figures if figure.indicator.field_id == field.pk]
    told = [one for one in own if one.latest]
    return FieldState(
        field=field,
        goals=sum(goal.field_id == field.pk for goal in known().goals.values()),
        measures=counts(shelves().of("field", field.slug)),
        # First those of which it can be said whether they rise or fall.
        figures=sorted(told, key=lambda one: not one.change)[:FIGURES],
        indicators=len(own),
        with_data=len(told),
    )


def field_parts(field: ActionField) -> FieldParts:
    """Seven queries in German: approaches, indicators with values, targets, measures with what they reported,
    dates of the concept, offers, posts; and those of `known` and `shelves` when something has changed.
    """
    goals = _goals(field)
    approaches = list(Approach.objects.in_force().filter(field=field).translated())
    indicators = _indicators(field)
    measures = _measures(field)
    in_goals = {card.measure.pk for goal in goals for card in _of_goal(goal, measures)}
    keys = {goal.pk for goal in goals}
    posts: Any = field.posts
    return FieldParts(
        story=story(steps(_dates_of_the_concept()), _done(measures)),
        goals=[_goal(goal, approaches, indicators, measures) for goal in goals],
        approaches=[approach for approach in approaches if approach.goal_id not in keys],
        indicators=indicators,
        measures=counts(shelves().bits_of(card.measure.pk for card in measures)),
        others=[card for card in measures if card.measure.pk not in in_goals],
        offers=list(field.offers.published().translated("provider").select_related("provider")),
        posts=list(posts.published().translated()[:POSTS]),
    )


def _goal(
    goal: Goal, approaches: list[Approach], indicators: list[IndicatorPart], measures: list[Card]
) -> GoalPart:
    chosen = known().indicators.get(goal.pk, [])
    return GoalPart(
        goal,
        [approach for approach in approaches if approach.goal_id == goal.pk],
        _of_goal(goal, measures),
        [indicator.figure for indicator in indicators if indicator.figure.indicator.pk in chosen],
    )


def _goals(field: ActionField) -> list[Goal]:
    """One query for a field that is not published, in its preview."""
    if field.pk in known().fields:
        return [goal for goal in known().goals.values() if goal.field_id == field.pk]
    return list(Goal.objects.in_force().filter(field=field).translated())


def _of_goal(goal: Goal, measures: list[Card]) -> list[Card]:
    held = shelves()
    keys = set(held.keys_of(held.of("goal", goal.slug)))
    return [card for card in measures if card.measure.pk in keys]


def _indicators(field: ActionField) -> list[IndicatorPart]:
    targets: dict[int, list[IndicatorTarget]] = {}
    of_field = IndicatorTarget.objects.filter(indicator__field=field).order_by("year")
    for target in of_field.translated():
        targets.setdefault(target.indicator_id, []).append(target)
    figures = whole_figures(Indicator.objects.published().filter(field=field).translated())
    return [IndicatorPart(figure, targets.get(figure.indicator.pk, [])) for figure in figures]


def _measures(field: ActionField) -> list[Card]:
    """Each measure with `all_years`."""
    found = field.measures.published().translated()
    return cards(with_children(found, "years", "all_years", lambda one: one.year))


def _done(measures: Iterable[Card]) -> list[Done]:
    found = []
    for card in measures:
        measure: Any = card.measure
        found += [Done(year, card) for year in measure.all_years]
    return found


def _dates_of_the_concept() -> list[Milestone]:
    """The steps that brought about an edition or a report; one query."""
    editions, reports = Edition.objects.published().order_by(), Report.objects.published().order_by()
    papers = Q(document__editions__in=editions) | Q(document__reports__in=reports)
    return list(Milestone.objects.published().filter(papers).distinct().translated())
