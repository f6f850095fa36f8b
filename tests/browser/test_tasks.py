"""Nine tasks of real people on a phone, from the home page to the answer.

Each takes two taps and two screens at most, in three scripts. A tap is one on a link or a button; the answer
is there when it stands on the screens that the last tap shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Locator, Page, expect

WIDTH, HEIGHT = 360, 740
MOST_TAPS, MOST_SCREENS = 2, 2.0
# In the week before Christmas, in the office hours of the KI.
NOW = datetime(2026, 12, 21, 9, 30, tzinfo=UTC)
BOTTOM = "one => one.getBoundingClientRect().bottom"
CALL = "main a[href^='tel:']"
COURSE = {
    "de": "Deutschkurs diese Woche in Wiesdorf mit Kinderbetreuung",
    "ar": "دورة لغة ألمانية مع رعاية الأطفال",
    "uk": "курс німецької з доглядом за дітьми",
}
VIOLENCE = {"de": "mein Mann schlägt mich", "ar": "زوجي يضربني", "uk": "чоловік б’є мене"}


@dataclass
class Visit:
    """One person with one question."""

    page: Page
    language: str
    taps: int = 0
    screens: float = 0

    def sees(self, what: str) -> Locator:
        """The first of these things, which stands whole on the first screens."""
        one = self.page.locator(what).first
        expect(one).to_be_visible()
        self.screens = max(self.screens, round(one.evaluate(BOTTOM) / HEIGHT, 2))
        return one

    def tap(self, what: str) -> None:
        self.sees(what).click()
        self.page.wait_for_load_state()
        self.taps += 1

    def search(self, words: str) -> None:
        self.page.locator("main [name=q]").first.fill(words)
        self.tap("main .search__row [type=submit]")


def place_at_a_school(visit: Visit) -> None:
    visit.tap(".needs a[href$='/schule-finden/']")
    visit.sees(CALL)
    visit.sees(".steps > li")


def letter_of_an_office(visit: Visit) -> None:
    visit.tap(".needs a[href$='/brief-bekommen/']")
    visit.sees(CALL)
    visit.sees(".steps > li")


def open_today(visit: Visit) -> None:
    visit.sees(CALL)
    visit.sees(".hero .status")
    assert visit.screens <= 1


def open_on_24_december(visit: Visit) -> None:
    visit.tap(".nav a[href$='/kontakt/']")
    visit.tap("a[href='#hours']")
    visit.sees("[aria-labelledby='hours'] :is(tr, li):has-text('24')")


def course_with_child_care(visit: Visit) -> None:
    visit.search(COURSE[visit.language])
    visit.tap("main a[href$='/cafe-welt/']")
    visit.sees(CALL)


def help_two_hours_a_week(visit: Visit) -> None:
    visit.tap(".nav a[href$='/mitmachen/']")
    visit.sees("main h2 a")
    visit.sees(CALL)


def what_was_achieved_in_housing(visit: Visit) -> None:
    visit.tap(".nav a[href$='/integrationskonzept/']")
    visit.tap("main a[href$='/integrationskonzept/wohnen/']")
    visit.sees("#story ~ * h3, .story h3")


def all_data_of_the_indicators(visit: Visit) -> None:
    visit.tap(".nav a[href$='/integrationskonzept/']")
    visit.tap("main a[href$='/integrationskonzept/daten/']")
    visit.sees("main a[href$='.zip']")


def violence_at_home(visit: Visit) -> None:
    visit.search(VIOLENCE[visit.language])
    visit.sees("main .emergency:visible a[href^='tel:']")
    visit.tap("main .emergency:visible a[href$='/notfall/']")
    visit.sees("main a[href='tel:110']")


TASKS = (
    place_at_a_school, letter_of_an_office, open_today, open_on_24_december, course_with_child_care,
    help_two_hours_a_week, what_was_achieved_in_housing, all_data_of_the_indicators, violence_at_home,
)  # fmt: skip


@pytest.mark.parametrize("language", ["de", "ar", "uk"])
def test_each_task_takes_two_taps_and_two_screens(language: str, open_page: Callable[..., Page]) -> None:
    page = open_page(width=WIDTH, reduced_motion="reduce")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    taken = {}
    with time_machine.travel(NOW):
        for task in TASKS:
            page.goto(f"/{language}/")
            visit = Visit(page, language)
            task(visit)
            taken[task.__name__] = (visit.taps, visit.screens)

    assert [name for name, (taps, _) in taken.items() if taps > MOST_TAPS] == [], taken
    assert [name for name, (_, screens) in taken.items() if screens > MOST_SCREENS] == [], taken
