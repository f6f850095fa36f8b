"""Whom to call about an offer, and what to ask: the facts that nobody has told us."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.phones import dialled
from offers.models import Contact, Offer


def own_first(offer: Offer, contacts: Iterable[Contact]) -> list[Contact]:
    """The contact points of an offer, those of its provider before those of others."""
    return sorted(contacts, key=lambda contact: contact.organisation_id != offer.provider_id)


def phone(offer: Offer, contacts: Iterable[Contact]) -> str:
    """The first number that can be dialled, of its contact points or of its provider; "" without one."""
    numbers = [*(contact.phone for contact in contacts), offer.provider.phone]
    return next((number for number in numbers if dialled(number)), "")


def unknown(offer: Offer) -> list[str]:
    """What a visitor has to ask, in words of the active language."""
    text = offer.text
    facts = [
        (_("Place"), offer.links.places or text.place_note or offer.online),
        (_("Hours"), offer.openings or text.time_note),
        (_("Registration"), offer.ways_in or text.how_to_register),
        (_("Languages"), offer.links.languages),
        (_("Cost"), offer.cost != Offer.Cost.UNKNOWN or text.cost_note),
        (_("Papers to bring"), text.what_to_bring),
    ]
    return [name for name, known in facts if not known]
