"""A fixed report and the steps to it in a browser: accessible, and done by hand from draft to erratum."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from concept.models import Measure, ReportRun
from concept.reports import freezing
from tests.browser import looking
from tests.concept.reports import builders


@pytest.fixture
def run(site: str) -> Iterator[ReportRun]:
    """A public report of the real content, archived after the test: no database gives up a fixed version."""
    found = ReportRun.objects.create(
        slug=f"pruefbericht-{ReportRun.objects.count()}", title="Prüfbericht", status="published",
        chapters=["glance", "sources"],
        period_from=dt.date(2025, 1, 1), period_until=dt.date(2025, 12, 31),
    )  # fmt: skip
    yield found
    ReportRun.objects.filter(pk=found.pk).update(status="archived")


@pytest.fixture
def staff_page(
    open_page: Callable[..., Page],
    sign_in: Callable[[BrowserContext, AbstractBaseUser], None],
    editor: AbstractBaseUser,
) -> Page:
    page = open_page(reduced_motion="reduce")
    sign_in(page.context, editor)
    return page


def test_leitung_fixes_a_report_and_corrects_it(staff_page: Page, run: ReportRun) -> None:
    page = staff_page
    page.goto(reverse("admin:concept_reportrun_change", args=[run.pk]))
    assert looking.violations(page) == ""
    page.locator(".report-steps a[href$='/fix/']").click()
    page.wait_for_url("**/fix/")
    assert looking.violations(page) == ""
    page.locator("[name=adopted_by]").fill("Controlling-Gruppe")
    page.locator("[name=adopted_on]").fill("01.02.2026")
    page.locator("[name=is_sure]").check()
    page.locator(".submit-row [type=submit]").click()
    page.wait_for_url("**/change/")
    expect(page.locator(".report-steps tbody tr")).to_have_count(1)
    assert looking.violations(page) == ""

    measure = Measure.objects.get(slug="komtum")
    title = measure.title
    measure.title = "KomTuM"
    measure.save()
    try:
        page.locator(".report-steps a[href$='/erratum/']").click()
        page.wait_for_url("**/erratum/")
        assert looking.violations(page) == ""
        page.locator("[value='measures:komtum']").check()
        page.locator("[name=reason]").fill("Der Name war falsch.")
        page.locator("[name=adopted_by]").fill("Controlling-Gruppe")
        page.locator("[name=adopted_on]").fill("01.03.2026")
        page.locator("[name=is_sure]").check()
        page.locator(".submit-row [type=submit]").click()
        page.wait_for_url("**/change/")
        expect(page.locator(".report-steps tbody tr")).to_have_count(2)
    finally:
        measure.title = title
        measure.save()


@pytest.mark.parametrize("ending", ["", "aenderungen/?mit=heute", "fassung-1/kapitel/glance/"])
def test_pages_of_a_fixed_report_are_accessible(
    open_page: Callable[..., Page], run: ReportRun, editor: AbstractBaseUser, ending: str
) -> None:
    adoption = freezing.Adoption("Controlling-Gruppe", dt.date(2026, 2, 1))
    freezing.fix(run, adoption, editor, seen=builders.seen(run))  # type: ignore[arg-type]
    page = open_page(reduced_motion="reduce")
    page.goto(f"{run.get_absolute_url()}{ending}")

    assert looking.violations(page) == ""
    assert looking.losses(page) == {}
