"""The admin of the integration concept."""

from concept.admin import editions, indicators, measures, rounds, steering
from concept.reports import admin as reports

__all__ = ["editions", "indicators", "measures", "reports", "rounds", "steering"]
