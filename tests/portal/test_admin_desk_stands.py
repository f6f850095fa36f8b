"""One bad entry costs the desk one line, and one bad list costs it one block."""

import logging
from typing import Any

import pytest

from concept.due import rhythm, todo
from ki_site.portal.desk import blocks
from ki_site.portal.desk.blocks import Row, rows_of
from tests import builders
from tests.concept import builders as concept
from tests.portal.staff import client_of

pytestmark = pytest.mark.django_db


def fail(*args: Any) -> Any:
    raise ValueError("year 10000 is out of range")


def test_entry_whose_day_cannot_be_told_is_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    concept.indicator(name="Heil", rhythm="yearly")
    concept.indicator(name="Kaputt", rhythm="monthly")
    real = rhythm.value_due
    monkeypatch.setattr(
        rhythm, "value_due", lambda kind, *rest: fail() if kind == "monthly" else real(kind, *rest)
    )

    page = client_of("Leitung").get("/admin/")

    assert page.status_code == 200
    assert {"Heil", "Kann nicht angezeigt werden: Kaputt"} <= {
        row.text for row in page.context["desk"].values.rows
    }
    assert "nobody can tell when it is due" in caplog.text


def test_list_that_fails_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(todo, "answers_waiting", fail)

    page = client_of("Leitung").get("/admin/")

    assert page.status_code == 200
    assert "Dieser Teil der Übersicht kann nicht angezeigt werden" in page.content.decode()
    assert page.context["desk"].hours.title
    assert "“answers” of the desk" in caplog.text


def test_row_that_fails_leads_to_its_entry(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, logger=blocks.__name__)
    good, bad = builders.offer(), builders.offer()

    rows = rows_of([good, bad], lambda one: fail() if one == bad else Row(str(one)))

    assert rows[0] == Row(str(good))
    assert rows[1].url == f"/admin/offers/offer/{bad.pk}/change/"
