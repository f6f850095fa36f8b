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
from dataclasses import dataclass, field, replace
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
    # Among them those that were made in this batch and have nothing yet but their fields.
    bare: Changed = field(default_factory=dict)
    # Why a row was changed, where somebody said so.
    reasons: dict[tuple[type[models.Model], Any], str] = field(default_factory=dict)
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


@contextmanager
def tried() -> Iterator[None]:
    """Within a batch: all that happens in the block is rolled back at its end, and nobody hears of it."""
    around = _batch.get()
    if around is None:
        raise RuntimeError("Nothing is tried outside of a batch.")
    before = replace(
        around,
        changed={model: set(keys) for model, keys in around.changed.items()},
        bare={model: set(keys) for model, keys in around.bare.items()},
        reasons=dict(around.reasons),
    )
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        around.made.clear()
        around.changed, around.bare, around.reasons = before.changed, before.bare, before.reasons
        around.renews_token = before.renews_token


def note(
    model: type[models.Model], keys: Iterable[Any] = (), *, is_new: bool = False, reason: str = ""
) -> None:
    """These rows have changed, are new or are gone; where nobody listens to the model, no keys are needed.

    `reason`: why, in the words of whoever changed them.
    """
    around = _batch.get()
    if around is None:
        with batch():
            note(model, keys, is_new=is_new, reason=reason)
        return
    keys = list(keys)
    around.renews_token = True
    around.made.clear()
    bare = around.bare.setdefault(model, set())
    if is_new:
        bare.update(keys)
    else:
        bare.difference_update(keys)
    if reason:
        around.reasons.update(dict.fromkeys([(model, key) for key in keys], reason))
    _remember(model, keys)


def bare(model: type[models.Model]) -> set[Any]:
    """Within a batch: the rows that it has made and not touched since."""
    around = _batch.get()
    return around.bare.get(model, set()) if around is not None else set()


def reason(model: type[models.Model], key: Any) -> str:
    """Within a batch: why it changed this row; empty where nobody said so."""
    around = _batch.get()
    return around.reasons.get((model, key), "") if around is not None else ""


def _remember(model: type[models.Model], keys: Iterable[Any]) -> None:
    around = _batch.get()
    if around is not None and concerns(model):
        around.changed.setdefault(model, set()).update(keys)
