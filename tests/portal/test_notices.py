"""On which pages a notice stands."""

import pytest

from ki_site.portal.models import Notice


@pytest.mark.parametrize(
    ("paths", "shown"),
    [
        ("", {"", "angebote/", "kontakt/"}),
        ("/", {""}),
        ("angebote/", {"angebote/"}),
        ("/angebote", {"angebote/"}),
        ("/\n\n kontakt/ ", {"", "kontakt/"}),
    ],
)
def test_addresses_of_a_notice(paths: str, shown: set[str]) -> None:
    notice = Notice(paths=paths)

    assert {path for path in ("", "angebote/", "kontakt/") if notice.shows_on(path)} == shown
    assert {path for path in ("", "angebote/", "kontakt/") if notice.shows_on(f"/{path}")} == shown
