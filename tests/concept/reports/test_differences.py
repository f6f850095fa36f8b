"""Two reports compared: what is new, what ended, what has another value, in words and with reasons."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from concept.models import Approach, IndicatorValue, Measure, ReportRun
from concept.reports import freezing, snapshot
from concept.reports.differences import CHANGED, ENDED, NEW, Change, Comparison, compare, heading
from tests.concept import builders as make
from tests.concept.reports import builders as report

pytestmark = pytest.mark.django_db


@pytest.fixture
def before() -> dict[str, Any]:
    report.city()
    return snapshot.build(report.run(), dt.date(2026, 1, 1))


def compared(before: dict[str, Any]) -> Comparison:
    with translation.override("de"):
        return compare(before, snapshot.build(ReportRun.objects.get(), dt.date(2026, 2, 1)))


def de(text: str, **words: Any) -> str:
    """A word of the page, whatever the German catalogue says."""
    with translation.override("de"):
        return capfirst(gettext(text) % words)


def only(found: Comparison) -> Change:
    (change,) = found.changes
    return change


def test_nothing_is_different(before: dict[str, Any]) -> None:
    assert compared(before).changes == []


def test_new_and_gone_measures(before: dict[str, Any]) -> None:
    Measure.objects.get(slug="kurse").delete()
    make.measure(make.ActionField.objects.get(), slug="neu", title="Neue Maßnahme")

    assert [(change.what, change.name) for change in compared(before).changes] == [
        (NEW, "Neue Maßnahme"), (ENDED, "Sprachkurse"),
    ]  # fmt: skip


def test_measure_that_ended_says_from_what_to_what(before: dict[str, Any]) -> None:
    Measure.objects.filter(slug="kurse").update(progress="completed")

    change = only(compared(before))

    assert change.what == ENDED
    with translation.override("de"):
        progress = Measure.Progress
        words = str(progress.RUNNING.label), str(progress.COMPLETED.label)
    assert [(line.old, line.new) for line in change.lines] == [words]


def test_changed_measure_names_each_field(before: dict[str, Any]) -> None:
    found = Measure.objects.get(slug="kurse")
    found.title, found.lead = "Abendkurse", report.organisation(name="Verein")
    found.description = "<p>Abends &amp; am Wochenende. Dazu gibt es jetzt auch Betreuung für Kinder.</p>"
    found.save()
    year = found.years.get(year=2025)
    year.figures = "181 Personen"
    year.save()

    change = only(compared(before))

    assert change.what == CHANGED
    lines = {line.label: line for line in change.lines}
    assert (lines[de("title")].old, lines[de("title")].new) == ("Sprachkurse", "Abendkurse")
    assert (lines[de("lead")].old, lines[de("lead")].new) == ("Volkshochschule", "Verein")
    assert "<ins>" in str(lines[de("description")].marked)
    assert lines[de("Year %(year)s", year=2025)].new == "14 Kurse. 181 Personen Mehr davon"


def test_changed_new_and_gone_values_with_reasons(before: dict[str, Any]) -> None:
    values = IndicatorValue.objects.filter(indicator__slug="zahl", group=None)
    values.get(date="2023-12-31").delete()
    corrected = values.get(date="2024-12-31")
    corrected.value, corrected.status, corrected.correction_reason = 480, "corrected", "Nachmeldung"
    corrected.save()
    silent = values.get(date="2025-12-31")
    silent.value = 431
    silent.save()
    make.value(corrected.indicator, "2022-12-31", "700", period="year")

    change = only(compared(before))

    lines = {line.label: line for line in change.lines}
    new, changed, silent_change, gone = (
        lines[de(label, period=period)]
        for label, period in (
            ("New value %(period)s", 2022),
            ("Changed value %(period)s", 2024),
            ("Changed value %(period)s", 2025),
            ("Value %(period)s", 2023),
        )
    )
    assert new.new == "700"
    assert (changed.old, changed.reason) == ("470", "Nachmeldung")
    assert changed.new.startswith("480 (")
    assert (silent_change.old, silent_change.new) == ("430", "431")
    assert silent_change.reason == de("No reason is given.")
    assert (gone.old, gone.new) == ("645", "")


def test_targets_goals_meetings_and_the_report_itself(before: dict[str, Any]) -> None:
    make.target(IndicatorValue.objects.filter(indicator__slug="zahl")[0].indicator, 2035, "100")
    Approach.objects.update(title="Andere Kurse")
    make.meeting(make.Body.objects.get(), title="Herbst", date=dt.date(2025, 10, 1))
    ReportRun.objects.update(foreword="<p>Neu.</p>")

    found = compared(before)

    assert {change.key for change in found.changes} == {
        "report:report", "indicators:zahl", "approaches:ansatz", "bodies:gruppe",
    }  # fmt: skip
    with translation.override("de"):
        assert found.counts == [
            (heading(kind, CHANGED), 1) for kind in ("report", "indicators", "approaches", "bodies")
        ]


class TestPage:
    def url(self, run: ReportRun) -> str:
        return f"{run.get_absolute_url()}aenderungen/"

    def test_compares_with_the_report_before_and_with_what_is_asked(self, client: Client) -> None:
        report.city()
        first = report.fixed(slug="eins", period_from=dt.date(2024, 1, 1), period_until=dt.date(2024, 12, 31))
        Measure.objects.filter(slug="kurse").update(title="Abendkurse <i>")
        second = report.fixed(slug="zwei")
        Measure.objects.filter(slug="kurse").update(title="Kurse am Abend")

        text = client.get(self.url(second.run)).text
        assert 'value="eins" selected' in text
        assert "Abendkurse &lt;i&gt;" in text
        assert "Kurse am Abend" not in text
        assert "Kurse am Abend" in client.get(self.url(second.run) + "?mit=heute").text
        assert 'value="heute" selected' not in client.get(self.url(first.run)).text

    def test_erratum_is_compared_with_the_version_that_it_corrects(self, client: Client) -> None:
        report.city()
        first = report.fixed()
        Measure.objects.filter(slug="kurse").update(title="Abendkurse")
        chosen, seen = ["measures:kurse"], report.seen(first.run)
        freezing.erratum(first.run, chosen, "Falsch.", report.ADOPTION, report.user(), seen=seen)

        text = client.get(self.url(first.run)).text

        assert 'value="fassung-1" selected' in text
        assert "Abendkurse" in text

    def test_unknown_report_gives_a_message(self, client: Client) -> None:
        response = client.get(self.url(report.fixed().run) + "?mit=gibt-es-nicht")

        assert response.status_code == 200
        assert "callout--warning" in response.text

    def test_hidden_reports_are_no_choice_and_drafts_have_no_page(self, client: Client) -> None:
        report.fixed(slug="geheim", status="draft", title="Geheim")
        shown = report.fixed(slug="offen")

        assert "geheim" not in client.get(self.url(shown.run)).text.lower()
        assert client.get(self.url(shown.run) + "?mit=geheim").text.count("callout--warning") == 1
        assert client.get(self.url(report.run(slug="entwurf"))).status_code == 404
