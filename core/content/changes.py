"""Tells listeners which rows changed, inside the transaction that changes them.

What is derived from content and kept in tables (the search index) must never differ from it, so it is
brought up to date before the transaction ends: `batch()` gathers the changes of everything that happens
within and hands them over once, at its end. Each save, deletion and bulk change of a content model is a
batch by itself; wrap work on many objects in one, and it costs as many queries as one object does.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import models, transaction

Changed = dict[type[models.Model], set[Any]]


class Listener(Protocol):
    def concerns(self, model: type[models.Model]) -> bool:
        """Whether changes of this model matter at all; must cost nothing."""

    def before(self, model: type[models.Model], keys: list[Any], deleting: bool) -> Changed:
        """What else depends on these rows as they still stand, and could not be found afterwards."""

    def after(self, changed: Changed) -> None:
        """Bring up to date what depends on these rows; still inside the transaction."""


_listeners: list[Listener] = []
_pending: ContextVar[Changed | None] = ContextVar("pending changes", default=None)


def listen(listener: Listener) -> None:
    """Called once for each process, when the apps are ready."""
    _listeners.append(listener)


@contextmanager
def batch() -> Iterator[None]:
    """A transaction whose changes the listeners hear of once, at its end; a batch within joins it.

    When the block fails, everything is rolled back and nobody hears of it.
    """
    with transaction.atomic():
        if _pending.get() is not None:
            yield
            return
        token = _pending.set({})
        try:
            yield
            changed = {model: keys for model, keys in (_pending.get() or {}).items() if keys}
            for listener in _listeners if changed else ():
                listener.after(changed)
        finally:
            _pending.reset(token)


def concerns(model: type[models.Model]) -> bool:
    return any(listener.concerns(model) for listener in _listeners)


def before(model: type[models.Model], keys: Iterable[Any], deleting: bool = False) -> None:
    """Within a batch: these rows are about to change or to go."""
    keys = list(keys)
    for listener in _listeners:
        if keys and listener.concerns(model):
            for other, other_keys in listener.before(model, keys, deleting).items():
                note(other, other_keys)


def note(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Within a batch: these rows have changed, are new or are gone."""
    pending = _pending.get()
    if pending is not None and concerns(model):
        pending.setdefault(model, set()).update(keys)
