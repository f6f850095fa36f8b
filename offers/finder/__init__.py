"""The finder of offers: by topic, by what is open now, by language … (see `search.finder`)."""

from offers.finder.results import PARAMETERS, OfferResults, offer_results

__all__ = ["PARAMETERS", "OfferResults", "offer_results"]
