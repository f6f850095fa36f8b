"""A report in the admin: prepared by the Redaktion, fixed and corrected by the Leitung, never undone."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from concept.models import Measure, ReportRun, ReportVersion
from concept.reports import freezing
from core import roles
from tests.concept.reports import builders as report
from tests.portal.staff import admin_url, change_url, client_of, form_data

pytestmark = pytest.mark.django_db


def step(name: str, run: ReportRun) -> str:
    return reverse(f"admin:concept_reportrun_{name}", args=[run.pk])


def filled(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """The form of a step as the page gives it, with an adoption."""
    seen = client.get(url).context["form"].initial["seen"]
    values = {
        "adopted_by": "Controlling-Gruppe",
        "adopted_on": timezone.localdate().strftime("%d.%m.%Y"),
        "decision": "Vorlage 1",
        "is_sure": "on",
        "seen": seen,
    }
    return {**values, **changes}


class TestPreparing:
    def test_redaktion_creates_a_report_with_chosen_chapters(self) -> None:
        report.city()
        client = client_of(roles.REDAKTION)
        response = client.get(admin_url(ReportRun, "add"))
        data = form_data(
            response, title="Bericht", slug="bericht", period_from="01.01.2025", period_until="31.12.2025",
            chapters=["fields", "glance"],
        )  # fmt: skip

        assert client.post(admin_url(ReportRun, "add"), data).status_code == 302
        run = ReportRun.objects.get()
        assert set(run.chapters) == {"fields", "glance"}
        assert client.get(change_url(run)).status_code == 200
        assert client.get(run.get_absolute_url()).status_code == 200

    def test_chapters_and_period_are_checked(self) -> None:
        client = client_of(roles.LEITUNG)
        response = client.get(admin_url(ReportRun, "add"))
        data = form_data(
            response, title="B", slug="b", period_from="01.01.2025", period_until="31.12.2024", chapters=[]
        )

        errors = client.post(admin_url(ReportRun, "add"), data).context["adminform"].form.errors

        assert "chapters" in errors
        assert ReportRun.objects.count() == 0

    def test_comparison_before_fixing(self) -> None:
        report.city()
        report.fixed(slug="alt", period_from=dt.date(2024, 1, 1), title="Bericht davor")
        Measure.objects.filter(slug="kurse").update(title="Abendkurse")
        run = report.run(slug="neu")

        response = client_of(roles.REDAKTION).get(step("compare", run))

        assert "Bericht davor" in response.text
        assert "Abendkurse" in response.text


class TestFixing:
    def test_leitung_fixes_after_a_confirmation(self) -> None:
        report.city()
        run = report.run(status="draft")
        client = client_of(roles.LEITUNG)
        page = client.get(step("fix", run))
        assert page.context["warnings"]

        response = client.post(step("fix", run), filled(client, step("fix", run)))

        assert response.headers["Location"] == change_url(run)
        version = ReportVersion.objects.get()
        assert (version.adopted_by, version.decision) == ("Controlling-Gruppe", "Vorlage 1")
        assert version.frozen_by == "leitung"
        assert version.sha256 in client.get(change_url(run)).text

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("is_sure", ""),
            ("adopted_by", ""),
            ("adopted_on", "1.1.2999"),
            ("adopted_on", "gestern"),
            ("seen", "x"),
        ],
    )
    def test_nothing_is_fixed_without_each_of_these(self, field: str, value: str) -> None:
        run = report.run()
        client = client_of(roles.LEITUNG)

        response = client.post(step("fix", run), filled(client, step("fix", run), **{field: value}))

        assert response.status_code == 200
        assert "errornote" in response.text
        assert not ReportVersion.objects.exists()

    def test_data_that_changed_meanwhile_must_be_seen_first(self) -> None:
        report.city()
        run = report.run()
        client = client_of(roles.LEITUNG)
        data = filled(client, step("fix", run))
        Measure.objects.filter(slug="kurse").update(title="Abendkurse")

        again = client.post(step("fix", run), data)

        assert not ReportVersion.objects.exists()
        client.post(step("fix", run), {**data, "seen": again.context["form"]["seen"].value()})
        assert "Abendkurse" in ReportVersion.objects.get().content

    @pytest.mark.parametrize("name", ["fix", "erratum"])
    def test_what_another_process_changes_while_it_is_fixed_is_never_fixed_unseen(
        self, name, monkeypatch
    ) -> None:
        report.city()
        run = report.fixed().run if name == "erratum" else report.run()
        Measure.objects.filter(slug="kurse").update(title="Abendkurse")
        before = ReportVersion.objects.count()
        client = client_of(roles.LEITUNG)
        data = filled(client, step(name, run), reason="Falsch.", changes=["measures:kurse"])

        def changed_elsewhere(*args: Any, **options: Any) -> Any:
            Measure.objects.filter(slug="kurse").update(title="Nachtkurse")
            return fixing(*args, **options)

        fixing = getattr(freezing, name)
        monkeypatch.setattr(freezing, name, changed_elsewhere)
        again = client.post(step(name, run), data)

        assert ReportVersion.objects.count() == before
        assert "errornote" in again.text
        assert again.context["form"]["seen"].value() != data["seen"]
        monkeypatch.setattr(freezing, name, fixing)
        client.post(step(name, run), {**data, "seen": again.context["form"]["seen"].value()})
        assert "Nachtkurse" in ReportVersion.objects.last().content

    @pytest.mark.parametrize("role", [roles.REDAKTION, None])
    @pytest.mark.parametrize("name", ["fix", "erratum"])
    def test_nobody_else_may(self, role: str | None, name: str) -> None:
        run = report.fixed().run if name == "erratum" else report.run()
        before = ReportVersion.objects.count()

        assert client_of(role).get(step(name, run)).status_code == 403
        assert client_of(role).post(step(name, run), {"is_sure": "on"}).status_code == 403
        assert Client().post(step(name, run)).status_code == 302
        assert ReportVersion.objects.count() == before

    def test_fixed_one_is_locked_and_stays(self) -> None:
        run = report.fixed().run
        client = client_of(roles.ADMINISTRATION)
        data = form_data(
            client.get(change_url(run)), title="Neuer Titel", period_until="31.12.2030", slug="x"
        )

        client.post(change_url(run), data)
        run.refresh_from_db()

        assert (run.title, run.period_until, run.slug) == ("Neuer Titel", dt.date(2025, 12, 31), "bericht-0")
        assert run.shown_title == "Bericht 2025"
        assert client.post(admin_url(ReportRun, "delete", run.pk), {"post": "yes"}).status_code == 403
        assert client.get(step("fix", run)).headers["Location"] == change_url(run)
        assert ReportVersion.objects.count() == 1

    def test_versions_have_no_page_to_edit(self) -> None:
        client = client_of(roles.ADMINISTRATION)

        assert client.get("/admin/concept/reportversion/").status_code == 404


class TestErratum:
    def test_leitung_chooses_corrections_and_gives_a_reason(self) -> None:
        report.city()
        run = report.fixed().run
        Measure.objects.filter(slug="kurse").update(title="Abendkurse")
        client = client_of(roles.LEITUNG)
        url = step("erratum", run)
        assert 'value="measures:kurse"' in client.get(url).text

        for missing in ({"reason": ""}, {"changes": []}, {"changes": ["measures:unknown"]}):
            data = filled(client, url, **{"reason": "Falsch.", "changes": ["measures:kurse"], **missing})
            assert client.post(url, data).status_code == 200
        assert ReportVersion.objects.count() == 1
        data = filled(client, url, reason="Falsch.", changes=["measures:kurse"])
        assert client.post(url, data).status_code == 302

        assert run.versions.get(number=2).reason == "Falsch."
        assert "Abendkurse" in client.get(run.get_absolute_url()).text

    def test_says_when_nothing_is_different_or_nothing_fixed(self) -> None:
        client = client_of(roles.LEITUNG)

        assert (
            '<form method="post"'
            not in client.get(step("erratum", report.fixed().run)).text.split("content-main")[1]
        )
        draft = report.run(slug="entwurf")
        assert client.get(step("erratum", draft)).headers["Location"] == change_url(draft)
        assert client.get(step("fix", ReportRun(pk=999))).status_code == 404
