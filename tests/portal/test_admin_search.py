"""The search of the lists and choosers finds words however they are typed; names stand in German order."""

import unicodedata

import pytest
from django.contrib import admin
from django.db import connection

from core.admin.searching import FoldedSearch
from offers.models import Organisation
from tests import builders
from tests.portal.staff import admin_url, client_of

pytestmark = pytest.mark.django_db

DECOMPOSED = unicodedata.normalize("NFD", "Behörde")
TYPED = ["Ausländerbehörde", "AUSLÄNDERBEHÖRDE", "ausländer", "BEHÖRDE", DECOMPOSED]


def folds() -> bool:
    """Whether the database was made with a locale that knows more letters than those of English.

    SQLite always does, by what we teach it; the PostgreSQL of the tests does not.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'Ä' LIKE 'ä'" if connection.vendor == "sqlite" else "SELECT UPPER('ä') = 'Ä'")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("typed", TYPED)
def test_list_and_chooser_find_the_organisation(typed: str) -> None:
    builders.organisation(name="Ausländerbehörde")
    builders.organisation(name="Ganz anders")
    client = client_of("Redaktion")
    expected = ["Ausländerbehörde"] if typed.islower() or typed[1:].islower() or folds() else []

    page = client.get(admin_url(Organisation, "changelist"), {"q": typed, "status": "all"})
    chooser = client.get(
        "/admin/autocomplete/",
        {"term": typed, "app_label": "offers", "model_name": "offer", "field_name": "provider"},
    )

    assert [str(one) for one in page.context["cl"].result_list] == expected
    assert [one["text"] for one in chooser.json()["results"]] == expected


def test_names_with_umlauts_stand_where_they_are_looked_for() -> None:
    for name in ("wupsi", "Ärzte ohne Grenzen", "Bahn", "pronova"):
        builders.organisation(name=name)

    chooser = client_of("Redaktion").get(
        "/admin/autocomplete/",
        {"term": "", "app_label": "offers", "model_name": "offer", "field_name": "provider"},
    )

    names = [one["text"] for one in chooser.json()["results"]]
    assert [one for one in names if not one.startswith("Organisation")] == [
        "Ärzte ohne Grenzen",
        "Bahn",
        "pronova",
        "wupsi",
    ]


def test_every_admin_searches_so() -> None:
    assert [page for page in admin.site._registry.values() if not isinstance(page, FoldedSearch)] == []
