"""What a process keeps of what it made from content, and how long that stays true.

It stays true until the next edit, the next window ("visible from …") or midnight. States that follow the
clock more closely ("open until 16:00") are no part of it: they are worked out for each request. All that is
kept, and how much of it, stands in docs/memory.md.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar, cast

from cachetools import LRUCache
from django.conf import settings
from django.utils import timezone, translation

from core.content import changes, content_token, publishing
from core.memory.weight import weight

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MEGABYTE = 1024 * 1024
_NEVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)


class Validity(NamedTuple):
    """Two of them are equal as long as nothing but the clock can have changed what visitors may see."""

    token: str
    until: datetime  # the next window
    day: date


# The latest validity with the times between which it holds, in seconds.
_known: tuple[float, float, Validity] | None = None


def current() -> Validity:
    """The validity of this moment; one query when it changes, else none (two inside a transaction)."""
    global _known
    token = content_token.current()
    known = _known
    if known is not None and known[0] <= time.time() < known[1] and known[2].token == token:
        return known[2]
    now = timezone.localtime()
    validity = Validity(token, publishing.next_change(now) or _NEVER, now.date())
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    if not content_token.in_transaction():
        _known = (now.timestamp(), min(midnight, validity.until).timestamp(), validity)
    return validity


def next_window() -> datetime | None:
    """When something next appears or disappears by its window; costs what `current()` costs."""
    until = current().until
    return until if until < _NEVER else None


class KeptWhileTrue(Generic[Value]):
    """What this process has made from content, as long as it is true: the latest of each language.

    `megabytes` is the bound for each language (of what is made for no language: in all); the values that
    were not asked for longest go first, and one that is too large is not kept. None: the keys are few and
    the content itself is the bound. `weigh` says how many bytes a value takes. `renew` makes a value from its
    key and the value that was true before, where that is cheaper than to make it. `shared`: all pages need
    it, as they need the frame. Safe with threads; whoever gets a value must not change it, but take a copy.
    """

    def __init__(
        self,
        name: str,
        *,
        megabytes: float | None,
        weigh: Callable[[Value], int] = weight,
        renew: Callable[[Any, Value], Value] | None = None,
        in_languages: bool = True,
        shared: bool = False,
    ) -> None:
        if name in _all:
            raise ValueError(f"There are two memories of the name {name!r}.")
        self.name = name
        self.megabytes = megabytes
        self.in_languages = in_languages
        self.shared = shared
        self._weigh = weigh
        self._renew = renew
        self._lock = threading.Lock()
        self._validity: Validity | None = None
        # For each language the values with their bytes, and those that were true before, for `renew`.
        self._values: dict[str, Any] = {}
        self._former: dict[str, Any] = {}
        _all[name] = self

    def made(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value under the key; `make` makes it where it is missing or no longer true."""
        if not content_token.in_transaction():
            validity = current()
            with self._lock:
                store = self._values.get(self._language()) if self._validity == validity else None
                if store is not None and (kept := store.get(key)) is not None:
                    return cast(Value, kept[0])
        return self.made_of_all([key], lambda _missing: {key: self._renewed_or_made(key, make)})[key]

    def made_of_all(
        self, keys: Iterable[Key], make: Callable[[list[Key]], Mapping[Key, Value]]
    ) -> dict[Key, Value]:
        """The values under these keys; `make` makes those that are missing, all at once.

        The validity is taken before they are made, and they are kept only if it holds afterwards: what was
        read while somebody changed it is not. Inside a transaction nothing is kept, but for the time of a
        batch what it has made since its last change.
        """
        if content_token.in_transaction():
            return self._made_in_transaction(list(keys), make)
        validity = current()
        found, missing = self._find(validity, list(keys))
        if missing:
            made = make(missing)
            found |= made
            if current() == validity:
                self._store(validity, made)
        return found

    def put_away(self) -> None:
        """Forget everything."""
        with self._lock:
            self._validity, self._values, self._former = None, {}, {}

    def bytes_kept(self) -> int:
        """How much all values weigh, in all languages."""
        with self._lock:
            kept = [(key, *of_key) for store in self._values.values() for key, of_key in store.items()]
        return sum(size or self._size(key, value) for key, value, size in kept)

    def _made_in_transaction(
        self, keys: list[Key], make: Callable[[list[Key]], Mapping[Key, Value]]
    ) -> dict[Key, Value]:
        made = changes.made_in_batch()
        own = {} if made is None else made
        language = self._language()
        found = {key: own[self.name, language, key] for key in keys if (self.name, language, key) in own}
        if missing := [key for key in keys if key not in found]:
            new = make(missing)
            found |= new
            own.update({(self.name, language, key): value for key, value in new.items()})
        return found

    def _find(self, validity: Validity, keys: list[Key]) -> tuple[dict[Key, Value], list[Key]]:
        with self._lock:
            if self._validity != validity:
                self._former = (self._values or self._former) if self._renew else {}
                self._validity, self._values = validity, {}
            store = self._values.get(self._language(), {})
            found = {key: kept[0] for key in keys if (kept := store.get(key)) is not None}
        return found, [key for key in keys if key not in found]

    def _store(self, validity: Validity, made: Mapping[Key, Value]) -> None:
        weighed = {
            key: (value, self._size(key, value) if self.megabytes else 0) for key, value in made.items()
        }
        with self._lock:
            if self._validity != validity:
                return
            store = self._values.setdefault(self._language(), self._new_store())
            for key, kept in weighed.items():
                if self.megabytes is None or kept[1] <= store.maxsize:
                    store[key] = kept

    def _size(self, key: Hashable, value: Value) -> int:
        return weight(key) + self._weigh(value)

    def _new_store(self) -> Any:
        if self.megabytes is None:
            return {}
        return LRUCache(self.megabytes * MEGABYTE, getsizeof=itemgetter(1))

    def _renewed_or_made(self, key: Hashable, make: Callable[[], Value]) -> Value:
        with self._lock:
            former = self._former.get(self._language(), {}).get(key)
        return self._renew(key, former[0]) if self._renew and former is not None else make()

    def _language(self) -> str:
        return (translation.get_language() or settings.LANGUAGE_CODE) if self.in_languages else ""


_all: dict[str, KeptWhileTrue[Any]] = {}


def memories() -> Iterator[KeptWhileTrue[Any]]:
    """All that this process may keep, by the modules that are loaded."""
    yield from _all.values()


def forget(*, shared: bool = True) -> None:
    """Empty all memories, or only what single pages need (where it is counted what making a page costs)."""
    for memory in memories():
        if shared or not memory.shared:
            memory.put_away()
