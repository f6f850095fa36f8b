"""Builders of what the concept consists of; each gives only what the database insists on."""

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from concept.models import (
    ActionField,
    Approach,
    Body,
    Edition,
    Goal,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Measure,
    MeasureYear,
    Meeting,
    Milestone,
    Report,
)
from offers.models import Document
from tests.builders import PUBLISHED

_numbers = count(1)


def _slug() -> str:
    return f"nummer-{next(_numbers)}"


def _filled(values: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return {"slug": _slug(), "status": PUBLISHED, **values, **fields}


def field(**fields: Any) -> ActionField:
    values = {"code": "A", "name": "Sprache und mehr", "short_name": "Sprache"}
    return ActionField.objects.create(**_filled(values, fields))


def edition(**fields: Any) -> Edition:
    values = {"title": "Konzept 2017", "is_current": True, "adopted_on": dt.date(2017, 12, 1)}
    return Edition.objects.create(**_filled(values, fields))


def goal(field: ActionField, edition: Edition, **fields: Any) -> Goal:
    values = {"field": field, "edition": edition, "number": next(_numbers), "title": "Ein Ziel"}
    return Goal.objects.create(**_filled(values, fields))


def approach(field: ActionField, **fields: Any) -> Approach:
    return Approach.objects.create(**_filled({"field": field, "title": "Ein Ansatz"}, fields))


def indicator(**fields: Any) -> Indicator:
    return Indicator.objects.create(**_filled({"name": "Eine Zahl", "definition": "Was zählt."}, fields))


def value(indicator: Indicator, day: str, number: str | None = None, **fields: Any) -> IndicatorValue:
    amount = None if number is None else Decimal(number)
    return IndicatorValue.objects.create(
        indicator=indicator, date=dt.date.fromisoformat(day), value=amount, **fields
    )


def target(indicator: Indicator, year: int, number: str, **fields: Any) -> IndicatorTarget:
    return IndicatorTarget.objects.create(indicator=indicator, year=year, value=Decimal(number), **fields)


def measure(field: ActionField, **fields: Any) -> Measure:
    found = Measure.objects.create(**_filled({"title": "Eine Maßnahme"}, fields))
    found.fields.add(field)
    return found


def year(measure: Measure, number: int, **fields: Any) -> MeasureYear:
    return MeasureYear.objects.create(measure=measure, year=number, **{"done": "Getan.", **fields})


def body(**fields: Any) -> Body:
    return Body.objects.create(
        **_filled({"name": "Ein Gremium", "task": "Steuert.", "role": "steers"}, fields)
    )


def meeting(body: Body, **fields: Any) -> Meeting:
    values = {"body": body, "title": "Eine Sitzung", "date": dt.date(2024, 6, 1)}
    return Meeting.objects.create(**_filled(values, fields))


def milestone(year: int, **fields: Any) -> Milestone:
    return Milestone.objects.create(**_filled({"title": "Etwas", "date": dt.date(year, 1, 1)}, fields))


def report(edition: Edition, **fields: Any) -> Report:
    values = {"edition": edition, "title": "Ein Bericht", "appeared_on": dt.date(2024, 11, 1)}
    return Report.objects.create(**_filled(values, fields))


def document(**fields: Any) -> Document:
    return Document.objects.create(**_filled({"title": "Ein Papier"}, fields))
