"""The filters and their options: what they are called, what is chosen, what each would leave."""

from dataclasses import dataclass, field
from typing import NamedTuple

from core.german_terms import unmarked


@dataclass(frozen=True)
class Choice:
    """One option of a filter. `count`: how many entries it gives with all other filters applied."""

    group: str
    value: str
    label: str
    count: int
    checked: bool

    @property
    def words(self) -> str:
        """The label without the marks of German words in it."""
        return unmarked(self.label)

    @property
    def id(self) -> str:
        return f"count-{self.group}-{self.value}"


@dataclass
class FilterGroup:
    name: str
    legend: str
    choices: list[Choice] = field(default_factory=list)

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.checked]

    @property
    def key(self) -> tuple[object, ...]:
        """Two groups of the same language and finder with the same key look the same."""
        return self.name, *((choice.value, choice.count, choice.checked) for choice in self.choices)


class Removal(NamedTuple):
    """A chosen option, the address without it, how many entries that would give, and that in words."""

    choice: Choice
    query: str
    number: int
    words: str
