"""What the browser does when the server fails or the network is gone, and what survives Back."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from ki_site.portal import forms
from ki_site.portal.models import Enquiry
from tests.browser.guard import Guard

MESSAGE = "Zweimal geklickt"


def fails(how: int | str) -> Callable[[Route], None]:
    """Answers what htmx asks with this status, or cuts the line; everything else goes through."""

    def handle(route: Route) -> None:
        if "hx-request" not in route.request.headers:
            route.continue_()
        elif isinstance(how, int):
            route.fulfill(status=how, body="")
        else:
            route.abort(how)

    return handle


@pytest.mark.parametrize("how", [500, 404, 400, 429, "internetdisconnected", "connectionreset"])
def test_finder_goes_to_the_address_itself_when_its_request_fails(
    how: int | str, open_page: Callable[..., Page], guard: Guard
) -> None:
    guard.allow("Failed to load resource")
    guard.allow("Response Status Error")
    guard.allow("console error: htmx:")
    page = open_page()
    page.goto("/de/angebote/")
    page.evaluate("window.sameDocument = true")
    page.route("**/angebote/**", fails(how))

    page.locator("input[name=topic][value=deutsch]").check()

    page.wait_for_url("**/angebote/?topic=deutsch")
    expect(page.locator("#results .tag--remove", has_text="Deutsch")).to_be_visible()
    assert not page.evaluate("window.sameDocument")


def test_search_says_that_it_has_no_suggestions(open_page: Callable[..., Page], guard: Guard) -> None:
    guard.allow("Failed to load resource")
    page = open_page()
    page.goto("/de/suche/")
    page.route("**/suche/**", fails("internetdisconnected"))

    page.locator("#search-words").press_sequentially("deu")

    expect(page.locator("main [data-suggestions]")).to_contain_text("Vorschläge")
    expect(page.locator("main").get_by_role("status")).to_contain_text("Vorschläge")
    assert page.locator("#search-words").input_value() == "deu"


def test_enter_asks_once_and_tells_the_order(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/de/angebote/")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "hx-request" in one.headers else None)

    page.locator("#finder-q").fill("Deutsch")
    page.locator("#finder-q").press("Enter")
    page.wait_for_url("**/angebote/?q=Deutsch")
    page.locator("#finder-sort").select_option("name")
    page.wait_for_url("**/angebote/?q=Deutsch&sort=name")

    expect(page.locator("#result-count")).to_contain_text("Reihenfolge: Nach Namen")
    assert len(asked) == 2


@pytest.fixture
def no_waiting(site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test types faster than a person; takes its message back at the end."""
    monkeypatch.setattr(forms, "YOUNGEST", 0)
    yield
    Enquiry.objects.filter(message=MESSAGE).delete()


@pytest.mark.usefixtures("no_waiting")
def test_double_click_sends_one_message(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/de/kontakt/")
    page.locator("[name=message]").fill(MESSAGE)
    posts: list[str] = []
    page.on("request", lambda one: posts.append(one.url) if one.method == "POST" else None)

    page.locator("main form[method=post] [type=submit]").dblclick()

    page.wait_for_url("**/de/kontakt/danke/")
    assert len(posts) == 1
    assert Enquiry.objects.filter(message=MESSAGE).count() == 1


@pytest.mark.parametrize("email", ["ada@example.org", "keine Adresse"], ids=["new", "after-a-mistake"])
def test_typed_text_survives_a_look_at_another_page(
    email: str, open_page: Callable[..., Page], guard: Guard
) -> None:
    guard.allow("status of 422")
    page = open_page()
    page.goto("/de/kontakt/")
    page.locator("[name=message]").fill(MESSAGE)
    page.locator("[name=email]").fill(email)
    if email == "keine Adresse":
        page.locator("main form[method=post] [type=submit]").click()
        expect(page.locator("#errors")).to_be_visible()

    page.locator("form.form a").click()
    page.wait_for_url("**/datenschutz/")
    page.go_back()

    expect(page.locator("[name=message]")).to_have_value(MESSAGE)
    expect(page.locator("[name=email]")).to_have_value(email)
