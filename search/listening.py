"""Which entries of the index a change touches."""

from collections import defaultdict
from typing import Any

from django.db import models

from core.content.changes import Changed
from search import index
from search.registry import Searchable, everything, of_model


class IndexListener:
    """Keeps the index in step. Reads the registrations once, when all apps have made theirs."""

    def __init__(self) -> None:
        # For each model on a path: whose texts it is part of, by which path, and whether it may change hands.
        self._depending: dict[type[models.Model], list[tuple[Searchable, str, bool]]] = defaultdict(list)
        for searchable in everything():
            for model, path, is_child in searchable.dependencies():
                self._depending[model].append((searchable, path, is_child))

    def concerns(self, model: type[models.Model]) -> bool:
        return bool(of_model(model)) or model in self._depending

    def before(self, model: type[models.Model], keys: list[Any], deleting: bool) -> Changed:
        """The owners that will have lost these rows afterwards; one query for each path."""
        touched: Changed = {}
        for searchable, path, is_child in self._depending.get(model, ()):
            if deleting or is_child:
                touched.setdefault(searchable.model, set()).update(_owners(searchable, path, keys))
        return touched

    def after(self, changed: Changed) -> None:
        """One query for each path that leads to changed rows, and what `index.update` costs."""
        stale: dict[Searchable, set[Any]] = defaultdict(set)
        for model, keys in changed.items():
            for searchable in of_model(model):
                stale[searchable].update(keys)
            for owner, path, _is_child in self._depending.get(model, ()):
                stale[owner].update(_owners(owner, path, list(keys)))
        for searchable, stale_keys in stale.items():
            index.update(searchable, stale_keys)


def _owners(searchable: Searchable, path: str, keys: list[Any]) -> set[Any]:
    found: set[Any] = set()
    for start in range(0, len(keys), index.ROWS):
        rows = searchable.model._default_manager.filter(**{f"{path}__in": keys[start : start + index.ROWS]})
        found.update(rows.order_by().values_list("pk", flat=True))
    return found
