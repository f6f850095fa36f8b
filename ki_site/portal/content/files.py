"""Which file fills which model, in the order in which they must be loaded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from concept import models as concept
from ki_site.portal import models as portal
from ki_site.portal.content import hours_lines
from news import models as news
from offers import models as offers
from search import models as search

Values = dict[str, Any]


@dataclass(frozen=True)
class Child:
    """Rows that belong to an entry, as a nested mapping `relation: {key: fields}`."""

    relation: str
    model: type[models.Model]
    parent: str
    # The fields that the key itself stands for; may raise ValueError.
    of_key: Callable[[str], Values] = lambda _key: {}
    # Rows below the child that stand in it as a list of lines: (relation, parent field, model, parser).
    lines: tuple[str, str, type[models.Model], Callable[[str], list[Values]]] | None = None


@dataclass(frozen=True)
class File:
    name: str
    model: type[models.Model]
    # The field that holds the key of an entry; None where the model has none.
    key: str | None = "slug"
    children: tuple[Child, ...] = field(default=())


def _hours(parent: str) -> Child:
    rules = ("rules", "hours", offers.HoursRule, hours_lines.parse)
    return Child("hours", offers.HoursSet, parent, lines=rules)


def _dated_group(key: str) -> Values:
    day, _, group = key.partition(" ")
    return {"date": date.fromisoformat(day), "group": group or None}


FILES = (
    File("boroughs", offers.Borough),
    File("quarters", offers.Quarter),
    File("places", offers.Place, children=(_hours("place"),)),
    File("organisations", offers.Organisation),
    File("topics", offers.Topic),
    File("audiences", offers.Audience),
    File("languages", offers.SpokenLanguage, key="code"),
    File("funding", offers.FundingProgramme),
    File("contacts", offers.Contact, children=(_hours("contact"),)),
    File("documents", offers.Document),
    File("offers", offers.Offer, children=(_hours("offer"),)),
    File("editions", concept.Edition),
    File("fields", concept.ActionField),
    File("goals", concept.Goal),
    File("approaches", concept.Approach),
    File("groups", concept.Group),
    File(
        "indicators",
        concept.Indicator,
        children=(
            Child("values", concept.IndicatorValue, "indicator", _dated_group),
            Child("targets", concept.IndicatorTarget, "indicator", lambda key: {"year": int(key)}),
        ),
    ),
    File(
        "measures",
        concept.Measure,
        children=(Child("years", concept.MeasureYear, "measure", lambda key: {"year": int(key)}),),
    ),
    File("reports", concept.Report),
    File("report_runs", concept.ReportRun),
    File("bodies", concept.Body),
    File("meetings", concept.Meeting),
    File("milestones", concept.Milestone),
    File("posts", news.Post),
    File(
        "events",
        news.Event,
        children=(
            Child("exceptions", news.EventException, "event", lambda key: {"date": date.fromisoformat(key)}),
        ),
    ),
    File("site", portal.SiteProfile, key=None),
    File(
        "pages",
        portal.Page,
        children=(Child("sections", portal.PageSection, "page", lambda key: {"key": key}),),
    ),
    File("notices", portal.Notice, key=None),
    File("glossary", portal.Term),
    File("synonyms", search.Synonym),
)
