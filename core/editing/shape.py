"""What makes up an entry: its fields, its relations, its translations, and the parts that go with it.

Read from the models alone, so that a new field, relation or part of any kind is taken by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, Field, ImageField, ManyToManyField, Model

from core.models import ContentModel, TranslatedModel, Translation

# They follow from the rest.
_DERIVED = {"text_digest", "check_due_on"}


@dataclass(frozen=True)
class Part:
    """Rows of `model` that go with the entry to which their field `link` leads.

    A row with several such links belongs to the first that is set: those in `before` must be empty.
    """

    name: str
    model: type[Model]
    link: str
    before: tuple[str, ...]
    # Rows without a life of their own, such as the times of one week: together they are one value.
    is_value: bool


@dataclass(frozen=True)
class Shape:
    fields: tuple[Field, ...]
    relations: tuple[ManyToManyField, ...]
    texts: Any
    parts: tuple[Part, ...]


def kinds() -> list[type[Model]]:
    """All models of content that are no translations."""
    return [model for model in apps.get_models() if _is_content(model)]


def owners(model: type[Model]) -> tuple[str, ...]:
    """The fields that lead to what a row belongs to and goes with, the first one that is set counts."""
    own: Any = apps.get_model(model._meta.label_lower)
    if not _is_content(own):
        return ()
    declared: tuple[str, ...] = own.owned_by
    return declared or tuple(
        field.name
        for field in own._meta.concrete_fields
        if field.many_to_one and field.remote_field.on_delete is CASCADE and _is_content(field.related_model)
    )


def shape(model: Any) -> Shape:
    """Of the model of today, or of a migration."""
    return _shape(model)


@cache
def _shape(model: Any) -> Shape:
    options = model._meta
    texts = _translations(model)
    fields = tuple(field for field in options.concrete_fields if not _is_left_out(field))
    return Shape(fields, tuple(options.many_to_many), texts, tuple(_parts(model)))


def _parts(model: type[Model]) -> Iterator[Part]:
    for relation in model._meta.related_objects:
        other, link = relation.related_model, relation.field.name
        if not (relation.one_to_many and link in (links := owners(other))):
            continue
        before = links[: links.index(link)]
        live: Any = apps.get_model(other._meta.label_lower)
        is_value = not issubclass(live, TranslatedModel)
        yield Part(str(relation.get_accessor_name()), other, link, before, is_value)


def _translations(model: type[Model]) -> Any:
    live = apps.get_model(model._meta.label_lower)
    if not issubclass(live, TranslatedModel):
        return None
    return model._meta.get_field("translations").related_model


def _is_content(model: Any) -> bool:
    return issubclass(model, ContentModel) and not issubclass(model, Translation)


def _is_left_out(field: Any) -> bool:
    if field.primary_key or field.name in _DERIVED or getattr(field, "auto_now", False):
        return True
    pictures: list[Any] = [
        other for other in field.model._meta.concrete_fields if isinstance(other, ImageField)
    ]
    return any(field.name in (picture.width_field, picture.height_field) for picture in pictures)
