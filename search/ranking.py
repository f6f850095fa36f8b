"""What a search gives back, and how others use it beside their own filters."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from search.expansion import Group


class Titled(IntEnum):
    """Whether all words of a search stand in a title: as they were typed, or some of them as others."""

    NOT = 0
    MEANT = 1
    TYPED = 2


class Found(NamedTuple):
    """One object. `score` has no unit; only its order means something."""

    kind: str
    object_id: int
    score: float
    # Whether it answers all words of the search.
    has_all: bool
    # It is over (a past event).
    is_past: bool = False
    titled: Titled = Titled.NOT


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
    # Nothing has the typed words; all of `found` is about those of `correction`.
    is_corrected: bool = False
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
