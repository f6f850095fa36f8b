"""What belongs into a report: what is published, of the period, and nothing that would give people away."""

import datetime as dt
import json
from typing import Any

import pytest

from concept.models import Group, Measure, ReportRun
from concept.reports import snapshot
from concept.reports.presenting import document
from tests.builders import offer, organisation
from tests.concept import builders as make
from tests.concept.reports import builders as report

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 1, 15)
DRAFT = {"status": "draft"}


def built(run: ReportRun | None = None) -> dict[str, Any]:
    return snapshot.build(run or report.run(), TODAY)


def test_holds_every_kind_of_thing_with_its_words() -> None:
    report.city()
    data = built()

    text = json.dumps(data, ensure_ascii=False)
    for expected in ("Sprache und mehr", "Deutsch lernen", "Mehr Kurse", "Leistungen", "IT.NRW",
                     "Sprachkurse", "14 Kurse.", "180 Personen", "Mehr davon", "Volkshochschule",
                     "Controlling-Gruppe", "Der Stand.", "Ein Meilenstein", "Frauen", "Beschluss",
                     ):  # fmt: skip
        assert expected in text, expected
    assert data["report"]["period_text"] == "2025"
    assert data["measures"][0]["progress_text"] == Measure.Progress.RUNNING.label


def test_nothing_unpublished_gets_in() -> None:
    field = report.city()
    secret = organisation(name="Geheimamt", **DRAFT)
    make.goal(field, make.edition(slug="alt", is_current=False), title="Geheimes altes Ziel")
    make.approach(field, title="Geheimansatz", **DRAFT)
    make.value(make.indicator(field=field, name="Geheimzahl", data_owner=secret, **DRAFT), "2025-01-01", "1")
    make.measure(field, title="Geheimmaßnahme", **DRAFT)
    open_one = make.measure(field, title="Offen", lead=secret, offer=offer(title="Geheimangebot", **DRAFT))
    open_one.organisations.add(secret)
    make.meeting(make.body(lead=secret), title="Geheimsitzung", **DRAFT)
    make.body(name="Geheimgremium", **DRAFT)
    make.milestone(2025, title="Geheimstein", **DRAFT)
    make.field(code="B", name="Geheimfeld", **DRAFT)

    assert "Geheim" not in json.dumps(built(report.run(publisher=secret)), ensure_ascii=False)


def test_period_decides() -> None:
    field = report.city()
    make.measure(field, title="Vorbei", ends_on=dt.date(2024, 12, 31))
    make.measure(field, title="Später", starts_on=dt.date(2026, 1, 1))
    make.measure(field, title="Am letzten Tag", starts_on=dt.date(2025, 12, 31))
    make.year(Measure.objects.get(slug="kurse"), 2026, done="Zu spät.")
    make.value(make.indicator(slug="neu", name="Neu"), "2026-01-01", "1")
    body = make.body(name="Rat")
    make.meeting(body, title="Davor", date=dt.date(2024, 12, 31))
    make.meeting(body, title="Danach", date=dt.date(2026, 1, 1))
    make.milestone(2026, title="Künftig")

    data = built()

    assert [one["title"] for one in data["measures"]] == ["Am letzten Tag", "Sprachkurse"]
    assert [year["year"] for year in data["measures"][1]["years"]] == ["2025"]
    assert next(one for one in data["indicators"] if one["slug"] == "neu")["latest"] is None
    assert [meeting["title"] for one in data["bodies"] for meeting in one["meetings"]] == ["Frühjahr"]
    assert [one["title"] for one in data["milestones"]] == ["Ein Meilenstein"]


def test_measure_without_a_report_names_the_last_one() -> None:
    found = make.measure(report.city(), slug="still", title="Still")
    make.year(found, 2022, done="Damals.")

    measure = next(one for one in built()["measures"] if one["slug"] == "still")

    assert measure["years"] == []
    assert measure["last_year"]["year"] == "2022"


def test_small_groups_are_hidden_everywhere() -> None:
    field = report.city()
    found = make.indicator(field=field, slug="klein", name="Kleine Zahl")
    make.value(found, "2025-12-31", "60")
    for name, number in (("A", "3"), ("B", "57")):
        group = Group.objects.create(slug=name.lower(), dimension="borough", name=name)
        make.value(found, "2025-12-31", number, group=group, note="drei Menschen" if name == "A" else "")

    indicator = next(one for one in built()["indicators"] if one["slug"] == "klein")

    text = json.dumps(indicator)
    assert [one["value"] for one in indicator["values"]] == ["60", None, None]
    assert "57" not in text
    assert "drei Menschen" not in text


def test_chosen_chapters_and_fields() -> None:
    report.city()
    other = make.field(code="B", slug="bildung", name="Bildung")
    make.measure(other, title="Schulberatung")
    make.measure(other, title="Ohne Feld").fields.clear()
    run = report.run(chapters=["fields", "glance"])
    run.fields.add(other)

    data = built(run)

    assert [one["key"] for one in data["chapters"]] == ["glance", "fields"]
    assert [one["title"] for one in data["measures"]] == ["Schulberatung"]
    assert data["bodies"] == data["milestones"] == []
    assert [one["name"] for one in document(data)["chapters"][1]["fields"]] == ["B Bildung"]


def test_measure_of_two_fields_stands_once_and_is_named_twice() -> None:
    field = report.city()
    other = make.field(code="B", slug="bildung", name="Bildung")
    make.measure(field, slug="doppelt", title="Doppelt").fields.add(other)

    _first, second = document(built())["chapters"][2]["fields"]

    assert second["measures"] == []
    assert [(one["title"], one["anchor"]) for one in second["elsewhere"]] == [("Doppelt", "measure-doppelt")]
    assert [row["title"] for row in second["rows"]] == ["Doppelt"]


def test_long_series_shows_its_latest_values_and_says_so() -> None:
    found = make.indicator(slug="lang", name="Lang")
    for year in range(2006, 2026):
        make.value(found, f"{year}-12-31", str(year), period="year")

    shown = document(built())["chapters"][1]["indicators"][0]

    assert [row["when"] for row in shown["rows"]][:2] == ["2025", "2024"]
    assert len(shown["rows"]) == 10
    assert shown["has_more"]


def test_costs_the_same_whatever_there_is(django_assert_max_num_queries: Any) -> None:
    field = report.city()
    run = report.run()
    for number in range(12):
        make.year(make.measure(field, title=f"M{number}"), 2025)
        make.value(make.indicator(field=field, name=f"I{number}"), "2025-01-01", "7")

    with django_assert_max_num_queries(24):
        built(run)


def test_same_data_make_the_same_snapshot() -> None:
    report.city()
    run = report.run()

    assert built(run) == built(run)
