"""The finder of offers: by topic, by what is open now, by language … (see `search.finder`)."""

from offers.finder.results import OfferResults, offer_results

__all__ = ["OfferResults", "offer_results"]
