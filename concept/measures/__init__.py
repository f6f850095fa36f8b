"""The register of measures: what is done for the concept, by whom, for whom, and what came of it.

It is a finder like that of offers (see `search.finder`), and the page of each measure.
"""

from concept.measures.results import PARAMETERS, MeasureResults, measure_results

__all__ = ["PARAMETERS", "MeasureResults", "measure_results"]
