"""The pages with which the concept is kept current, as staff and organisations use them in a browser."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from concept.models import Indicator, Invitation, Measure, Round
from concept.rounds import asking, links
from tests.browser import looking
from tests.browser.guard import Guard

YEAR = 2099


@pytest.fixture
def staff(
    open_page: Callable[..., Page],
    sign_in: Callable[[BrowserContext, AbstractBaseUser], None],
    editor: AbstractBaseUser,
) -> Callable[..., Page]:
    """Opens a page of somebody of the Leitung: `staff(width=768, scripts=False)`."""

    def opened(**options: object) -> Page:
        page = open_page(reduced_motion="reduce", **options)
        sign_in(page.context, editor)
        return page

    return opened


@pytest.fixture
def indicator(site: str) -> Iterator[Indicator]:
    """An indicator of its own with one value for the city and one for a borough."""
    found = Indicator.objects.create(slug="im-browser", name="Zahl im Browser", definition="Zum Prüfen.")
    for group in (None, Indicator.objects.get(slug="bevoelkerung").values.exclude(group=None)[0].group):
        found.values.create(period="year", date=dt.date(2098, 12, 31), value=470, group=group)
    yield found
    found.delete()


@pytest.fixture
def invitation(site: str) -> Iterator[Invitation]:
    """A question about one measure."""
    round_ = Round.objects.create(year=YEAR, closes_on=timezone.localdate() + dt.timedelta(days=30))
    lead = Measure.objects.filter(lead__isnull=False, years__isnull=False, status="published")[0].lead
    invitation = Invitation.objects.create(round=round_, organisation=lead, purge_on=round_.purge_on)
    measure = asking.measures_of(YEAR).filter(lead=lead, years__isnull=False)[0]
    asking.prefilled(invitation, measure).save()
    yield invitation
    round_.delete()


def grid(indicator: Indicator) -> str:
    return f"/admin/concept/indicator/{indicator.pk}/grid/"


def test_keys_move_in_the_grid_and_a_block_is_pasted(
    staff: Callable[..., Page], indicator: Indicator
) -> None:
    page = staff()
    page.goto(grid(indicator))
    cells = page.locator("input.grid-cell")
    cells.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(cells.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cells.nth(0)).to_be_focused()

    page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', '1\\t2\\n3\\t4\\n');
            document.activeElement.dispatchEvent(
                new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
        }"""
    )

    for number in range(4):
        expect(cells.nth(number)).to_have_value(str(number + 1))


def test_reason_is_asked_for_as_soon_as_a_number_changes(
    staff: Callable[..., Page], indicator: Indicator
) -> None:
    page = staff()
    page.goto(grid(indicator))
    line = page.locator("tbody.grid-line").last
    expect(line.locator(".grid-reason")).to_be_hidden()

    line.locator("input.grid-cell").first.fill("480")
    expect(line.locator(".grid-reason")).to_be_visible()
    line.locator("input.grid-cell").first.fill("470")
    expect(line.locator(".grid-reason")).to_be_hidden()

    line.locator("input.grid-cell").first.fill("480")
    line.locator(".grid-reason input").fill("Tippfehler")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert indicator.values.get(group=None).value == 480


def test_grid_works_without_scripts(staff: Callable[..., Page], indicator: Indicator, guard: Guard) -> None:
    guard.allow("status of 422")
    page = staff(scripts=False)
    page.goto(grid(indicator))
    page.locator("[name=new0-period]").fill("2099")
    page.locator("[name=new0-cell]").fill("rund 500")
    page.locator("tbody.grid-line").last.locator("input.grid-cell").first.fill("480")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator("#errors")).to_be_visible()

    page.locator(".grid-reason input:visible").fill("Tippfehler")
    page.locator(".submit-row [type=submit]").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert indicator.values.get(date="2099-12-31").qualifier == "about"


def test_pages_of_the_admin_are_accessible(
    staff: Callable[..., Page], indicator: Indicator, invitation: Invitation
) -> None:
    page = staff()
    invitation.status = Invitation.Status.RECEIVED
    invitation.save()
    for path in (
        grid(indicator),
        "/admin/concept/indicator/import/",
        f"/admin/concept/indicator/{indicator.pk}/change/",
        f"/admin/concept/round/{invitation.round_id}/change/",
        f"/admin/concept/round/{invitation.round_id}/links/",
        f"/admin/concept/round/answer/{invitation.pk}/",
    ):
        page.set_viewport_size({"width": 768, "height": 800})
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 768, path
        assert looking.violations(page) == "", path


def test_preview_of_an_import_is_accessible(staff: Callable[..., Page], indicator: Indicator) -> None:
    page = staff()
    page.goto("/admin/concept/indicator/import/")
    rows = "indicator,date,period,value\nim-browser,2098-12-31,year,480\nim-browser,2097-12-31,year,1\n"
    page.locator("[type=file]").set_input_files(
        {"name": "werte.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator("#import-summary")).to_be_visible()
    assert looking.violations(page) == ""


def test_organisation_answers_without_scripts_and_the_leitung_takes_it_over(
    staff: Callable[..., Page], page_without_scripts: Page, invitation: Invitation
) -> None:
    form = page_without_scripts
    form.goto(links.make(invitation))
    assert form.context.cookies() == []
    done = form.locator("textarea[name$=-done]")
    expect(done).not_to_have_value("")
    done.fill("Es kamen 80 Menschen.")
    form.locator("select[name$=-progress]").select_option("running")
    form.locator("[name=draft]").click()
    expect(form.locator(".callout[role=status]")).to_be_visible()
    form.locator("[name=send]").click()
    expect(done).to_have_count(0)
    invitation.refresh_from_db()
    assert invitation.status == Invitation.Status.RECEIVED

    page = staff()
    page.goto(f"/admin/concept/round/answer/{invitation.pk}/")
    measure = invitation.answers.get().measure
    page.locator("[name=checked]").uncheck()
    page.locator("input[value=approve]").check()
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    year = measure.years.get(year=YEAR)
    assert year.done == "Es kamen 80 Menschen."
    year.delete()


def test_form_of_an_organisation_is_accessible(
    open_page: Callable[..., Page], invitation: Invitation, guard: Guard
) -> None:
    guard.allow("status of 422")
    page = open_page(width=320, reduced_motion="reduce")
    page.goto(links.make(invitation))
    assert page.evaluate(looking.LOST) == []
    assert looking.violations(page) == ""

    page.locator("textarea[name$=-done]").fill("")
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("[name=send]").click()
    page.wait_for_load_state()
    assert sent.value.status == 422
    assert looking.violations(page) == ""
