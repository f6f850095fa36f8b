"""The admin of offers, organisations, places, contact points, hours and documents."""

from offers.admin import closures, documents, hours, offers, organisations, places, vocabulary

__all__ = ["closures", "documents", "hours", "offers", "organisations", "places", "vocabulary"]
