"""Whether an entry is whole: what it points to that visitors do not see, and what they will miss."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CASCADE, Field, Model, prefetch_related_objects
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst

from core.admin.addresses import url
from core.content.richtext import RichTextField
from core.models import ContentModel, Publishable, TranslatedModel, Translation

# A sentence of more words is hard to read for many; authorities are advised to stay below.
MOST_WORDS = 22
# So many of the long sentences are shown, each with its first words.
SHOWN_SENTENCES, SHOWN_WORDS = 3, 12
# What is pointed to may point on: an offer to an organisation, and that to its place.
DEEPEST = 3
_END_OF_SENTENCE = re.compile(r"(?<=[a-zäöüß)“\"]{2}[.!?])\s+(?=[A-ZÄÖÜ„\"])")
_END_OF_BLOCK = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>")


@dataclass
class Target:
    """Something that visitors do not see although `entry` points to it by `relation`."""

    target: Any
    relation: str

    @property
    def name(self) -> str:
        return name_of(self.target)

    @property
    def key(self) -> str:
        """For the boxes on the page: "offers.place-12"."""
        return key_of(self.target)

    @property
    def url(self) -> str:
        return url(type(self.target), "change", self.target.pk)

    @property
    def is_waiting(self) -> bool:
        """Whether publishing it is all that it needs; what is archived or over is a decision of its own."""
        return self.target.status in (Publishable.Status.DRAFT, Publishable.Status.REVIEW)


@dataclass
class Look:
    """What was found at one entry; `missing` are names of fields, `long` the beginnings of sentences."""

    entry: Any
    hidden: list[Target] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    long: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return url(type(self.entry), "change", self.entry.pk)

    def __bool__(self) -> bool:
        return bool(self.hidden or self.missing or self.long)


def name_of(entry: Model) -> str:
    """With its kind: "Ort: Rathaus"."""
    return f"{capfirst(entry._meta.verbose_name)}: {entry}"


def key_of(entry: Model) -> str:
    return f"{entry._meta.label_lower}-{entry.pk}"


def looks(entries: Sequence[Any], needs: Sequence[Sequence[str]]) -> list[Look]:
    """Look over entries of one model; `needs` are groups of fields of which one must be filled.

    One query for each relation and step from entry to entry, however many entries there are.
    """
    found = [Look(entry) for entry in entries]
    names = {name for group in needs for name in group}
    if entries:
        fetch = names & {one.name for one in type(entries[0])._meta.get_fields() if one.is_relation}
        prefetch_related_objects(entries, *fetch)
    below: dict[str, list[Target]] = {}
    level: list[Any] = list(entries)
    seen = {key_of(entry) for entry in level}
    for _step in range(DEEPEST):
        level = [one.target for one in _pointed_to(level, below) if one.key not in seen]
        seen |= {key_of(target) for target in level}
    for look in found:
        look.hidden = _collected(look.entry, below)
        look.missing = _missing(look.entry, needs)
        look.long = _long_in(look.entry)
    return found


def _pointed_to(rows: Iterable[Any], below: dict[str, list[Target]]) -> list[Target]:
    """What is hidden among that to which `rows` point; noted in `below` by the key of the row."""
    by_model: dict[type[Model], list[Any]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    found = []
    for model, same in by_model.items():
        relations = links_of(model)
        prefetch_related_objects(same, *[relation.name for relation in relations])
        for row in same:
            hidden = [
                Target(target, str(relation.verbose_name))
                for relation in relations
                for target in _targets(row, relation)
                if not target.is_visible
            ]
            below[key_of(row)] = hidden
            found += hidden
    return found


def links_of(model: Any) -> list[Field]:
    """The fields that lead to what has a status of its own."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [one for one in fields if one.is_relation and issubclass(one.related_model, Publishable)]


def _targets(row: Any, relation: Field) -> list[Any]:
    value = getattr(row, relation.name)
    return list(value.all()) if relation.many_to_many else [value] if value is not None else []


def _collected(entry: Any, below: dict[str, list[Target]]) -> list[Target]:
    """Each hidden target once, the near ones first."""
    found: dict[str, Target] = {}
    level = [key_of(entry)]
    for _step in range(DEEPEST):
        near = [one for key in level for one in below.get(key, ()) if one.key not in found]
        found |= {one.key: one for one in near if one.key != key_of(entry)}
        level = [one.key for one in near]
    return list(found.values())


def _missing(entry: Any, needs: Sequence[Sequence[str]]) -> list[str]:
    """The names of the groups in which nothing is filled: that of their first field."""
    return [_name(entry, group[0]) for group in needs if not any(_is_filled(entry, name) for name in group)]


def _name(entry: Any, name: str) -> str:
    one = entry._meta.get_field(name)
    related = one.related_model._meta if one.auto_created else None
    return str(capfirst(related.verbose_name_plural if related else one.verbose_name))


def _is_filled(entry: Any, name: str) -> bool:
    value = getattr(entry, name)
    return bool(value.all()) if hasattr(value, "all") else bool(value)


def _long_in(entry: Any) -> list[str]:
    names = type(entry).text_fields() if isinstance(entry, TranslatedModel) else ()
    return [
        sentence
        for name in names
        for sentence in long_sentences(
            getattr(entry, name), isinstance(entry._meta.get_field(name), RichTextField)
        )
    ][:SHOWN_SENTENCES]


def long_sentences(text: str, is_html: bool = False) -> list[str]:
    """The beginnings of sentences of more than 22 words; an abbreviation or a date ends none."""
    plain = strip_tags(_END_OF_BLOCK.sub("\n", text)) if is_html else text
    sentences = [one for line in plain.splitlines() for one in _END_OF_SENTENCE.split(line.strip())]
    return [Truncator(one).words(SHOWN_WORDS) for one in sentences if len(one.split()) > MOST_WORDS]


def named_by(entries: Sequence[Any]) -> list[Any]:
    """The visible entries that point to one of these (all of one model); one query for each such relation."""
    if not entries:
        return []
    found: dict[str, Any] = {}
    own = {key_of(entry) for entry in entries}
    for relation in entries[0]._meta.get_fields(include_hidden=True):
        if not _is_from_outside(relation):
            continue
        model = relation.related_model
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": entries}).distinct()
        rows = rows.published() if issubclass(model, Publishable) else rows
        found |= {key_of(row): row for row in rows if key_of(row) not in own}
    return list(found.values())


def _is_from_outside(relation: Any) -> bool:
    if not (relation.auto_created and relation.is_relation and not relation.concrete):
        return False
    model = relation.related_model
    is_content = issubclass(model, ContentModel) and not issubclass(model, Translation)
    is_part = not relation.many_to_many and relation.on_delete is CASCADE
    return is_content and not is_part
