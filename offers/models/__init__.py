"""Offers and what they stand on, gathered for import."""

from offers.models.documents import Document, DocumentTranslation
from offers.models.geography import Borough, Place, PlaceTranslation, Quarter
from offers.models.hours import (
    Closure,
    ClosureTranslation,
    HoursRule,
    HoursSet,
    HoursSetTranslation,
    Mode,
    ReplacementHours,
)
from offers.models.offers import Offer, OfferQuerySet, OfferTranslation, YesNo
from offers.models.organisations import (
    Contact,
    ContactTranslation,
    Organisation,
    OrganisationTranslation,
)
from offers.models.vocabulary import (
    Audience,
    AudienceTranslation,
    FundingProgramme,
    FundingProgrammeTranslation,
    SpokenLanguage,
    SpokenLanguageTranslation,
    Topic,
    TopicTranslation,
)

__all__ = [
    "Audience",
    "AudienceTranslation",
    "Borough",
    "Closure",
    "ClosureTranslation",
    "Contact",
    "ContactTranslation",
    "Document",
    "DocumentTranslation",
    "FundingProgramme",
    "FundingProgrammeTranslation",
    "HoursRule",
    "HoursSet",
    "HoursSetTranslation",
    "Mode",
    "Offer",
    "OfferQuerySet",
    "OfferTranslation",
    "Organisation",
    "OrganisationTranslation",
    "Place",
    "PlaceTranslation",
    "Quarter",
    "ReplacementHours",
    "SpokenLanguage",
    "SpokenLanguageTranslation",
    "Topic",
    "TopicTranslation",
    "YesNo",
]
