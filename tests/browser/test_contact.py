"""The contact form in the browser, with scripts and without."""

from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from ki_site.portal import forms
from ki_site.portal.models import Enquiry
from tests.browser.guard import Guard

MESSAGE = "Guten Tag, wo kann ich Deutsch lernen? مرحبا"


@pytest.fixture
def no_waiting(site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test types faster than a person; takes its message back at the end."""
    monkeypatch.setattr(forms, "YOUNGEST", 0)
    yield
    Enquiry.objects.filter(message=MESSAGE).delete()


def _send(page: Page) -> None:
    page.locator("main form[method=post] [type=submit]").click()


def test_mistakes_take_the_focus_and_lead_to_their_fields(
    open_page: Callable[..., Page], guard: Guard
) -> None:
    guard.allow("status of 422")
    page = open_page(width=360)
    page.goto("/de/kontakt/")
    page.locator("[name=email]").fill("keine Adresse")
    _send(page)
    summary = page.locator("#errors")

    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    assert page.title().startswith("Fehler")
    expect(page.locator("[name=email]")).to_have_value("keine Adresse")
    for name in ("message", "email"):
        field = page.locator(f"[name={name}]")
        expect(field).to_have_attribute("aria-invalid", "true")
        described = field.get_attribute("aria-describedby") or ""
        assert any(page.locator(f"#{one}.form__error").count() for one in described.split())
        summary.locator(f"a[href='#{field.get_attribute('id')}']").click()
        expect(field).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.usefixtures("no_waiting")
def test_message_arrives(scripts: bool, open_page: Callable[..., Page]) -> None:
    page = open_page(scripts=scripts)
    page.goto("/de/kontakt/")
    page.locator("[name=message]").fill(MESSAGE)
    page.locator("[name=email]").fill("ada@example.org")
    _send(page)

    page.wait_for_url("**/de/kontakt/danke/")
    enquiry = Enquiry.objects.get(message=MESSAGE)
    assert enquiry.email == "ada@example.org"
    assert [MESSAGE in message.body for message in mail.outbox] == [True]
    assert page.context.cookies() == []


def test_link_to_report_a_mistake_names_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/de/angebote/casemanagement/")
    page.locator(".mistake a").click()

    page.wait_for_url("**/kontakt/?anlass=fehler**")
    expect(page.locator("[name=reason][value=error]")).to_be_checked()
    expect(page.locator("[name=page]")).to_have_value("/de/angebote/casemanagement/")
    expect(page.locator("[name=message]")).to_be_in_viewport()
