"""Whoever saves an entry locks it first: nobody else changes then what stands there, until the end."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from core.editing.recording import entries


def lock(model: type[Model], keys: Iterable[Any]) -> None:
    """Within a transaction: what these rows belong to, or they themselves. Two queries at most for a kind.

    On SQLite a transaction that writes has locked everything already.
    """
    for kind, kind_keys in sorted(entries(model, keys).items(), key=lambda item: item[0]._meta.label):
        list(locked(kind, kind_keys).values_list("pk"))


def locked(model: type[Model], keys: Iterable[Any]) -> Any:
    """These entries as they are when the locks are held, always in the same order."""
    rows = model._default_manager.select_for_update(no_key=True)
    return rows.filter(pk__in=list(keys)).order_by("pk")
