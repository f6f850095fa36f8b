"""What axe finds in the admin: nothing, in both themes, on a phone and on a desktop."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import BrowserContext, Page

from tests.browser import looking
from tests.browser.kinds import STAFF, Kind


@pytest.mark.parametrize("kind", STAFF, ids=lambda kind: kind.name)
def test_page_is_accessible(
    kind: Kind,
    open_page: Callable[..., Page],
    sign_in: Callable[[BrowserContext, AbstractBaseUser], None],
    editor: AbstractBaseUser,
) -> None:
    page = open_page(reduced_motion="reduce")
    sign_in(page.context, editor)
    kind.open(page)

    assert looking.violations(page) == ""


def test_log_in_is_accessible(open_page: Callable[..., Page]) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/admin/")

    assert page.locator("input[type=password]").is_visible()
    assert looking.violations(page) == ""
