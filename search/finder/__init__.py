"""A finder: which entries fit words and filters, how many each further choice would leave, in which order.

All published entries of a kind stand in memory as bits of whole numbers (one bit for each entry, one number
for each value of a filter). "And", "or" and counting such numbers take microseconds even for many thousands
of entries, so every count of every filter costs no query at all. What there is to filter by, each kind says
in a subclass of `Results`.
"""

from search.finder.answering import is_in_place, page_of, respond, without_empty
from search.finder.options import Choice, FilterGroup, Removal
from search.finder.results import PARAMETERS, Results
from search.finder.shelves import Shelves, links

__all__ = [
    "PARAMETERS",
    "Choice",
    "FilterGroup",
    "Removal",
    "Results",
    "Shelves",
    "is_in_place",
    "links",
    "page_of",
    "respond",
    "without_empty",
]
