"""The drawn map of the city: where something stands on it, and the ways into other maps.

The drawing (templates/offers/_ground.svg) is a scheme in units of its own, about 24 to a kilometre. The
outline of the city is that of VG5000 (GeoBasis-DE / BKG, dl-de/by-2-0) with rounded corners. The rivers are
drawn by hand, and the lines between the boroughs run half-way between the middles of the quarters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from offers.models import Contact, Offer, Place, Quarter

WIDTH, HEIGHT = 400, 268
# Degrees of the upper left corner, and how many units a degree has from west to east and from north to south.
WEST, NORTH = 6.885, 51.104
PER_LONGITUDE, PER_LATITUDE = 1666.67, 2651.22


@dataclass(frozen=True)
class Spot:
    """A point of the drawing in its units, from its upper left corner."""

    x: int
    y: int


@dataclass
class Here:
    """A place with what takes place there and whom one can ask there."""

    place: Place
    offers: list[Offer] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


@dataclass
class Marker:
    """A quarter with places: one number on the map, one heading in the list."""

    number: int
    quarter: Quarter
    spot: Spot
    places: list[Here]


@dataclass(frozen=True)
class Ways:
    """Addresses that lead into other maps: that of the person's own app, and OpenStreetMap."""

    app: str
    openstreetmap: str


def spot(point: tuple[float, float] | None) -> Spot | None:
    """Where latitude and longitude stand on the drawing; None where they are unknown or outside of it."""
    if point is None:
        return None
    latitude, longitude = point
    x, y = round((longitude - WEST) * PER_LONGITUDE), round((NORTH - latitude) * PER_LATITUDE)
    return Spot(x, y) if 0 <= x <= WIDTH and 0 <= y <= HEIGHT else None


def markers(places: Iterable[Here], quarters: Sequence[Quarter]) -> tuple[list[Marker], list[Here]]:
    """A marker for each quarter with places, by borough and name, and the places that stand on none.

    A place with a point but without a quarter belongs to the quarter whose middle is nearest. A marker stands
    in the middle of the places whose points are known, else in the middle of its quarter.
    """
    middles = {quarter.pk: where for quarter in quarters if (where := spot(quarter.point))}
    by_quarter: dict[int, list[Here]] = {}
    nowhere = []
    for row in places:
        own = spot(row.place.point)
        key = row.place.quarter_id or _nearest(own, middles)
        if key is None or not (own or key in middles):
            nowhere.append(row)
        else:
            by_quarter.setdefault(key, []).append(row)
    found: list[Marker] = []
    for quarter in sorted(quarters, key=lambda one: (one.borough.number, one.name)):
        if rows := by_quarter.get(quarter.pk):
            points = [own for row in rows if (own := spot(row.place.point))]
            found.append(Marker(len(found) + 1, quarter, _middle(points) or middles[quarter.pk], rows))
    return found, nowhere


def _nearest(where: Spot | None, middles: dict[int, Spot]) -> int | None:
    if where is None or not middles:
        return None
    return min(middles, key=lambda key: (middles[key].x - where.x) ** 2 + (middles[key].y - where.y) ** 2)


def _middle(spots: Sequence[Spot]) -> Spot | None:
    if not spots:
        return None
    return Spot(
        round(sum(one.x for one in spots) / len(spots)), round(sum(one.y for one in spots) / len(spots))
    )


def ways(place: Place) -> Ways | None:
    """By the point where it is known, else by the address; None where there is neither."""
    if place.point:
        latitude, longitude = (f"{value:.5f}" for value in place.point)
        return Ways(
            f"geo:{latitude},{longitude}",
            f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}",
        )
    if place.street:
        address = quote(place.address_line)
        return Ways(f"geo:0,0?q={address}", f"https://www.openstreetmap.org/search?query={address}")
    return None
