"""What happens once at the end of every change of content, inside its transaction.

What is derived from content and kept in tables (the search index) must never differ from it, so it is
brought up to date before the transaction ends: `batch()` gathers the changes of everything that happens
within and hands them over once, at its end; then it renews the content token. Each save, deletion and bulk
change of a content model is a batch by itself; wrap work on many objects in one, and it costs as many
queries as one object does. The row of the token, which all changes share, is locked last and for a moment:
so a long batch does not make others wait for it, and two of them never wait for each other.
"""

from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models, transaction

from core.content import content_token

Changed = dict[type[models.Model], set[Any]]


class Listener(Protocol):
    def concerns(self, model: type[models.Model]) -> bool:
        """Whether changes of this model matter at all; must cost nothing."""

    def before(self, model: type[models.Model], keys: list[Any], deleting: bool) -> Changed:
        """What else depends on these rows as they still stand, and could not be found afterwards."""

    def after(self, changed: Changed) -> None:
        """Bring up to date what depends on these rows; still inside the transaction."""


@dataclass
class _Batch:
    changed: Changed = field(default_factory=dict)
    renews_token: bool = False
    # What was made of the content as this batch sees it, since its last change.
    made: dict[Hashable, Any] = field(default_factory=dict)


_listeners: list[Listener] = []
_batch: ContextVar[_Batch | None] = ContextVar("batch", default=None)


def listen(listener: Listener) -> None:
    """Called once for each process, when the apps are ready."""
    _listeners.append(listener)


@contextmanager
def batch() -> Iterator[None]:
    """A transaction whose changes the listeners hear of once, at its end; a batch within joins it.

    When the block fails, everything is rolled back and nobody hears of it.
    """
    outer = _batch.get()
    with transaction.atomic():
        if outer is not None:
            try:
                yield
            except BaseException:
                outer.made.clear()
                raise
            return
        own = _Batch()
        reset = _batch.set(own)
        try:
            yield
            changed = {model: keys for model, keys in own.changed.items() if keys}
            for listener in _listeners if changed else ():
                listener.after(changed)
            if own.renews_token:
                content_token.renew()
        finally:
            _batch.reset(reset)


def made_in_batch() -> dict[Hashable, Any] | None:
    """What the batch around has made of content for itself alone; None where there is no batch."""
    around = _batch.get()
    return around.made if around is not None else None


def concerns(model: type[models.Model]) -> bool:
    return any(listener.concerns(model) for listener in _listeners)


def before(model: type[models.Model], keys: Iterable[Any], deleting: bool = False) -> None:
    """Within a batch: these rows are about to change or to go."""
    keys = list(keys)
    for listener in _listeners:
        if keys and listener.concerns(model):
            for other, other_keys in listener.before(model, keys, deleting).items():
                _remember(other, other_keys)


def note(model: type[models.Model], keys: Iterable[Any] = ()) -> None:
    """These rows have changed, are new or are gone; where nobody listens to the model, no keys are needed."""
    around = _batch.get()
    if around is None:
        with batch():
            note(model, keys)
        return
    around.renews_token = True
    around.made.clear()
    _remember(model, keys)


def _remember(model: type[models.Model], keys: Iterable[Any]) -> None:
    around = _batch.get()
    if around is not None and concerns(model):
        around.changed.setdefault(model, set()).update(keys)
