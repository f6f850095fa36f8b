"""A fixed report stays as it is, whatever happens to the data, the words and the row itself."""

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import translation

from concept import models as concept
from concept.models.report_runs import DamagedError, FixedError
from concept.reports import corrections, freezing, pdf, snapshot
from concept.reports.editions import body, chosen_edition
from core.models import ContentModel
from offers.models import Organisation
from tests.concept import builders as make
from tests.concept.reports import builders as report
from tests.concept.reports.builders import ADOPTION

pytestmark = pytest.mark.django_db
KINDS = [
    model
    for model in vars(concept).values()
    if isinstance(model, type) and issubclass(model, ContentModel) and not model._meta.abstract
    and model is not concept.ReportRun
]  # fmt: skip


def page(client: Client, version: concept.ReportVersion) -> str:
    """The whole report on one page, without what stands around it."""
    text = client.get(f"{version.run.get_absolute_url()}ganz/").text
    return text.split('<div class="report"')[1].split("</main>")[0].split('<div class="wrap foot">')[0]


def change_everything() -> None:
    """Other words in every text field of every row of the concept, and other numbers."""
    for model in [*KINDS, Organisation]:
        for row in model._default_manager.all():
            for field in row._meta.concrete_fields:
                if field.choices or field.unique or field.is_relation:
                    continue
                if isinstance(field, models.CharField | models.TextField) and field.name != "text_digest":
                    setattr(row, field.attname, "Anders"[: field.max_length])
                if isinstance(field, models.DecimalField) and getattr(row, field.attname) is not None:
                    setattr(row, field.attname, 77)
            row.save()


def delete_everything() -> None:
    for model in (
        concept.MeasureYear, concept.Measure, concept.IndicatorValue, concept.Indicator, concept.Approach,
        concept.Meeting, concept.Body, concept.Milestone, concept.Goal,
    ):  # fmt: skip
        model._default_manager.all().delete()


class TestFixed:
    def test_stays_byte_for_byte_when_everything_changes_and_goes(self, client: Client) -> None:
        report.city()
        version = report.fixed()
        before = page(client, version)
        paper = pdf.data(version.read(), version.sha256)
        assert "Sprachkurse" in before

        for step in (change_everything, delete_everything):
            step()
            again = concept.ReportVersion.objects.get()
            assert again.content == version.content
            assert page(client, again) == before
            assert pdf.data(again.read(), again.sha256) == paper
            assert pdf.pdf(again.read(), again.sha256) == pdf.pdf(version.read(), version.sha256)

    def test_has_every_word_with_it_in_whatever_language_the_page_is(self) -> None:
        report.city()
        frozen = report.fixed().read()

        with translation.override("ar"):
            foreign = body(frozen)

        assert foreign == body(frozen)
        frozen["labels"] = {key: f"<{key}>" for key in frozen["labels"]}
        words = body(frozen)
        assert "&lt;measures&gt;" in words
        assert "&lt;measures&gt;" in pdf.data(frozen).replace("<", "&lt;").replace(">", "&gt;")

    def test_is_canonical_json_with_its_checksum_and_schema(self, client: Client) -> None:
        report.city()
        version = report.fixed()

        content = client.get(f"{version.run.get_absolute_url()[:-1]}.json").content

        assert hashlib.sha256(content).hexdigest() == version.sha256
        data = json.loads(content)
        assert data["schema_version"] == snapshot.SCHEMA_VERSION == version.schema_version
        assert json.dumps(
            data, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        ) == content.decode()  # fmt: skip

    def test_records_who_adopted_it_and_who_pressed_the_button(self) -> None:
        version = report.fixed()

        assert (version.adopted_by, version.decision) == ("Controlling-Gruppe", "Vorlage 2026/0001")
        assert version.adopted_on == dt.date(2026, 2, 1)
        assert version.frozen_by == "Anna Amt"
        assert version.read()["version"]["adopted_by"] == "Controlling-Gruppe"
        assert "Anna" not in version.content
        assert version.run.history.count() == 2

    def test_cannot_be_fixed_twice(self) -> None:
        version = report.fixed()

        with pytest.raises(FixedError):
            freezing.fix(version.run, ADOPTION, report.user(), seen="")


class TestLock:
    def test_model_refuses_to_change_and_to_delete(self) -> None:
        version = report.fixed()

        for attempt in (
            version.save,
            version.delete,
            concept.ReportVersion.objects.all().delete,
            lambda: concept.ReportVersion.objects.update(title="Anders"),
            lambda: concept.ReportVersion.objects.bulk_update([version], ["title"]),
            lambda: concept.ReportVersion.objects.bulk_create([version]),
        ):
            with pytest.raises(FixedError):
                attempt()
        with pytest.raises(ProtectedError):
            version.run.delete()
        assert concept.ReportVersion.objects.get().title == "Bericht 2025"

    def test_database_itself_refuses_to_change_it(self) -> None:
        report.fixed()

        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE concept_reportversion SET title = 'Anders'")

    def test_database_refuses_an_erratum_without_a_reason(self) -> None:
        version = report.fixed()
        second = concept.ReportVersion.objects.get()
        second.pk, second.number, second.replaces = None, 2, version
        second._state.adding = True

        with pytest.raises(DatabaseError), transaction.atomic():
            second.save()

    def test_damaged_content_is_not_shown_and_is_reported(
        self, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        version = report.fixed()
        whole = concept.ReportVersion.read
        monkeypatch.setattr(
            concept.ReportVersion, "read",
            lambda self: whole(type(self)(content=self.content + " ", sha256=self.sha256, title="")),
        )  # fmt: skip

        for ending in ("/", ".pdf", ".json", "/aenderungen/"):
            response = client.get(version.run.get_absolute_url()[:-1] + ending)
            assert response.status_code == 500, ending
            assert "Vorwort" not in response.text
        assert "does not fit its checksum" in caplog.text

    def test_content_without_its_checksum_is_never_stored(self) -> None:
        run = report.run()
        values: Any = {name: dt.date(2025, 1, 1) for name in ("period_until", "as_of", "adopted_on")}

        with pytest.raises(DamagedError):
            concept.ReportVersion(run=run, number=1, content="{}", sha256="0" * 64, **values).save()


class TestErratum:
    def corrected(self, *keys: str) -> concept.ReportVersion:
        run = concept.ReportRun.objects.get()
        seen = report.seen(run)
        return freezing.erratum(run, keys, "Ein Zahlendreher.", ADOPTION, report.user(), seen=seen)

    def test_takes_over_what_was_chosen_and_nothing_else(self) -> None:
        report.city()
        first = report.fixed()
        concept.Measure.objects.filter(slug="kurse").update(title="Abendkurse")
        concept.Goal.objects.filter(slug="ziel").update(title="Anderes Ziel")
        value = concept.IndicatorValue.objects.get(date="2025-12-31", group=None)
        value.value, value.status, value.correction_reason = 440, "corrected", "Zahlendreher"
        value.save()
        today = snapshot.build(first.run, dt.date(2026, 3, 1))

        assert {change.key for change in corrections.possible(first.read(), today).changes} == {
            "measures:kurse", "goals:ziel", "indicators:zahl",
        }  # fmt: skip
        second = self.corrected("indicators:zahl")

        data = second.read()
        assert data["measures"] == first.read()["measures"]
        assert data["goals"] == first.read()["goals"]
        assert data["indicators"] == today["indicators"]
        assert data["report"] == first.read()["report"]
        assert data["version"]["replaces"] == first.sha256
        assert (second.number, second.replaces, second.reason) == (2, first, "Ein Zahlendreher.")

    def test_new_gone_and_own_texts(self) -> None:
        field = report.city()
        first = report.fixed()
        make.measure(field, slug="neu", title="Neue Maßnahme", lead=report.organisation(name="Verein"))
        concept.Milestone.objects.all().delete()
        concept.ReportRun.objects.update(foreword="<p>Berichtigt.</p>")

        data = self.corrected("measures:neu", "milestones:stein", "report:report").read()

        assert [one["slug"] for one in data["measures"]] == ["kurse", "neu"]
        assert data["milestones"] == []
        assert data["report"]["foreword"] == "<p>Berichtigt.</p>"
        assert data["report"]["as_of"] == first.read()["report"]["as_of"]
        assert data["glance"][0]["number"] == "2"
        assert "Verein" in {value["name"] for value in data["organisations"].values()}

    def test_the_version_before_stays_readable_with_a_hint(self, client: Client) -> None:
        report.city()
        first = report.fixed()
        before = page(client, first)
        concept.Measure.objects.filter(slug="kurse").update(title="Abendkurse")
        second = self.corrected("measures:kurse")

        current = client.get(first.run.get_absolute_url()).text
        old = client.get(first.get_absolute_url()).text
        old_whole = client.get(f"{first.get_absolute_url()}ganz/").text

        assert "Abendkurse" in current
        assert "Ein Zahlendreher." in current
        assert first.get_absolute_url() in current
        assert before in old_whole
        assert "Ein Zahlendreher." not in old
        assert f'href="{first.run.get_absolute_url()}"' in old.split("<main")[1]
        assert '<meta name="robots" content="noindex">' in old
        assert client.get(f"{second.get_absolute_url()[:-1]}.json").text == second.content
        assert client.get(f"{first.run.get_absolute_url()}fassung-9/").status_code == 404

    def test_needs_something_to_correct(self) -> None:
        run = report.run()

        with pytest.raises(FixedError):
            freezing.erratum(run, ["measures:x"], "Grund", ADOPTION, report.user(), seen="")

    def test_chain_of_versions_is_whole(self) -> None:
        report.city()
        report.fixed()
        concept.Measure.objects.filter(slug="kurse").update(title="Abendkurse")
        self.corrected("measures:kurse")
        concept.Measure.objects.filter(slug="kurse").update(title="Kurse am Abend")
        third = self.corrected("measures:kurse")

        assert third.number == 3
        assert third.replaces is not None
        assert third.replaces.number == 2
        assert chosen_edition(third.run, 2).replaced_by == third


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM concept_reportversion",
        "TRUNCATE concept_reportversion",
        "TRUNCATE concept_reportrun CASCADE",
    ],
)
def test_database_refuses_to_delete_a_fixed_version(statement: str) -> None:
    """SQLite knows no TRUNCATE, so any attempt is an error there."""
    report.fixed()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert concept.ReportVersion.objects.count() == 1


def test_database_with_no_fixed_version_can_be_emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM concept_reportversion")
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE concept_reportversion CASCADE")
