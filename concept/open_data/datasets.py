"""The open data of the concept: which sets there are, what stands in them, and their rows.

Texts of rows are German, whatever the language of the page; what visitors do not see is in no set.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, Prefetch, QuerySet, Value
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from concept.models import (
    ActionField,
    Body,
    Goal,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Measure,
    MeasureYear,
    Meeting,
    Milestone,
)
from concept.open_data.downloads import public_target_row, public_value_rows
from concept.tables.tables import PUBLIC_TARGETS, PUBLIC_VALUES, Column, Kind, Row, Table
from core.references import resolved
from offers.models import Offer, Organisation

Words = Any  # text that is translated when it is shown


@dataclass(frozen=True)
class DataSet:
    """`slug` is its part of the address; `rows` costs a few queries, always the same number."""

    slug: str
    title: Words
    description: Words
    table: Table
    rows: Callable[[], list[Row]]
    models: tuple[Any, ...]  # what it is made of


def _table(name: str, *columns: str | Column) -> Table:
    full = tuple(Column(column) if isinstance(column, str) else column for column in columns)
    return Table(name, full, key=(full[0].name,))


def _day(name: str) -> Column:
    return Column(name, Kind.DATE, default=None)


def _flag(name: str) -> Column:
    return Column(name, Kind.FLAG, default=False)


def _row(table: Table, obj: Any, **more: Any) -> Row:
    """The fields of `obj` that the table has, and what is said besides."""
    row = {
        column.name: more[column.name] if column.name in more else getattr(obj, column.name)
        for column in table.columns
    }
    return {name: resolved(value) if isinstance(value, str) else value for name, value in row.items()}


def _slugs(entries: Iterable[Any]) -> str:
    return " ".join(entry.slug for entry in entries)


# --- Figures ----------------------------------------------------------------------------------------

INDICATORS = _table(
    "indicators", "slug", "name", "field", "definition", "limits", "unit", "decimals", "direction",
    "population", "territory", "rhythm", "describes", "source_name", "source_url", _flag("is_example"),
)  # fmt: skip


def _indicators() -> list[Row]:
    return [
        _row(INDICATORS, indicator, field=indicator.field.slug if indicator.field else "")
        for indicator in Indicator.objects.public().select_related("field")
    ]


def _values() -> list[Row]:
    return public_value_rows(Indicator.objects.public())


def _targets() -> list[Row]:
    targets = IndicatorTarget.objects.filter(indicator__in=Indicator.objects.public().order_by())
    found = targets.select_related("indicator").order_by("indicator__position", "indicator__name", "year")
    return [public_target_row(one) for one in found]


# --- The concept ------------------------------------------------------------------------------------

FIELDS = _table("fields", "slug", "code", "name", "short_name", "summary", _flag("is_cross_cutting"))
GOALS = _table("goals", "slug", "field", "number", "title", "description", _flag("is_example"))
MILESTONES = _table(
    "milestones", "slug", _day("date"), "date_precision", _flag("date_is_uncertain"), "title", "description",
    "source",
)  # fmt: skip
BODIES = _table("bodies", "slug", "name", "role", "task", "rhythm", "lead", "members", "website")
MEETINGS = _table(
    "meetings", "slug", "body", _day("date"), "date_precision", "title", "dealt_with", "url"
)  # fmt: skip


def _fields() -> list[Row]:
    return [_row(FIELDS, field) for field in ActionField.objects.published()]


def _goals() -> list[Row]:
    return [
        _row(GOALS, goal, field=goal.field.slug) for goal in Goal.objects.public().select_related("field")
    ]


def _milestones() -> list[Row]:
    return [_row(MILESTONES, milestone) for milestone in Milestone.objects.published()]


def _bodies() -> list[Row]:
    members = Prefetch("members", Organisation.objects.published())
    found = Body.objects.published().select_related("lead").prefetch_related(members)
    return [
        _row(BODIES, one, lead=_slug(one.lead), members=_slugs(one.members.all())) for one in found
    ]  # fmt: skip


def _meetings() -> list[Row]:
    found = Meeting.objects.public().select_related("body")
    return [_row(MEETINGS, one, body=one.body.slug, dealt_with=_plain(one.dealt_with)) for one in found]


# --- Measures ---------------------------------------------------------------------------------------

MEASURES = _table(
    "measures", "slug", "title", "summary", "fields", "goals", "lead", "organisations", "offer", "progress",
    _day("starts_on"), "starts_precision", _day("ends_on"), "ends_precision", _day("checked_on"),
    "checked_precision", _flag("is_example"),
)  # fmt: skip
MEASURE_YEARS = _table("measure_years", "measure", "year", "done", "figures", "next_steps", "source")


def _measures() -> list[Row]:
    found = Measure.objects.published().select_related("lead", "offer").prefetch_related(
        Prefetch("fields", ActionField.objects.published()),
        Prefetch("goals", Goal.objects.public()),
        Prefetch("organisations", Organisation.objects.published()),
    )  # fmt: skip
    return [
        _row(
            MEASURES,
            one,
            fields=_slugs(one.fields.all()),
            goals=_slugs(one.goals.all()),
            lead=_slug(one.lead),
            organisations=_slugs(one.organisations.all()),
            offer=_slug(one.offer),
        )
        for one in found
    ]


def _measure_years() -> list[Row]:
    found = MeasureYear.objects.filter(measure__in=_shown(Measure)).select_related("measure")
    return [
        _row(MEASURE_YEARS, one, measure=one.measure.slug) for one in found.order_by("measure__title", "year")
    ]


def _shown(model: Any) -> QuerySet[Any]:
    return model.objects.published().order_by()


def _slug(entry: Organisation | Offer | None) -> str:
    return entry.slug if entry and entry.is_visible else ""


def _plain(html: str) -> str:
    return " ".join(strip_tags(html.replace("<", " <")).split())


DATASETS = (
    DataSet(
        "indikatorwerte",
        _("Values of the indicators"),
        _(
            "Every value with its date, group, state and source. Values of fewer than five people are not "
            "in it (“suppressed”)."
        ),
        PUBLIC_VALUES,
        _values,
        (IndicatorValue,),
    ),
    DataSet(
        "zielwerte",
        _("Targets of the indicators"),
        _("By indicator and year."),
        PUBLIC_TARGETS,
        _targets,
        (IndicatorTarget,),
    ),
    DataSet(
        "indikatoren",
        _("Indicators"),
        _("What is counted, how, by whom and how often, and what the figure does not say."),
        INDICATORS,
        _indicators,
        (Indicator,),
    ),
    DataSet(
        "handlungsfelder",
        _("Action fields"),
        _("The eight fields A to H, and Q, which crosses them all."),
        FIELDS,
        _fields,
        (ActionField,),
    ),
    DataSet("ziele", _("Goals"), _("The goals of the edition in force, by field."), GOALS, _goals, (Goal,)),
    DataSet(
        "massnahmen",
        _("Measures"),
        _("Who does what, in which fields and for which goals, since when and how far."),
        MEASURES,
        _measures,
        (Measure,),
    ),
    DataSet(
        "massnahmen-jahre",
        _("Measures by year"),
        _("What was done in each year, and the figures reached."),
        MEASURE_YEARS,
        _measure_years,
        (MeasureYear,),
    ),
    DataSet(
        "meilensteine",
        _("Milestones"),
        _("How the concept came about, with sources."),
        MILESTONES,
        _milestones,
        (Milestone,),
    ),
    DataSet(
        "gremien", _("Bodies"), _("Who steers, how often, and who belongs to it."), BODIES, _bodies, (Body,)
    ),
    DataSet(
        "sitzungen", _("Meetings"), _("When the bodies met, and on what."), MEETINGS, _meetings, (Meeting,)
    ),
)
BY_SLUG = {one.slug: one for one in DATASETS}


def changed_on() -> dict[str, date]:
    """By the slug of a set the day on which anything in it last changed, by the history; one query."""
    latest = [
        model.history.order_by()
        .values(of_set=Value(one.slug))
        .annotate(last=Max("history_date"))
        .values_list("of_set", "last")
        for one in DATASETS
        for model in one.models
    ]
    found: dict[str, date] = {}
    for slug, moment in latest[0].union(*latest[1:], all=True).order_by():
        day = timezone.localdate(moment)
        found[slug] = max(found.get(slug, day), day)
    return found


def period() -> tuple[date | None, date | None]:
    """From when until when there are values; one query."""
    shown = IndicatorValue.objects.filter(indicator__in=Indicator.objects.public().order_by())
    found = shown.aggregate(first=Min("date"), last=Max("date"))
    return found["first"], found["last"]
