"""`dev.py where` names the files that make a page."""

import pytest
from django.urls import Resolver404

from dev_tools import where


@pytest.mark.django_db
def test_files_of_a_page_are_named_from_the_view_to_its_parts() -> None:
    found = where.lines("http://127.0.0.1:8000/de/kontakt/?a=b")

    assert found[0].startswith("view      ki_site/portal/views/contact.py:")
    assert found[1] == "address   portal:contact  (de/kontakt/)"
    assert found[2:5] == [
        "template  templates/portal/contact.html",
        "template  templates/base.html",
        "template  templates/includes/header.html",
    ]


def test_address_of_no_page_is_said() -> None:
    with pytest.raises(Resolver404):
        where.lines("/nowhere/")
