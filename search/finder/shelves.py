"""All published entries of a kind and the values that filters know, as they are kept in memory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Value

from core.models import TranslatedModel
from core.words.alphabet import sort_key
from search.finder.bits import joined


@dataclass(kw_only=True)
class Shelves:
    """`keys[n]` is the primary key of the entry of bit n, `places` the way back.

    `values[filter][value]` are the entries that have the value. `titles` are the German ones.
    """

    model: type[TranslatedModel]
    keys: list[int]
    places: dict[int, int]
    titles: list[str]
    values: dict[str, dict[str, int]]
    alphabets: dict[str, list[int]] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        return (1 << len(self.keys)) - 1

    def bits_of(self, keys: Iterable[Any]) -> int:
        """The set of the entries with these primary keys; unknown ones are left out."""
        return joined([self.places[key] for key in keys if key in self.places])

    def by_title(self, language: str) -> list[int]:
        """The places of all entries by the alphabet; one query for a language other than German."""
        if language not in self.alphabets:
            titles = dict(zip(self.keys, self.titles, strict=True))
            if language != settings.LANGUAGE_CODE:
                rows = self.model.translation_model().objects.shown()
                shown = rows.filter(language=language).exclude(title="")
                titles |= dict(shown.filter(parent_id__in=titles).values_list("parent_id", "title"))
            places = range(len(self.keys))
            self.alphabets[language] = sorted(
                places, key=lambda place: sort_key(titles[self.keys[place]], language)
            )
        return self.alphabets[language]


def links(
    model: type[Any], relations: Mapping[str, str], only: int | None = None
) -> Iterator[tuple[str, int, int]]:
    """What the entries of `model`, or `only` one, point to by many-to-many relations; one query for all.

    `relations` are their names by the names of the filters. Gives filter, entry key, target key.
    """
    queries = []
    for name, relation in relations.items():
        found: Any = model._meta.get_field(relation)
        source = f"{found.m2m_field_name()}_id"
        rows = found.remote_field.through.objects.all()
        if only is not None:
            rows = rows.filter(**{source: only})
        queries.append(rows.values_list(Value(name), source, f"{found.m2m_reverse_field_name()}_id"))
    yield from queries[0].union(*queries[1:], all=True).order_by()
