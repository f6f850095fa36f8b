"""Measures with what stands beside them in lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from concept.measures.known import known
from concept.measures.shelves import shelves
from concept.models import ActionField, Measure
from offers.directory import directory
from offers.models import Organisation


@dataclass(frozen=True)
class Card:
    measure: Measure
    lead: Organisation | None
    fields: list[ActionField]
    last_report: int | None

    @property
    def is_to_come(self) -> bool:
        """Its start lies ahead."""
        start = self.measure.starts_on
        return start is not None and start > timezone.localdate()


def cards(measures: Iterable[Measure]) -> list[Card]:
    """Of published measures with their texts; no query but those of `shelves`."""
    return [_card(measure) for measure in measures]


def _card(measure: Measure) -> Card:
    held, organisations = shelves(), directory().organisations
    lead = organisations.get(measure.lead_id) if measure.lead_id else None
    slugs = held.values_of("field", measure.pk)
    return Card(
        measure,
        lead if lead and lead.is_visible else None,
        [field for field in known().fields.values() if field.slug in slugs],
        held.last_report(measure.pk),
    )
