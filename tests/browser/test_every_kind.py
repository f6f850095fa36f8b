"""What holds for every kind of page: accessible in every look, whole in every size, easy to hit, calm.

Each page is opened once for all of its tests, which leave it as they found it.
"""

import pytest
from playwright.sync_api import Page

from tests.browser import looking
from tests.browser.kinds import VISITOR


@pytest.mark.parametrize(
    ("kind", "language"),
    [(kind, "de") for kind in VISITOR],
    ids=lambda one: getattr(one, "name", one),
    scope="module",
)
class TestEveryKind:
    def test_is_accessible_in_every_look(self, shown: Page) -> None:
        assert looking.violations(shown) == ""

    def test_loses_nothing_on_small_screens_and_with_large_text(self, shown: Page) -> None:
        assert looking.losses(shown) == {}

    def test_has_large_targets_and_no_motion(self, shown: Page) -> None:
        opened = shown.evaluate_handle("[...document.querySelectorAll('details:not([open])')]")
        opened.evaluate("all => all.forEach(one => { one.open = true })")

        small, moving = looking.small_targets(shown), looking.movements(shown)
        opened.evaluate(
            "all => all.forEach(one => { one.open = false })"
        )  # other tests see the page as it came
        assert (small, moving) == ([], [])

    def test_remembers_nothing_about_the_visitor(self, shown: Page) -> None:
        kept = shown.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")

        assert shown.context.cookies() == []
        assert set(kept) <= {
            "htmx-current-path-for-history"
        }  # the page's own address, until the tab is closed
