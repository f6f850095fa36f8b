"""Indicators as files: values and targets as visitors may see them, in German and for machines."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpResponse
from django.utils import translation

from concept.figures.suppression import as_public
from concept.models import Edition, Group, Indicator, IndicatorTarget, IndicatorValue
from concept.open_data.licence import about_terms
from concept.tables.tables import (
    PUBLIC_TARGETS,
    PUBLIC_VALUES,
    Row,
    Table,
    in_words,
    target_row,
    to_csv,
    to_json,
    to_xlsx,
    value_row,
)

# The ending of the address, and what the file is.
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
# Databases disagree about where an empty group stands.
CITY_FIRST = ("date", "period", F("group__dimension").asc(nulls_first=True), "group__position", "group_id")


def file_response(content: str | bytes, name: str, form: str) -> HttpResponse:
    """`name` without ending. Browsers show JSON, the others are saved."""
    response = HttpResponse(content, content_type=FORMS.get(form, "application/json; charset=utf-8"))
    if form != "json":
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    # Data may be read by pages of others; there is nothing personal in them.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def table_file(
    table: Table, rows: Iterable[Row], name: str, form: str, about: dict[str, Any]
) -> HttpResponse:
    """One table in one of FORMS."""
    match form:
        case "csv":
            return file_response(to_csv(rows, table), name, form)
        case "xlsx":
            return file_response(to_xlsx([(table, rows)]), name, form)
    return file_response(to_json([(table, rows)], about), name, form)


def indicator_file(indicator: Indicator, form: str, absolute: Callable[[str], str]) -> HttpResponse:
    """Three queries: values with groups, targets, the terms of use (JSON only). CSV has the values alone."""
    with translation.override(settings.LANGUAGE_CODE):
        found = indicator.values.select_related("group").order_by(*CITY_FIRST)
        values = _rows(indicator, found)
        if form == "csv":
            return file_response(to_csv(values, PUBLIC_VALUES), indicator.slug, form)
        targets = [
            public_target_row(target)
            for target in indicator.targets.select_related("indicator").order_by("year")
        ]
        tables = [(PUBLIC_VALUES, values), (PUBLIC_TARGETS, targets)]
        if form == "xlsx":
            return file_response(to_xlsx(tables), indicator.slug, form)
        return file_response(to_json(tables, _about(indicator, absolute)), indicator.slug, form)


def public_value_rows(indicators: Iterable[Indicator]) -> list[Row]:
    """One query; `indicators` in their order."""
    by_pk = {indicator.pk: indicator for indicator in indicators}
    values: dict[int, list[IndicatorValue]] = {pk: [] for pk in by_pk}
    found = IndicatorValue.objects.filter(indicator__in=by_pk).select_related("group")
    for one in found.order_by(*CITY_FIRST):
        values[one.indicator_id].append(one)
    return [row for pk, rows in values.items() for row in _rows(by_pk[pk], rows)]


def public_target_row(target: IndicatorTarget) -> Row:
    """No query where `indicator` is loaded."""
    return in_words(target_row(target), target.indicator)


def _rows(indicator: Indicator, values: Iterable[IndicatorValue]) -> list[Row]:
    shown = as_public(indicator, _of(indicator, values))
    return [in_words(value_row(one), indicator, one.group) for one in shown]


def _of(indicator: Indicator, values: Iterable[IndicatorValue]) -> list[IndicatorValue]:
    rows = list(values)
    for row in rows:
        row.indicator = indicator
    return rows


def _about(indicator: Indicator, absolute: Callable[[str], str]) -> dict[str, Any]:
    groups = Group.objects.filter(values__indicator=indicator).distinct()
    edition = Edition.objects.in_force().first()
    return {
        "name": indicator.name,
        "page": absolute(indicator.get_absolute_url()),
        "field": indicator.field.slug if indicator.field else None,
        "definition": indicator.definition,
        "limits": indicator.limits,
        "unit": indicator.unit,
        "population": indicator.population,
        "territory": indicator.territory,
        "rhythm": indicator.rhythm,
        "describes": indicator.describes,
        "direction": indicator.direction,
        "is_example": indicator.is_example,
        "source_name": indicator.source_name,
        "source_url": indicator.source_url,
        "groups": {group.slug: {"dimension": group.dimension, "name": group.name} for group in groups},
        **about_terms(edition),
    }


def json_text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
