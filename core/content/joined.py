"""Parents and their children in one query."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import get_language

from core.content.translations import TranslatedModel


def with_children(
    parents: QuerySet,
    relation: str,
    to_attr: str,
    order: Callable[[Any], Any],
    *,
    reverse: bool = False,
    only: Q | None = None,
) -> list[Any]:
    """`parents` as a list, each with the list `to_attr` of its `relation` (a reverse foreign key).

    One query (a LEFT JOIN), for pages that show many kinds of things, where prefetching would cost a query
    for each kind more; in other languages the children's texts cost one as usual. All children come, hidden
    ones too, or `only` some (said with the name of the relation). `order` is the key that they are sorted by.
    """
    field: Any = parents.model._meta.get_field(relation)
    child: type[TranslatedModel] = field.related_model
    names = [column.attname for column in child._meta.concrete_fields]
    key = names.index("id")
    if only is not None:
        parents, relation = parents.alias(chosen=FilteredRelation(relation, condition=only)), "chosen"
    rows = parents.annotate(**{f"child_{name}": F(f"{relation}__{name}") for name in names})
    found: dict[Any, Any] = {}
    for row in rows:
        parent = found.setdefault(row.pk, row)
        children = parent.__dict__.setdefault(to_attr, [])
        values = [row.__dict__.pop(f"child_{name}") for name in names]
        if values[key] is not None:
            one = child.from_db(rows.db, names, values)
            setattr(one, field.field.name, parent)
            children.append(one)
    for parent in found.values():
        getattr(parent, to_attr).sort(key=order, reverse=reverse)
    _translate(child, [one for parent in found.values() for one in getattr(parent, to_attr)])
    return list(found.values())


def _translate(model: type[TranslatedModel], rows: list[Any]) -> None:
    """The texts in the active language: no query for German, else one."""
    language = get_language()
    if language != settings.LANGUAGE_CODE:
        texts = model.translation_model().objects.shown().filter(language=language)
        prefetch_related_objects(rows, Prefetch("translations", texts, to_attr="prefetched_texts"))
