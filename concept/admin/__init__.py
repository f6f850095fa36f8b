"""The admin of the integration concept."""

from concept.admin import editions, indicators, measures, steering

__all__ = ["editions", "indicators", "measures", "steering"]
