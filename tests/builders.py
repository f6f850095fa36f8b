"""Builders of the few objects that many tests need; each gives only what the database insists on."""

from itertools import count
from typing import Any

from core.models import Publishable
from offers.models import Contact, Offer, Organisation, Place

_numbers = count(1)
PUBLISHED = Publishable.Status.PUBLISHED


def organisation(**fields: Any) -> Organisation:
    number = next(_numbers)
    values = {"slug": f"organisation-{number}", "name": f"Organisation {number}", "kind": "association"}
    return Organisation.objects.create(**{**values, "status": PUBLISHED, **fields})


def place(**fields: Any) -> Place:
    number = next(_numbers)
    values = {"slug": f"place-{number}", "name": f"Ort {number}", "street": "Hauptstraße 1"}
    return Place.objects.create(**{**values, "status": PUBLISHED, **fields})


def contact(**fields: Any) -> Contact:
    number = next(_numbers)
    values = {"slug": f"contact-{number}", "name": f"Anlaufstelle {number}", "phone": "0214 1234"}
    fields.setdefault("organisation", None)
    fields["organisation"] = fields["organisation"] or organisation()
    return Contact.objects.create(**{**values, "status": PUBLISHED, **fields})


def offer(**fields: Any) -> Offer:
    number = next(_numbers)
    values = {
        "slug": f"offer-{number}",
        "title": f"Angebot {number}",
        "summary": "Ein Satz über das Angebot.",
        "kind": Offer.Kind.ADVICE,
    }
    fields.setdefault("provider", None)
    fields["provider"] = fields["provider"] or organisation()
    return Offer.objects.create(**{**values, "status": PUBLISHED, **fields})
