"""What a report takes from the database: what is published, of the period, in German.

Each function is one kind of thing and costs a fixed number of queries, whatever there is.
"""

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q

from concept.models import (
    ActionField,
    Approach,
    Body,
    Goal,
    Indicator,
    IndicatorValue,
    Measure,
    MeasureYear,
    Meeting,
    Milestone,
    ReportRun,
)
from concept.reports.figures import Part, indicator_part, iso
from core.models import format_date
from offers.models import Audience, FundingProgramme, Organisation


def fields(run: ReportRun) -> list[Part]:
    """Two queries: the chosen fields, or all of them, and which are chosen."""
    chosen = set(run.fields.values_list("pk", flat=True)) if run.pk else set()
    return [
        {
            "slug": field.slug,
            "code": field.code,
            "name": field.name,
            "short_name": field.short_name,
            "summary": field.summary,
            "description": field.description,
            "is_cross_cutting": field.is_cross_cutting,
        }
        for field in ActionField.objects.published()
        if not chosen or field.pk in chosen
    ]


def goals(shown: set[str]) -> list[Part]:
    """One query: those of the edition in force and of the fields named by `shown`."""
    rows = Goal.objects.public().select_related("field")
    return [
        {
            "slug": row.slug,
            "field": row.field.slug,
            "number": str(row.number),
            "title": row.title,
            "description": row.description,
            "is_example": row.is_example,
        }
        for row in rows
        if row.field.slug in shown
    ]


def approaches(shown: set[str], goal_keys: set[str]) -> list[Part]:
    """One query."""
    rows = Approach.objects.public().select_related("field", "goal")
    return [
        {
            "slug": row.slug,
            "field": row.field.slug,
            "goal": row.goal.slug if row.goal and row.goal.slug in goal_keys else None,
            "title": row.title,
            "description": row.description,
            "is_example": row.is_example,
        }
        for row in rows
        if row.field.slug in shown
    ]


def indicators(run: ReportRun, shown: set[str], with_city: bool) -> list[Part]:
    """Four queries: the indicators, their goals, values with groups, targets."""
    values = IndicatorValue.objects.filter(date__lte=run.period_until).select_related("group")
    public_goals = Goal.objects.public()
    rows = (
        Indicator.objects.public()
        .select_related("field", "data_owner")
        .prefetch_related(Prefetch("values", values), Prefetch("goals", public_goals), "targets")
    )
    return [
        indicator_part(row, row.values.all(), row.targets.all())
        for row in rows
        if (row.field.slug in shown if row.field else with_city)
    ]


def measures(run: ReportRun, order: list[str], is_whole: bool) -> list[Part]:
    """Seven queries. Those that ran in the period, by field in the order of `order`, then by title.

    `is_whole` says that all fields are reported on, so that measures without a field belong to it, too.
    """
    in_period = (Q(ends_on=None) | Q(ends_on__gte=run.period_from)) & (
        Q(starts_on=None) | Q(starts_on__lte=run.period_until)
    )
    years = MeasureYear.objects.filter(year__lte=run.period_until.year).order_by("year")
    rows = (
        Measure.objects.published()
        .filter(in_period)
        .select_related("lead", "offer")
        .prefetch_related(
            Prefetch("fields", ActionField.objects.published()),
            Prefetch("goals", Goal.objects.public()),
            Prefetch("organisations", Organisation.objects.published().order_by("name")),
            Prefetch("funding", FundingProgramme.objects.all()),
            Prefetch("audiences", Audience.objects.all()),
            Prefetch("years", years, to_attr="known_years"),
        )
    )
    last = len(order)
    found = []
    for one in rows:
        own = [field.slug for field in one.fields.all()]
        reported = sorted((slug for slug in own if slug in order), key=order.index)
        if reported or (is_whole and not own):
            found.append(_measure(one, run, reported))
    return sorted(
        found,
        key=lambda one: (order.index(one["fields"][0]) if one["fields"] else last, one["title"].lower()),
    )


def _measure(one: Any, run: ReportRun, of_fields: list[str]) -> Part:
    years = [_year(year) for year in one.known_years]
    own = [year for year in years if int(year["year"]) >= run.period_from.year]
    return {
        "slug": one.slug,
        "title": one.title,
        "summary": one.summary,
        "description": one.description,
        "is_example": one.is_example,
        "fields": of_fields,
        "goals": [goal.slug for goal in one.goals.all()],
        "lead": one.lead.slug if one.lead and one.lead.is_visible else None,
        "organisations": [organisation.slug for organisation in one.organisations.all()],
        "funding": [programme.short_name or programme.name for programme in one.funding.all()],
        "audiences": [audience.name for audience in one.audiences.all()],
        "offer_title": one.offer.title if one.offer and one.offer.is_visible else "",
        "progress": one.progress,
        "progress_text": one.get_progress_display(),
        "starts_on": iso(one.starts_on),
        "ends_on": iso(one.ends_on),
        "starts_text": one.starts_text,
        "ends_text": one.ends_text,
        "checked_text": format_date(one.checked_on, one.checked_precision),
        "years": own,
        "last_year": years[-1] if years and not own else None,
    }


def _year(one: MeasureYear) -> Part:
    return {
        "year": str(one.year),
        "done": one.done,
        "figures": one.figures,
        "next_steps": one.next_steps,
        "source": one.source,
    }


def bodies(run: ReportRun) -> list[Part]:
    """Three queries: the bodies, their members, their meetings of the period."""
    meetings = (
        Meeting.objects.published()
        .filter(date__gte=run.period_from, date__lte=run.period_until)
        .order_by("date")
    )
    members = Organisation.objects.published().order_by("name")
    rows = (
        Body.objects.published()
        .select_related("lead")
        .prefetch_related(Prefetch("members", members), Prefetch("meetings", meetings))
    )
    return [
        {
            "slug": row.slug,
            "name": row.name,
            "role_text": row.get_role_display(),
            "task": row.task,
            "rhythm": row.rhythm,
            "members_note": row.members_note,
            "lead": row.lead.slug if row.lead and row.lead.is_visible else None,
            "members": [member.slug for member in row.members.all()],
            "meetings": [_meeting(meeting) for meeting in row.meetings.all()],
        }
        for row in rows
    ]


def _meeting(one: Meeting) -> Part:
    return {
        "slug": one.slug,
        "title": one.title,
        "date": iso(one.date),
        "date_text": one.date_text,
        "dealt_with": one.dealt_with,
        "url": one.url,
    }


def milestones(run: ReportRun) -> list[Part]:
    """One query."""
    of_period = Q(date__gte=run.period_from, date__lte=run.period_until)
    return [
        {
            "slug": milestone.slug,
            "title": milestone.title,
            "description": milestone.description,
            "date": iso(milestone.date),
            "date_text": milestone.date_text,
            "date_is_uncertain": milestone.date_is_uncertain,
            "source": milestone.source,
        }
        for milestone in Milestone.objects.published().filter(of_period)
    ]


def organisations(keys: set[str]) -> dict[str, Part]:
    """One query: those that something in the report names."""
    rows = Organisation.objects.published().filter(slug__in=keys).order_by("name")
    return {row.slug: {"name": row.name, "kind_text": row.get_kind_display()} for row in rows}


def period_text(first: dt.date, last: dt.date) -> str:
    """ "2025" for a whole year, else "1. November 2024 – 31. Dezember 2025"."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
    return f"{format_date(first)} – {format_date(last)}"
