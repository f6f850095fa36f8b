"""The texts of one language as units for files: each field of each object with a key that tells its German.

A key is `offers.offer:12:title:3fa9c2d1`: model, object, field, and a digest of the German text. When German
changes after the export, the unit of the file no longer fits and is refused.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.text import capfirst

from core.content import parts
from core.content.richtext import RichTextField
from core.content.translation_states import State, rows_of, state_of
from core.content.translations import comparable
from core.models import TranslatedModel, Translation


class Which(StrEnum):
    """What a file is to hold."""

    ALL = "all"
    TO_DO = "todo"
    MISSING = "missing"
    OUTDATED = "outdated"


@dataclass(frozen=True)
class Unit:
    """`state` is that of the whole object in this language."""

    entry: TranslatedModel
    row: Translation | None
    name: str
    state: State

    @property
    def german(self) -> str:
        return self.entry.comparable(self.name)

    @property
    def text(self) -> str:
        return comparable(self.model_field, getattr(self.row, self.name)) if self.row is not None else ""

    @property
    def key(self) -> str:
        return f"{self.entry._meta.label_lower}:{self.entry.pk}:{self.name}:{short_digest(self.german)}"

    @property
    def is_html(self) -> bool:
        return isinstance(self.model_field, RichTextField)

    @property
    def model_field(self) -> Any:
        return self.entry._meta.get_field(self.name)

    @property
    def title(self) -> str:
        return f"{capfirst(self.entry._meta.verbose_name)}: {self.entry}"

    @property
    def field(self) -> str:
        return str(capfirst(self.model_field.verbose_name))


def short_digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def of_entries(entries: Sequence[TranslatedModel], language: str) -> Iterator[Unit]:
    """The units of these entries, those without German left out; one query for each model."""
    rows = rows_of(entries)
    for entry in entries:
        row = rows.get((type(entry), entry.pk, language))
        state = state_of(entry, row)
        for name in entry.text_fields():
            if getattr(entry, name):
                yield Unit(entry, row, name, state)


def collect(models: Sequence[Any], language: str, which: Which) -> list[Unit]:
    """All units of the models in a language; two queries for each model."""
    wanted = {
        Which.ALL: set(State),
        Which.TO_DO: {State.MISSING, State.OUTDATED},
        Which.MISSING: {State.MISSING},
        Which.OUTDATED: {State.OUTDATED},
    }[which]
    return [
        unit
        for model in models
        for unit in of_entries(list(parts.in_use(model).order_by("pk")), language)
        if unit.state in wanted
    ]
