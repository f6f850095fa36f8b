"""The guard itself must notice what it is there for."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.browser.guard import Guard


def _watched_page(browser: Browser, guard: Guard) -> Page:
    context = browser.new_context()
    guard.watch(context)
    return context.new_page()


def test_guard_reports_console_error_script_error_and_foreign_request(browser: Browser) -> None:
    own = Guard("http://127.0.0.1:1")
    page = _watched_page(browser, own)
    page.route("**/*", lambda route: route.fulfill(body=""))
    page.set_content(
        "<script>console.error('broken'); setTimeout(() => { throw new Error('thrown') })</script>"
        "<img src='http://elsewhere.invalid/picture.png'><img src='http://127.0.0.1:1/own.png'>"
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
    )
    page.wait_for_load_state("networkidle")
    page.context.close()

    assert sorted(text.split(" (")[0] for text in own.unexpected()) == [
        "console error: broken",
        "foreign request: http://elsewhere.invalid/picture.png",
        "script error: thrown",
    ]


def test_guard_accepts_what_a_test_allows(browser: Browser) -> None:
    own = Guard("http://127.0.0.1:1")
    own.allow("expected")
    page = _watched_page(browser, own)
    page.set_content("<script>console.error('expected here'); console.error('not this')</script>")
    page.context.close()

    assert [text.split(" (")[0] for text in own.unexpected()] == ["console error: not this"]


def test_page_without_scripts_runs_none(page_without_scripts: Page) -> None:
    page_without_scripts.set_content("<p>still</p><script>document.querySelector('p').remove()</script>")

    assert page_without_scripts.locator("p").text_content() == "still"


def test_open_page_has_the_width_and_theme_asked_for(open_page: Callable[..., Page]) -> None:
    page = open_page(width=360, theme="dark")

    assert page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [360, True]
