"""The finder of offers: by topic, by what is open now, by language … (see `search.finder`)."""

from offers.finder.finding import OfferFinding, find_offers

__all__ = ["OfferFinding", "find_offers"]
