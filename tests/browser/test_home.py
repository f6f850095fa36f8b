"""The first screen of the home page on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

WIDTH, HEIGHT, REQUESTS = 360, 740, 6
# What must stand on it whole: the welcome, the search, the first steps, the call, today's state, four needs.
WANTED = ("h1", ".search__row", ".button--accent[href$='/neu-in-leverkusen/']", "[href^='tel:']", ".status")
LOWEST = """([wanted, tiles]) => [...wanted.map(one => document.querySelector(`.hero ${one}`)),
    document.querySelectorAll('.need')[tiles - 1]].map(one => one.getBoundingClientRect().bottom)"""

LINES = """() => { const one = document.querySelector('h1')
    return one.offsetHeight / parseFloat(getComputedStyle(one).fontSize) }"""


def test_first_screen_answers_in_every_script_and_suggests_the_situation(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(width=WIDTH)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for language in ("ar", "uk", "de"):
        requests.clear()
        page.goto(f"/{language}/")
        lowest = page.evaluate(LOWEST, [WANTED, 4])
        assert max(lowest) <= HEIGHT, (language, dict(zip((*WANTED, "needs"), lowest, strict=True)))
        assert page.evaluate(LINES) < 2
        assert page.evaluate("document.documentElement.scrollWidth") == WIDTH
        assert len(requests) <= REQUESTS

    page.locator("#q").press_sequentially("Brief vom Amt", delay=20)
    first = page.locator(".hero [data-suggestions] a").first
    expect(first).to_have_attribute("href", "/de/brief-bekommen/")
    first.click()
    expect(page.locator("h1")).to_have_text("Ich habe einen Brief bekommen")
    assert page.locator(".call-line .button").bounding_box()["y"] < HEIGHT  # type: ignore[index]
    expect(page.locator(".steps > li")).to_have_count(3)
