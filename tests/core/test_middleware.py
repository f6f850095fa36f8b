"""Headers of every answer, and cookies that are broken."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status"), [("/de/", 200), ("/de/nichts/", 404), ("/", 302), ("/de/angebote", 301)]
)
def test_every_answer_says_how_long_it_may_be_kept_and_that_it_is_for_this_site(
    client: Client, address: str, status: int
) -> None:
    response = client.get(address)

    assert response.status_code == status
    assert response.headers["Cache-Control"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("value", ["kaputt", "ä", "x" * 31, "!" * 32, "y" * 500])
def test_broken_cookie_gives_nobody_a_new_one(client: Client, value: str) -> None:
    client.cookies["csrftoken"] = value

    assert not client.get("/de/").cookies
    assert client.get("/admin/login/").cookies["csrftoken"].value != value
