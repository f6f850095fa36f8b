"""What the pages of the concept show, fetched with few queries."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from concept.charts import Chart, chart
from concept.figures import Figure
from concept.indicator_pages import whole_figures
from concept.joined import with_children
from concept.models import (
    ActionField,
    Approach,
    Body,
    Edition,
    Goal,
    Indicator,
    IndicatorTarget,
    Measure,
    Milestone,
    Report,
)
from concept.numbers import number_text
from offers.models import Document, Offer, Organisation

POSTS = 3
# The latest milestones stand open on the page, those before are folded.
MILESTONES = 10


@dataclass(frozen=True)
class Overview:
    edition: Edition | None
    fields: list[ActionField]
    cross_cutting: list[ActionField]
    milestones: list[Milestone]
    earlier: list[Milestone]
    bodies: list[Body]
    reports: list[Report]
    documents: list[Document]  # of the editions and reports, each once
    figures: list[Figure]


@dataclass(frozen=True)
class GoalPart:
    goal: Goal
    approaches: list[Approach]


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
        return [TargetRow(one, number_text(one.value, self.figure.indicator)) for one in self.aims]


@dataclass(frozen=True)
class FieldParts:
    goals: list[GoalPart]
    approaches: list[Approach]  # those of no goal
    indicators: list[IndicatorPart]
    measures: list[Measure]
    offers: list[Offer]
    posts: list[Any]

    @property
    def has_conditions(self) -> bool:
        conditions = Indicator.Describes.CONDITIONS
        return any(one.figure.indicator.describes == conditions for one in self.indicators)

    @property
    def has_examples(self) -> bool:
        return any(one.goal.is_example for one in self.goals) or any(
            one.is_example for one in self.approaches
        )


def overview() -> Overview:
    """Eight queries in German: editions, fields, milestones, bodies with meetings, their members, the
    documents of the meetings, reports, indicators with values.
    """
    editions = list(Edition.objects.published().translated("document").select_related("document"))
    fields = list(ActionField.objects.published().translated())
    milestones = list(Milestone.objects.published().translated("document").select_related("document"))
    reports = list(Report.objects.published().translated("document").select_related("document"))
    with_documents: list[Report | Edition] = [*reports, *editions]
    documents = {one.document.pk: one.document for one in with_documents if one.document}
    return Overview(
        edition=next((one for one in editions if one.is_current), None),
        fields=[one for one in fields if not one.is_cross_cutting],
        cross_cutting=[one for one in fields if one.is_cross_cutting],
        milestones=milestones[-MILESTONES:],
        earlier=milestones[:-MILESTONES],
        bodies=_bodies(),
        reports=reports,
        documents=[one for one in documents.values() if one.is_visible],
        figures=[
            one
            for one in whole_figures(Indicator.objects.published().filter(field=None).translated())
            if one.latest
        ],
    )


def _bodies() -> list[Body]:
    bodies = Body.objects.published().translated("lead").select_related("lead")
    members = Prefetch("members", Organisation.objects.published().translated())
    found = with_children(
        bodies.prefetch_related(members), "meetings", "all_meetings", lambda one: one.date, reverse=True
    )
    for body in found:
        body.shown_meetings = [one for one in body.all_meetings if one.is_visible]
        body.shown_members = list(body.members.all())
    documents = Prefetch("documents", Document.objects.published().translated())
    prefetch_related_objects([one for body in found for one in body.shown_meetings], documents)
    return found


def field_parts(field: ActionField) -> FieldParts:
    """Seven queries in German: goals, approaches, indicators with values, targets, measures with years,
    offers, posts.
    """
    goals = Goal.objects.published().filter(field=field, edition__is_current=True).translated()
    of_edition = Q(goal=None) | Q(goal__edition__is_current=True)
    approaches = list(Approach.objects.published().filter(of_edition, field=field).translated())
    shown = list(goals)
    keys = {goal.pk for goal in shown}
    posts: Any = field.posts
    return FieldParts(
        goals=[GoalPart(goal, [one for one in approaches if one.goal_id == goal.pk]) for goal in shown],
        approaches=[one for one in approaches if one.goal_id not in keys],
        indicators=_indicators(field),
        measures=_measures(field),
        offers=list(field.offers.published().translated("provider").select_related("provider")),
        posts=list(posts.published().translated()[:POSTS]),
    )


def _indicators(field: ActionField) -> list[IndicatorPart]:
    targets: dict[int, list[IndicatorTarget]] = {}
    of_field = IndicatorTarget.objects.filter(indicator__field=field).order_by("year")
    for target in of_field.translated():
        targets.setdefault(target.indicator_id, []).append(target)
    figures = whole_figures(Indicator.objects.published().filter(field=field).translated())
    return [IndicatorPart(one, targets.get(one.indicator.pk, [])) for one in figures]


def _measures(field: ActionField) -> list[Measure]:
    measures = field.measures.published().translated("lead", "offer").select_related("lead", "offer")
    return with_children(measures, "years", "all_years", lambda one: one.year, reverse=True)
