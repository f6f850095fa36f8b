"""What contact points say in texts that name them (see `core.references`)."""

from core import references
from core.content.held_addresses import HeldAddress
from core.memory.validity import KeptWhileTrue
from offers.directory import directory
from offers.models import Contact
from offers.schedules import main_opening

_keys: KeptWhileTrue[dict[str, int]] = KeptWhileTrue(
    "slugs of contact points", megabytes=None, in_languages=False, shared=True
)


def contact_of(slug: str) -> Contact | None:
    """The contact point that has or had this slug, whether or not visitors may see it.

    One query, and what `directory` costs, when something has changed, else none.
    """
    held = HeldAddress.objects.filter(kind=Contact._meta.label_lower)
    keys = _keys.made("", lambda: dict(held.values_list("slug", "object_id")))
    return directory().contacts.get(keys.get(slug, 0))


def fact(kind: str, slug: str) -> str:
    """Phone, mail, address or hours in the active language; "" for what visitors may not see."""
    contact = contact_of(slug)
    return said_by(contact, kind) if contact is not None and contact.is_visible else ""


def said_by(contact: Contact, kind: str) -> str:
    """The same of a contact point of the directory, visible or not."""
    if kind == references.PHONE:
        return contact.phone
    if kind == references.MAIL:
        return contact.email
    if kind == references.ADDRESS:
        return contact.place.address_line if contact.place and contact.place.is_visible else ""
    main = main_opening(directory().contact_openings.get(contact.pk, []))
    confirmed = main is not None and main.current.is_confirmed
    return "; ".join(f"{days} {times}" for days, times in main.lines) if main and confirmed else ""
