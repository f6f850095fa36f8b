"""A Redis that processes and hosts share, and that may be gone: it costs milliseconds then, never a page."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Seconds: how long an answer may take, how long a fault lets it rest, how often that is told.
PATIENCE = 0.1
REST = 2.0
TELL_EVERY = 60.0


class _Breaker:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rests_until = self.told = float("-inf")

    def is_resting(self) -> bool:
        return time.monotonic() < self.rests_until

    def trip(self, error: Exception) -> None:
        now = time.monotonic()
        with self.lock:
            self.rests_until = now + REST
            is_news = now >= self.told + TELL_EVERY
            if is_news:
                self.told = now
        if is_news:
            logger.warning("The cache of CACHE_URL is of no use, pages are made without it: %s", error)


_breakers: dict[str, _Breaker] = {}


class SharedCache(RedisCache):
    """What is kept here is comfort: on any error nothing is found and nothing is stored."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_timeout", PATIENCE)
        options.setdefault("socket_connect_timeout", PATIENCE)
        options.setdefault("retry", Retry(NoBackoff(), 0))
        super().__init__(server, params)
        self._breaker = _breakers.setdefault(str(server), _Breaker())

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._tried(lambda: super(SharedCache, self).get(key, default, version), default)

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._tried(lambda: super(SharedCache, self).set(key, value, timeout, version), None)

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return self._tried(lambda: super(SharedCache, self).add(key, value, timeout, version), False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._tried(lambda: super(SharedCache, self).delete(key, version), False)

    def clear(self) -> None:
        self._tried(lambda: super(SharedCache, self).clear(), None)

    def _tried(self, action: Callable[[], Any], otherwise: Any) -> Any:
        if self._breaker.is_resting():
            return otherwise
        try:
            return action()
        except Exception as error:  # what nonsense makes of redis and pickle is of many kinds
            self._breaker.trip(error)
            return otherwise
