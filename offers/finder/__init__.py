"""The finder: which offers fit, how many each further choice would leave, and in which order.

All published offers stand in memory as bits of whole numbers (one bit for each offer, one number for each
value of a filter). "And", "or" and counting such numbers take microseconds even for many thousands of
offers, so every count of every filter costs no query at all.
"""

from offers.finder.finding import Finding, find_offers
from offers.finder.options import Choice, FilterGroup

__all__ = ["Choice", "FilterGroup", "Finding", "find_offers"]
