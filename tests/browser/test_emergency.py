"""Help in need, as somebody reads it who must not be seen with it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.guard import Guard

ELSEWHERE = "https://www.dwd.de/"
EDGES = """one => { const box = one.getBoundingClientRect()
    return [box.top, box.bottom, box.left, box.right] }"""


def test_page_is_left_without_a_trace_and_fits_one_sheet(
    open_page: Callable[..., Page], guard: Guard
) -> None:
    page = open_page(width=360)
    guard.allow(ELSEWHERE)
    asked: list[str | None] = []

    def answer(route: object, request: object) -> None:
        asked.append(request.headers.get("referer"))  # type: ignore[attr-defined]
        route.fulfill(body="<h1>Wetter</h1>", content_type="text/html")  # type: ignore[attr-defined]

    page.route(f"{ELSEWHERE}**", answer)
    page.goto("/ar/kontakt/")
    page.locator(".emergency-link").click()
    expect(page).to_have_url("/ar/notfall/")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for number in page.locator("main [href^='tel:']").all():
        top, bottom, start, end = number.evaluate(EDGES)
        assert bottom - top >= 44
        assert 0 <= start < end <= 360
    assert page.locator(".numbers [href^='tel:']").first.evaluate(EDGES)[1] < 740
    assert page.locator("[data-leave]").evaluate(EDGES)[1] <= 800

    for _time in range(2):
        page.keyboard.press("Escape")
    page.wait_for_timeout(50)
    expect(page).to_have_url("/ar/notfall/")
    page.keyboard.press("Escape")
    expect(page).to_have_url(ELSEWHERE)
    page.go_back()
    expect(page).to_have_url("/ar/kontakt/")

    page.goto("/uk/notfall/")
    page.locator("[data-leave]").click()
    expect(page).to_have_url(ELSEWHERE)
    assert asked == [None, None]
    page.go_back()
    expect(page).to_have_url("/ar/kontakt/")

    page.locator(".tool--search").click()
    page.locator("#search-words").press_sequentially("زوجي يضربني", delay=20)
    box = page.locator("[data-suggestions] .emergency")
    expect(box.locator("[href='tel:116016']")).to_be_visible()
    expect(page.locator("[data-suggestions-said]")).to_contain_text("116 016")

    page.goto("/de-simple/notfall/")  # the longest
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
