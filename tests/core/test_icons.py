"""Icons by name: a name that does not exist is refused before a page breaks on it."""

import pytest
from django.core.exceptions import ValidationError

from core.icons import validate_icon


def test_icon_of_the_set_is_accepted() -> None:
    validate_icon("academic-cap")


@pytest.mark.parametrize("name", ["academic-hat", "", "../x", "<svg>"])
def test_unknown_icon_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        validate_icon(name)
