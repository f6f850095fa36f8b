"""What the page of one measure shows."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from concept.examples import Examples, examples
from concept.figures.figures import Figure
from concept.indicators.pages import whole_figures
from concept.measures.cards import Card, cards
from concept.measures.known import known
from concept.measures.shelves import RELATIONS, shelves, targets
from concept.models import ActionField, Approach, Goal, Indicator, Measure, MeasureYear
from offers.models import Audience, FundingProgramme, Organisation
from search.finder import links

NEIGHBOURS = 5


@dataclass(frozen=True)
class GoalPart:
    goal: Goal
    approaches: list[Approach]


@dataclass
class MeasurePage:
    """Fetches what it is asked for; a page that is kept asks for nothing."""

    measure: Measure

    @property
    def is_to_come(self) -> bool:
        return cards([self.measure])[0].is_to_come

    @cached_property
    def _targets(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for name, _measure, target in links(Measure, RELATIONS, only=self.measure.pk):
            found[name].append(target)
        return found

    def _pointed(self, name: str) -> list[Any]:
        """In the order of the site, without what visitors may not see."""
        chosen = set(self._targets[name])
        rows = (row for key, row in targets(name).items() if key in chosen)
        return [row for row in rows if getattr(row, "is_visible", True)]

    @property
    def fields(self) -> list[ActionField]:
        return self._pointed("field")

    @property
    def partners(self) -> list[Organisation]:
        return [row for row in self._pointed("organisation") if row.pk != self.measure.lead_id]

    @property
    def audiences(self) -> list[Audience]:
        return self._pointed("audience")

    @property
    def funding(self) -> list[FundingProgramme]:
        return self._pointed("funding")

    @cached_property
    def goals(self) -> list[GoalPart]:
        """With those of their approaches that the measure follows; one query."""
        approaches = list(Approach.objects.public().filter(measures=self.measure).translated())
        return [
            GoalPart(goal, [approach for approach in approaches if approach.goal_id == goal.pk])
            for goal in self._pointed("goal")
        ]

    @cached_property
    def figures(self) -> list[Figure]:
        """The indicators of its goals; one query."""
        of_goals = known().indicators
        chosen = {key for part in self.goals for key in of_goals.get(part.goal.pk, ())}
        indicators: Any = Indicator.objects.public().filter(pk__in=chosen)
        return whole_figures(indicators.translated()) if chosen else []

    @property
    def examples(self) -> Examples:
        """Of the goals it belongs to, with their approaches and indicators."""
        shown: list[Any] = [figure.indicator for figure in self.figures]
        for part in self.goals:
            shown += [part.goal, *part.approaches]
        return examples(shown)

    @cached_property
    def years(self) -> list[MeasureYear]:
        """What became of it, the latest year first; one query."""
        return list(self.measure.years.order_by("-year").translated())

    @cached_property
    def neighbours(self) -> list[Card]:
        """Others of its first field, those with the same goals first; one query."""
        if not self.fields:
            return []
        held = shelves()
        same_field = held.of("field", self.fields[0].slug) & ~held.bits_of([self.measure.pk])
        same_goals = 0
        for part in self.goals:
            same_goals |= held.of("goal", part.goal.slug)
        keys = held.keys_of(same_field & same_goals) + held.keys_of(same_field & ~same_goals)
        return cards(_named(keys[:NEIGHBOURS]))


def _named(keys: list[int]) -> list[Measure]:
    rows = {row.pk: row for row in Measure.objects.filter(pk__in=keys).translated()}
    return [rows[key] for key in keys if key in rows]
