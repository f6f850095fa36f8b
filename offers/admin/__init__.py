"""The admin of offers, organisations, places, contact points, hours and documents."""

from offers.admin import documents, hours, offers, organisations, places, vocabulary

__all__ = ["documents", "hours", "offers", "organisations", "places", "vocabulary"]
