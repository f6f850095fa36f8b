"""All open data in one file."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from concept.open_data import datasets
from tests.concept import builders as make

pytestmark = pytest.mark.django_db
ARCHIVE = reverse("concept:data_archive")


def opened(client: Client) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(client.get(ARCHIVE).content))


def test_archive_has_every_set_and_says_what_it_is(client: Client) -> None:
    make.edition(data_licence="dl-zero-de/2.0")
    make.value(make.indicator(slug="kinder", population="all"), "2024-12-31", "3")

    files = opened(client)

    names = {f"{one.slug}.{form}" for one in datasets.DATASETS for form in ("csv", "xlsx")}
    assert set(files.namelist()) == names | {"LIESMICH.txt"}
    about = files.read("LIESMICH.txt").decode()
    for expected in (reverse("concept:data"), "Abgerufen am: ", "dl-de/zero-2-0", "indikatorwerte.csv"):
        assert expected in about
    single: Any = client.get(reverse("concept:dataset", args=["indikatorwerte", "csv"]))
    assert files.read("indikatorwerte.csv") == single.content
    assert b"suppressed" in single.content


def test_archive_says_that_the_terms_are_not_decided(client: Client) -> None:
    make.edition()
    response = client.get(ARCHIVE)
    assert response.headers["Content-Disposition"] == 'attachment; filename="integrationskonzept-daten.zip"'
    assert "noch nicht" in opened(client).read("LIESMICH.txt").decode()


@pytest.mark.parametrize("number", [1, 3])
def test_archive_costs_the_same_queries_for_one_and_for_three(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    edition = make.edition()
    for place in range(number):
        field = make.field(code=chr(65 + place))
        make.goal(field, edition)
        make.year(make.measure(field), 2024)
        make.meeting(make.body())
        make.milestone(2020)
        make.value(make.indicator(field=field), "2024-12-31", "5")
    opened(client)
    with django_assert_num_queries(17):
        opened(client)
