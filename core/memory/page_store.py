"""The cache of one process, bounded in bytes."""

import threading
import time
from operator import itemgetter
from typing import Any

from cachetools import LRUCache
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from core.memory.weight import weight

MEGABYTE = 1024 * 1024
# Django makes an object of the backend for each thread; they share what they keep, by the name of the cache.
_stores: dict[str, "_Store"] = {}
_making = threading.Lock()


class _Store:
    """Keys with the value, until when it holds (None: for ever), and its bytes."""

    def __init__(self, most: int) -> None:
        self.lock = threading.Lock()
        self.values: LRUCache[str, tuple[Any, float | None, int]] = LRUCache(most, getsizeof=itemgetter(2))


class PageStore(BaseCache):
    """OPTIONS: MEGABYTES, beyond which what was not asked for longest goes first.

    Values are kept as they are, not pickled: whoever gets one must not change it.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        most = int(params["OPTIONS"]["MEGABYTES"] * MEGABYTE)
        with _making:
            self._store = _stores.get(name)  # type: ignore[assignment]
            if self._store is None or self._store.values.maxsize != most:
                self._store = _stores[name] = _Store(most)

    _store: _Store

    @property
    def bytes_kept(self) -> int:
        return int(self._store.values.currsize)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with self._store.lock:
            found = self._store.values.get(self.make_and_validate_key(key, version))
        return default if found is None or _is_over(found[1]) else found[0]

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """One that is too large for the whole store is not kept."""
        full = self.make_and_validate_key(key, version)
        size = weight(value)
        with self._store.lock:
            self._store.values.pop(full, None)
            if size <= self._store.values.maxsize:
                self._store.values[full] = (value, self.get_backend_timeout(timeout), size)

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        if self.has_key(key, version):
            return False
        self.set(key, value, timeout, version)
        return True

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        found = self.get(key, version=version)
        if found is not None:
            self.set(key, found, timeout, version)
        return found is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        with self._store.lock:
            return self._store.values.pop(self.make_and_validate_key(key, version), None) is not None

    def clear(self) -> None:
        with self._store.lock:
            self._store.values.clear()


def _is_over(until: float | None) -> bool:
    return until is not None and until <= time.time()
