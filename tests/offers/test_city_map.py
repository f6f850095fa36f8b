"""The drawn map: where things stand on it, what its page and list say, the ways into other maps."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html

from core.memory import validity
from offers import city_map
from offers.models import Borough, Place, Quarter
from tests import builders

# Degrees of the middle of Wiesdorf and of Hitdorf.
WIESDORF, HITDORF = (51.033, 6.984), (51.065, 6.922)


def located(point: tuple[float, float] | None) -> dict[str, Decimal]:
    return dict(zip(("latitude", "longitude"), map(Decimal, map(str, point)), strict=True)) if point else {}


def quarters() -> list[Quarter]:
    borough = Borough(number=1, name="Stadtbezirk I")
    return [
        Quarter(pk=1, name="Wiesdorf", borough=borough, **located(WIESDORF)),
        Quarter(pk=2, name="Hitdorf", borough=borough, **located(HITDORF)),
        Quarter(pk=3, name="Ohne Punkt", borough=borough),
    ]


def marked(**fields: object) -> tuple[list[tuple[int, str, city_map.Spot]], int]:
    """Number, quarter and spot of each marker for one place, and how many places stand on none."""
    found, nowhere = city_map.markers([city_map.Here(Place(**fields))], quarters())
    return [(one.number, one.quarter.name, one.spot) for one in found], len(nowhere)


def test_the_rhine_is_in_the_west_and_north_is_above() -> None:
    wiesdorf, hitdorf = city_map.spot(WIESDORF), city_map.spot(HITDORF)

    assert wiesdorf == city_map.Spot(165, 188)
    assert hitdorf.x < wiesdorf.x
    assert hitdorf.y < wiesdorf.y


@pytest.mark.parametrize("point", [None, (50.94, 6.96), (6.984, 51.033)])
def test_what_is_elsewhere_stands_on_no_map(point: tuple[float, float] | None) -> None:
    assert city_map.spot(point) is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"quarter_id": 1}, ([(1, "Wiesdorf", city_map.Spot(165, 188))], 0)),
        # The point of the place counts more than the middle of its quarter …
        ({"quarter_id": 1, **located((51.03, 6.98))}, ([(1, "Wiesdorf", city_map.Spot(158, 196))], 0)),
        # … and tells the quarter where nobody has.
        (located((51.066, 6.925)), ([(1, "Hitdorf", city_map.Spot(67, 101))], 0)),
        ({"quarter_id": 3}, ([], 1)),
        ({}, ([], 1)),
        (located((50.94, 6.96)), ([], 1)),
    ],
)
def test_markers_stand_where_places_are_known(fields: dict[str, object], expected: object) -> None:
    assert marked(**fields) == expected


def test_ways_into_other_maps() -> None:
    address = Place(street="Hauptstraße 105", postal_code="51373", city="Leverkusen")
    point = Place(street="Hauptstraße 105", **located((51.0331, 6.9842)))

    assert city_map.ways(address) == city_map.Ways(
        "geo:0,0?q=Hauptstra%C3%9Fe%20105%2C%2051373%20Leverkusen",
        "https://www.openstreetmap.org/search?query=Hauptstra%C3%9Fe%20105%2C%2051373%20Leverkusen",
    )
    assert city_map.ways(point) == city_map.Ways(
        "geo:51.03310,6.98420",
        "https://www.openstreetmap.org/?mlat=51.03310&mlon=6.98420#map=17/51.03310/6.98420",
    )
    assert city_map.ways(Place(city="Leverkusen")) is None


def test_swapped_coordinates_are_refused() -> None:
    place = Place(slug="a", name="A", **located((6.984, 51.033)))

    with pytest.raises(ValidationError) as refused:
        place.clean_fields()
    assert {"latitude", "longitude"} <= refused.value.message_dict.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_map_and_list_say_the_same_for_any_number(client: Client, number, django_assert_num_queries) -> None:
    borough = Borough.objects.create(number=1, slug="i", name="Stadtbezirk I")
    quarter = Quarter.objects.create(slug="wiesdorf", name="Wiesdorf", borough=borough, **located(WIESDORF))
    for index in range(number):
        place = builders.place(quarter=quarter, name=f"Haus {index}")
        builders.contact(place=place, phone="0214 406-5246")
        builders.offer(title=f"Treff {index}").places.add(place)
    builders.place(name="Irgendwo")
    builders.place(name="Entwurf", quarter=quarter, status="draft")
    client.get("/de/mitmachen/")  # frame and directory are kept in memory
    validity.forget(shared=False)
    with django_assert_num_queries(4):  # quarters, offers, what they point to, their hours
        response = client.get("/de/orte/")

    page = html.fromstring(response.content)
    (marker,) = page.find_class("map__marker")
    section = page.get_element_by_id(marker.get("href")[1:])
    assert marker.get("aria-label").startswith("1 Wiesdorf: ")
    assert len(section.xpath("ul/li")) == number
    text = page.text_content()
    assert ("Treff 0" in text, "Irgendwo" in text, "Entwurf" in text) == (True, True, False)
    assert len(page.xpath("//main//a[@href='tel:+492144065246']")) == number


@pytest.mark.django_db
def test_place_leads_into_the_maps(client: Client) -> None:
    page = html.fromstring(client.get(builders.place().get_absolute_url()).content)

    assert [link.split("?")[0] for link in page.xpath("//main//ul[@class='links']//a/@href")] == [
        "geo:0,0",
        "https://www.openstreetmap.org/search",
    ]
