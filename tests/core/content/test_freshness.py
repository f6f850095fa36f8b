"""Which entries are due for a check."""

import re
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from core.content.dates import iso_date
from ki_site.portal.models import Page
from offers.models import Organisation
from tests import builders

pytestmark = pytest.mark.django_db


def test_entry_is_due_when_its_check_has_run_out() -> None:
    found = builders.organisation(checked_on=date(2026, 1, 1), check_every=30)
    assert found.check_due_on == date(2026, 1, 31)
    assert not Organisation.objects.due(date(2026, 1, 30)).exists()
    assert Organisation.objects.due(date(2026, 1, 31)).exists()


def test_entry_that_was_never_checked_is_due_first() -> None:
    checked = builders.organisation(checked_on=date(2020, 1, 1))
    never = builders.organisation()
    assert list(Organisation.objects.due()) == [never, checked]
    assert never.is_due


def test_editing_is_no_check() -> None:
    found = builders.organisation(checked_on=date(2020, 1, 1))
    found.name = "Anderer Name"
    found.save()
    found.refresh_from_db()
    assert found.checked_on == date(2020, 1, 1)


def test_marking_as_checked_records_who_and_when_and_ends_the_doubt() -> None:
    user = get_user_model().objects.create(username="frau.beispiel")
    found = builders.organisation(is_uncertain=True)
    assert Organisation.objects.all().mark_checked(user) == 1
    found.refresh_from_db()
    assert (found.checked_on, found.checked_by, found.is_uncertain) == (timezone.localdate(), user, False)
    assert not Organisation.objects.due().exists()


@pytest.mark.parametrize(
    ("precision", "kept", "iso", "german", "french"),
    [
        ("year", date(2025, 1, 1), "2025", "Angaben aus dem Jahr 2025", "Informations de l’année 2025"),
        ("month", date(2025, 3, 1), "2025-03", "Stand März 2025", "État\u00a0: mars 2025"),
        ("day", date(2025, 3, 22), "2025-03-22", "Zuletzt geprüft am 22. März 2025", None),
    ],
)
def test_check_is_told_as_precisely_as_it_is_known(precision, kept, iso, german, french) -> None:
    found = builders.organisation(checked_on=date(2025, 3, 22), checked_precision=precision, check_every=1)
    assert found.checked_on == kept
    assert found.check_due_on == kept + timedelta(days=1)
    assert iso_date(found.checked_on, found.checked_precision) == iso
    with translation.override("de"):
        assert found.checked_text == german
    with translation.override("fr"):
        assert french is None or found.checked_text == french
    found.check_today(None)
    assert (found.checked_on, found.checked_precision) == (timezone.localdate(), "day")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"checked_on": date(2025, 1, 1), "checked_precision": "year"},
         "Angaben aus dem Jahr 2025, vor dem Besuch anrufen"),
        ({"checked_on": date(2025, 12, 1), "checked_precision": "month"}, ""),
        ({"checked_on": date(2026, 1, 1), "is_uncertain": True},
         "Zuletzt geprüft am 1. Januar 2026, nicht sicher: vor dem Besuch anrufen"),
        ({"is_uncertain": True}, "Nicht sicher: vor dem Besuch anrufen"),
        ({}, ""),
    ],
)  # fmt: skip
def test_one_line_says_how_old_and_how_sure_the_facts_are(fields, words) -> None:
    with time_machine.travel("2026-11-30 12:00 +01:00"), translation.override("de"):
        assert Organisation(**fields).doubt_text == words


def test_year_is_surely_old_only_when_its_last_day_is() -> None:
    known = Organisation(checked_on=date(2025, 1, 1), checked_precision="year")
    with time_machine.travel("2026-12-31 12:00 +01:00"):
        assert (known.is_old, known.is_surely_old) == (True, False)
    with time_machine.travel("2027-01-01 12:00 +01:00"):
        assert known.is_surely_old


def test_migration_takes_the_first_of_january_for_a_year() -> None:
    years = import_module("offers.migrations.0006_checked_precision").years
    rows = [builders.organisation(checked_on=day) for day in (date(2025, 1, 1), date(2025, 2, 1), None)]
    years(apps, SimpleNamespace(connection=connection))
    assert [Organisation.objects.get(pk=row.pk).checked_precision for row in rows] == ["year", "day", "day"]
    assert rows[0].history.get().checked_precision == "year"


def test_saving_some_fields_moves_the_next_check_along() -> None:
    found = builders.organisation(checked_on=date(2026, 1, 1), check_every=30)
    found.check_every = 10
    found.save(update_fields=["check_every"])
    found.refresh_from_db()
    assert found.check_due_on == date(2026, 1, 11)


@pytest.mark.parametrize(("days", "old"), [(10, False), (365, False), (366, True)])
def test_entry_is_old_after_a_year(days: int, old: bool) -> None:
    found = builders.organisation(checked_on=timezone.localdate() - timedelta(days=days))
    assert found.is_old is old


def test_bulk_changes_move_the_next_check_along() -> None:
    first = builders.organisation(checked_on=date(2026, 1, 1), check_every=30)
    second = builders.organisation(checked_on=date(2026, 1, 1), check_every=30)
    both = Organisation.objects.order_by("pk")

    both.update(check_every=365)
    assert list(both.values_list("check_due_on", flat=True)) == [date(2027, 1, 1)] * 2
    both.filter(pk=first.pk).update(checked_on=None)
    second.check_every = 10
    Organisation.objects.bulk_update([second], ["check_every"])
    assert list(both.values_list("check_due_on", flat=True)) == [date(1970, 1, 1), date(2026, 1, 11)]
    made = Organisation(slug="neu", name="Neu", checked_on=date(2026, 1, 1), check_every=1)
    Organisation.objects.bulk_create([made])
    assert both.get(slug="neu").check_due_on == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("menu", "fields", "told"),
    [
        ("legal", {"checked_on": date(2025, 1, 1), "checked_precision": "year", "is_uncertain": True}, ""),
        ("legal", {"checked_on": date(2026, 11, 22)}, "Zuletzt geprüft am 22. November 2026"),
        ("about", {"checked_on": date(2025, 1, 1), "checked_precision": "year"}, "Angaben aus dem Jahr 2025"),
    ],
)
def test_page_tells_its_age_once_and_a_legal_one_has_no_doubt(client: Client, menu, fields, told) -> None:
    Page.objects.create(slug="seite", title="Seite", status="published", menu=menu, **fields)
    with time_machine.travel("2026-11-30 12:00 +01:00"):
        page = client.get("/de/seite/").text
    assert re.findall(r"(?:Angaben aus|Stand [A-Z]|Zuletzt geprüft|anrufen)[^<]*", page) == [told] * bool(
        told
    )
