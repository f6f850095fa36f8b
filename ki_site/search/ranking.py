"""What a search gives back, and how others use it beside their own filters."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet

from ki_site.search.expansion import Group
from ki_site.search.models import Posting
from ki_site.search.registry import of_model


class Found(NamedTuple):
    """One object. `score` has no unit; only its order means something."""

    kind: str
    object_id: int
    score: float
    # Whether it answers all words of the search.
    has_all: bool
    # It is over (a past event).
    is_past: bool = False


@dataclass
class Ranking:
    """What a search found, the best first; MOST_HITS objects for each word at most."""

    text: str
    language: str
    found: list[Found] = field(default_factory=list)
    # Folded words to mark in the results, for each language.
    forms: dict[str, frozenset[str]] = field(default_factory=dict)
    # Words that occur nowhere, as they were typed.
    unknown: list[str] = field(default_factory=list)
    # "Did you mean": the text with the misspelt words replaced; empty when there is nothing to correct.
    correction: str = ""
    has_phrase: bool = False
    # Not everything that fits is in `found`, because a word is too frequent.
    is_cut: bool = False
    groups: list[Group] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def ids(self, kind: str) -> list[int]:
        """The ids of the objects of one kind, the best first."""
        return [one.object_id for one in self.found if one.kind == kind]

    def of_kinds(self) -> dict[str, list[Found]]:
        """Grouped by kind, the kind with the best object first."""
        kinds: dict[str, list[Found]] = {}
        for one in self.found:
            kinds.setdefault(one.kind, []).append(one)
        return kinds

    def filter(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only the rows that the search found; no query of its own.

        Exact however many there are: where `found` is cut, a subquery asks for objects with all words.
        """
        searchable = of_model(rows.model)
        if searchable is None:
            raise LookupError(f"{rows.model.__name__} is not in the index.")
        if not self.is_cut:
            return rows.filter(pk__in=self.ids(searchable.kind))
        for group in self.groups:
            with_it = Posting.objects.filter(word_id__in=list(group.words), kind=searchable.kind)
            rows = rows.filter(pk__in=with_it.values("object_id"))
        return rows

    def order(self, rows: QuerySet[Any]) -> list[Any]:
        """The keys of the rows that the search found, the best first; one query that fetches keys alone.

        A page of them is then `rows.in_bulk(keys[start:end])`.
        """
        searchable = of_model(rows.model)
        keys = list(self.filter(rows).values_list("pk", flat=True))
        place = {pk: n for n, pk in enumerate(self.ids(searchable.kind))} if searchable else {}
        return sorted(keys, key=lambda pk: place.get(pk, len(place)))
