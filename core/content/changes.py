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

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import m2m_changed

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


def watch_relations() -> None:
    """Hear of many-to-many relations, which change without a method of the model."""
    from core.content.content import ContentModel

    for model in apps.get_models():
        if issubclass(model, ContentModel):
            for field in model._meta.local_many_to_many:
                through = field.remote_field.through
                m2m_changed.connect(_relation_changed, sender=through, dispatch_uid=f"changes:{field}")


def _relation_changed(
    action: str, instance: models.Model, reverse: bool, model: type[models.Model], pk_set: Any, **kwargs: Any
) -> None:
    """The side that declares the relation has changed: the instance itself, or those it was taken from."""
    owner: type[models.Model] = model if reverse else type(instance)
    if not concerns(owner):
        return
    if action == "pre_clear" and reverse:
        field = next(f for f in owner._meta.local_many_to_many if f.remote_field.through is kwargs["sender"])
        rows = owner._default_manager.filter(**{field.name: instance.pk})
        instance.__dict__["_cleared_from"] = list(rows.values_list("pk", flat=True))
    elif action.startswith("post_"):
        keys = [instance.pk]
        if reverse:
            keys = instance.__dict__.pop("_cleared_from", []) if action == "post_clear" else list(pk_set)
        with batch():
            note(owner, keys)
