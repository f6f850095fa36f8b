"""How offers and what they stand on are found."""

from django.utils.translation import gettext_lazy as _

from offers.models import Contact, Document, Offer, Organisation, Place
from search.registry import Link, Need, Searchable, register


@register(Offer)
class OfferSearch(Searchable):
    kind = "offer"
    label = _("Offers")
    need = Need.OFFER
    boost = 1.25
    title = ("title",)
    keywords = (
        "topics__name",
        "audiences__name",
        "languages__name",
        "languages__endonym",
        "places__name",
        "places__quarter__name",
        "provider__name",
        "provider__short_name",
        "funding__short_name",
    )
    summary = ("summary",)
    body = (
        "description",
        "for_whom",
        "what_to_bring",
        "how_to_register",
        "cost_note",
        "place_note",
        "time_note",
        "volunteer_task",
        "volunteer_time",
        "volunteer_training",
        "topics__hint",
        "places__street",
    )

    def link(self, obj: Offer) -> Link:
        if obj.is_service_point:
            return Link("offers:service_point")
        return Link("offers:detail", (obj.slug,))


@register(Organisation)
class OrganisationSearch(Searchable):
    kind = "organisation"
    label = _("Organisations")
    need = Need.ORGANISATION
    boost = 1.1
    title = ("name", "short_name")
    summary = ("summary",)
    body = ("description", "place__name", "place__street", "place__quarter__name", "phone")

    def link(self, obj: Organisation) -> Link:
        return Link("offers:organisation", (obj.slug,))


@register(Contact)
class ContactSearch(Searchable):
    kind = "contact"
    label = _("Contact points")
    need = Need.CONTACT
    parents = ("organisation",)
    boost = 1.05
    title = ("name",)
    keywords = ("organisation__name", "organisation__short_name", "languages__name", "languages__endonym")
    summary = ("task",)
    body = ("note", "person", "phone", "place__name", "place__street", "place__quarter__name")

    def link(self, obj: Contact) -> Link:
        return Link("offers:organisation", (obj.organisation.slug,), anchor=f"contact-{obj.slug}")


@register(Place)
class PlaceSearch(Searchable):
    kind = "place"
    label = _("Places")
    need = Need.PLACE
    boost = 0.95
    title = ("name",)
    keywords = ("street", "quarter__name", "postal_code")
    body = ("directions", "access_note", "city", "quarter__borough__name")

    def link(self, obj: Place) -> Link:
        return Link("offers:place", (obj.slug,))


@register(Document)
class DocumentSearch(Searchable):
    kind = "document"
    label = _("Documents")
    need = Need.DOCUMENT
    boost = 0.95
    title = ("title",)
    keywords = ("publisher__name",)
    summary = ("summary",)

    def link(self, obj: Document) -> Link:
        """The document itself; where there is none to open, the page on which people ask for it."""
        if obj.file:
            return Link(address=obj.file.url)
        return Link(address=obj.url) if obj.url else Link("portal:contact")
