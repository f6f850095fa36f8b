"""No date outside of 1900 to 2200 gets in: not by a form, not by a file, not past the models."""

import ast
import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from simple_history.models import HistoricalChanges

from concept.due import rhythm
from concept.models import Indicator, Measure, Round
from concept.tables.cells import MistakeError, read_cell
from concept.tables.tables import Column, Kind
from core.content.day_migrations import _bring_into_bounds
from core.content.days import (
    FIRST_DAY,
    FIRST_MOMENT,
    LAST_DAY,
    LAST_MOMENT,
    DayField,
    DayFormField,
    MomentField,
    days_later,
    validate_day,
)
from news.admin import EventForm
from offers.models import Closure, Offer
from tests import builders
from tests.database import CODE

BASE_DIR = Path(__file__).resolve().parents[3]
OWN_APPS = ("core", "search", "offers", "concept", "news", "portal")
OWN = [
    model
    for label in OWN_APPS
    for model in apps.get_app_config(label).get_models()
    if not issubclass(model, HistoricalChanges)
]
ZONES = [dt.UTC, *(ZoneInfo(name) for name in ("Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12"))]
FIELDS = [
    field
    for model in OWN
    for field in model._meta.local_fields
    if isinstance(field, models.DateField)
    and not (getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
]
dates = st.dates() | st.sampled_from([dt.date.min, dt.date.max, FIRST_DAY, LAST_DAY])
known_days = st.dates(FIRST_DAY, LAST_DAY)


def is_known(value: Any) -> bool:
    if isinstance(value, dt.datetime):
        return FIRST_MOMENT <= value <= LAST_MOMENT
    return FIRST_DAY <= value <= LAST_DAY


def test_every_date_of_every_model_keeps_to_the_known_days() -> None:
    assert len(FIELDS) > 40
    assert [str(one) for one in FIELDS if not isinstance(one, DayField | MomentField)] == []


@pytest.mark.django_db
def test_database_holds_the_rule_for_every_field() -> None:
    rules = (
        "SELECT sql FROM sqlite_master"
        if connection.vendor == "sqlite"
        else "SELECT conname FROM pg_constraint"
    )
    with connection.cursor() as cursor:
        cursor.execute(rules)
        known = "\n".join(row[0] or "" for row in cursor.fetchall())

    wanted = {
        f"{one.model._meta.app_label}_{one.model._meta.model_name}_{one.name}_is_known_day" for one in FIELDS
    }
    assert [name for name in sorted(wanted) if name not in known] == []


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_field_and_its_form_take_known_days_only(field: Any) -> None:
    form = field.formfield()
    is_moment = isinstance(field, MomentField)

    @settings(max_examples=12, deadline=None)
    @given(dates)
    def check(day: dt.date) -> None:
        value = dt.datetime.combine(day, dt.time(12), dt.UTC) if is_moment else day
        typed = f"{day:%d.%m.}{day.year:04d}" + (" 13:00" if is_moment else "")
        for taken in (lambda: field.clean(value, None), lambda: form.clean(typed)):
            try:
                assert is_known(taken())
            except ValidationError:
                assert not is_known(value)

    check()


@given(dates)
def test_field_of_a_form_and_cell_of_a_file_take_known_days_only(day: dt.date) -> None:
    column = Column("date", Kind.DATE, "date")
    typed = f"{day:%d.%m.}{day.year:04d}"
    for taken in (
        lambda: DayFormField().clean(typed),
        lambda: read_cell(typed, column, True),
        lambda: read_cell(day.isoformat(), column, False),
        lambda: read_cell(dt.datetime.combine(day, dt.time()), column, True),
    ):
        try:
            assert taken() == day
            assert is_known(day)
        except (ValidationError, MistakeError):
            assert not is_known(day)


# The second is what the admin makes of a MomentField, which gives it the rule.
HOLD_IT = ("days.py", "clock_fields.py")


def test_no_form_has_a_date_without_the_rule() -> None:
    found = [
        f"{path}:{node.lineno}"
        for folder in CODE
        for path in sorted((BASE_DIR / folder).rglob("*.py"))
        if path.name not in HOLD_IT and "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in ("DateField", "DateTimeField", "SplitDateTimeField")
        and isinstance(node.value, ast.Name)
        and node.value.id == "forms"
    ]

    assert found == []


def test_last_day_of_a_series_is_a_known_day() -> None:
    with pytest.raises(ValidationError):
        EventForm.base_fields["repeat_until"].clean("31.12.9999")


@given(known_days, st.integers(0, 2**31))
def test_days_later_never_leaves_the_known_days(day: dt.date, days: int) -> None:
    assert is_known(days_later(day, days))


@settings(deadline=None)
@given(st.datetimes(timezones=st.sampled_from(ZONES)))
def test_every_moment_is_judged_in_every_time_zone(moment: dt.datetime) -> None:
    try:
        validate_day(moment)
        assert dt.date(1899, 12, 30) < moment.date() < dt.date(2201, 1, 3)
    except ValidationError:
        assert not is_known(moment)


@given(st.sampled_from(Indicator.Rhythm.values), st.none() | known_days, st.integers(0, 32767))
def test_what_is_due_can_be_told_for_every_value(kind: str, last: dt.date | None, lag: int) -> None:
    assert isinstance(rhythm.value_due(kind, last, lag), dt.date | None)


@given(
    st.sampled_from(Measure.Rhythm.values),
    st.sampled_from(Measure.Progress.values),
    st.none() | st.integers(1990, 2100),
    st.none() | known_days,
    st.none() | known_days,
)
def test_what_is_due_can_be_told_for_every_measure(
    kind: str, progress: str, last: int | None, start: dt.date | None, end: dt.date | None
) -> None:
    assert isinstance(rhythm.report_due(kind, progress, last, start, end), dt.date | None)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(1899, 12, 31), dt.date(2201, 1, 1), dt.date.max])
def test_database_refuses_a_day_past_the_models(day: dt.date) -> None:
    offer = builders.offer()
    with pytest.raises(IntegrityError, match="_is_known_day"), transaction.atomic():
        Closure.objects.create(offer=offer, reason="Zu", starts_on=day, ends_on=day)


@pytest.mark.django_db
def test_check_and_round_at_the_end_of_time_can_be_saved() -> None:
    offer = builders.offer(checked_on=LAST_DAY, check_every=32767)
    round_ = Round.objects.create(year=2026, closes_on=LAST_DAY)

    assert (offer.check_due_on, round_.purge_on) == (LAST_DAY, LAST_DAY)


@pytest.mark.django_db
def test_migration_brings_old_rows_to_the_ends_and_hides_nothing_and_shows_nothing() -> None:
    """The tables of the history have no rule, so they can hold what was there before it."""
    early, late = dt.datetime(2, 1, 1, tzinfo=dt.UTC), dt.datetime(9998, 12, 31, tzinfo=dt.UTC)
    entry = builders.offer()
    rows = Offer.history.all()
    names = ["published_from", "published_until", "checked_on"]

    def after(start: Any, end: Any, checked: Any) -> tuple[Any, ...]:
        rows.update(published_from=start, published_until=end, checked_on=checked)
        _bring_into_bounds(Offer.history.model, names, "default")
        return tuple(rows.filter(id=entry.pk).values_list(*names).get())

    assert after(early, late, dt.date(1, 1, 1)) == (None, None, FIRST_DAY)
    assert after(late, late, dt.date.max) == (LAST_MOMENT, None, LAST_DAY)
    assert after(early, early, None) == (None, FIRST_MOMENT, None)
    assert after(None, FIRST_MOMENT, FIRST_DAY) == (None, FIRST_MOMENT, FIRST_DAY)
