"""The open data as catalogues harvest them."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_identifiers_are_those_of_this_site_alone(client: Client) -> None:
    for host in ("testserver", "localhost"):
        catalogue = client.get("/de/integrationskonzept/daten/katalog.jsonld", headers={"host": host}).json()
        found = [one["dcterms:identifier"] for one in catalogue["dcat:dataset"]]
        assert found == [one["@id"] for one in catalogue["dcat:dataset"]]
        assert all(one.startswith(f"http://{host}/") for one in found)
