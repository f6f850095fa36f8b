"""How long what is made from content alone stays true: until the next edit, window or midnight.

States that follow the clock more closely ("open until 16:00") are no part of it: they belong into the key of
what is kept.
"""

import time
from collections.abc import Hashable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakSet

from django.conf import settings
from django.utils import timezone, translation

from core.content import publishing, version

Value = TypeVar("Value")

_NEVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)


class Epoch(NamedTuple):
    """Two of them are equal as long as nothing but the clock can have changed what visitors may see."""

    token: str
    until: datetime  # the next window
    day: date


# The latest epoch with the times between which it holds, in seconds.
_known: tuple[float, float, Epoch] | None = None


def current() -> Epoch:
    """The epoch of this moment; one query when it changes, else none."""
    global _known
    token = version.current()
    if _known is not None and _known[0] <= time.time() < _known[1] and _known[2].token == token:
        return _known[2]
    now = timezone.localtime()
    epoch = Epoch(token, publishing.next_change(now) or _NEVER, now.date())
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    _known = (now.timestamp(), min(midnight, epoch.until).timestamp(), epoch)
    return epoch


def next_window() -> datetime | None:
    """When something next appears or disappears by its window; costs what `current()` costs."""
    until = current().until
    return until if until < _NEVER else None


_memories: WeakSet["Memory[Any]"] = WeakSet()


def forget() -> None:
    """Empty the memories of single pages (where it is counted what a page costs when it is first made)."""
    for memory in _memories:
        if not memory.shared:
            memory.put_away()


class Memory(Generic[Value]):
    """What this process has made from content in this epoch, in each language: the latest `most` values.

    `shared` says that all pages need it, as they need the frame.
    """

    def __init__(self, most: int, *, shared: bool = False) -> None:
        self.most = most
        self.shared = shared
        self._epoch: Epoch | None = None
        self._values: dict[tuple[str, Hashable], Value] = {}
        _memories.add(self)

    def get(self, key: Hashable) -> Value | None:
        return self._fresh().get((_language(), key))

    def put(self, key: Hashable, value: Value) -> Value:
        values = self._fresh()
        while len(values) >= self.most:
            values.pop(next(iter(values)), None)
        values[_language(), key] = value
        return value

    def put_away(self) -> None:
        """Forget everything."""
        self._epoch = None

    def _fresh(self) -> dict[tuple[str, Hashable], Value]:
        epoch = current()
        if self._epoch != epoch:
            self._epoch, self._values = epoch, {}
        return self._values


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE
