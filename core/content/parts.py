"""What belongs to an entry and is translated with it: the sections of a page, the notes of hours …"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, Q

from core.content.publishing import Publishable
from core.content.translations import TranslatedModel


def translated_models() -> list[type[TranslatedModel]]:
    """All models with translations, in the order of the apps."""
    return [model for model in apps.get_models() if issubclass(model, TranslatedModel)]


@cache
def part_models(model: type[TranslatedModel]) -> tuple[tuple[type[TranslatedModel], str], ...]:
    """The models whose rows go when a row of `model` goes, each with the name of its link."""
    return tuple(
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if relation.on_delete is CASCADE and issubclass(relation.related_model, TranslatedModel)
    )


def with_german(model: type[TranslatedModel]) -> Q:
    """The condition that there is any German text, and so anything to translate."""
    condition = Q(pk__in=[])
    for name in model.text_fields():
        condition |= ~Q(**{name: ""})
    return condition


def with_parts(entry: TranslatedModel) -> list[Any]:
    """The entry and its parts that have any text; one query for each kind of part."""
    found: list[Any] = [entry]
    for model, link in part_models(type(entry)):
        rows = model._default_manager.filter(with_german(model), **{link: entry}).order_by("pk")
        for row in rows:
            if row not in found:
                setattr(row, link, entry)
                found.append(row)
    return found


def in_use(model: type[TranslatedModel]) -> Any:
    """The rows worth translating: with any German text, and neither archived nor part of what is archived."""
    found: Any = model._default_manager.filter(with_german(model))
    if _is_published(model):
        found = found.exclude(status=Publishable.Status.ARCHIVED)
    for parent in translated_models():
        for part, link in part_models(parent):
            if part is model and _is_published(parent):
                found = found.exclude(**{f"{link}__status": Publishable.Status.ARCHIVED})
    return found


def _is_published(model: Any) -> bool:
    return issubclass(model, Publishable)
