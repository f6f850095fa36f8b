"""The main pages in Arabic: the same demands as in German, mirrored."""

import pytest
from playwright.sync_api import Page

from tests.browser import looking
from tests.browser.kinds import FROM_RIGHT_TO_LEFT


@pytest.mark.parametrize(
    ("kind", "language"),
    [(kind, "ar") for kind in FROM_RIGHT_TO_LEFT],
    ids=lambda one: getattr(one, "name", one),
    scope="module",
)
class TestArabic:
    def test_runs_from_right_to_left(self, shown: Page) -> None:
        shown.set_viewport_size({"width": 1280, "height": 800})
        places = "['.brand', '.languages'].map(one => document.querySelector(one).getBoundingClientRect().x)"
        brand, languages = shown.evaluate(places)

        assert shown.evaluate("document.documentElement.lang + document.documentElement.dir") == "arrtl"
        assert brand > languages

    def test_is_accessible_in_every_look(self, shown: Page) -> None:
        assert looking.violations(shown) == ""

    def test_loses_nothing_on_small_screens_and_with_large_text(self, shown: Page) -> None:
        assert looking.losses(shown) == {}
