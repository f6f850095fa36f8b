"""Django's backend for PostgreSQL, which waits for no server that has stopped to answer.

The server's own statement_timeout is no help against a server that hangs, nor are the time limits of TCP.
"""

import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.errors import _WaitTimeout

# Seconds for a statement; none for commands, whose statements may take long. The WSGI application sets it.
longest_wait: float | None = None
# Seconds in which a kept connection says that it is still there.
SIGN_OF_LIFE = 1.0
# For so many seconds after a connection failed the site tries no other: one page asks many times.
QUIET = 2.0
_quiet_until = 0.0


class Connection(psycopg.Connection[Any]):
    """Gives up a server that does not answer, and itself with it."""

    longest_wait: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        limit = timeout or self.longest_wait or longest_wait
        try:
            return super().wait(gen, interval, limit)
        except _WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.OperationalError(f"the server did not answer within {limit} seconds") from error


class _Driver:
    """psycopg, but for the class of its connections."""

    connect = staticmethod(Connection.connect)

    def __getattr__(self, name: str) -> Any:
        return getattr(psycopg, name)


class DatabaseWrapper(base.DatabaseWrapper):
    Database: Any = _Driver()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        global _quiet_until
        if longest_wait and time.monotonic() < _quiet_until:
            raise psycopg.OperationalError("the server did not answer a moment ago")
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            _quiet_until = time.monotonic() + QUIET
            raise

    def is_usable(self) -> bool:
        if self.connection is None:
            return False
        self.connection.longest_wait = SIGN_OF_LIFE
        try:
            return super().is_usable()
        finally:
            if self.connection is not None:
                self.connection.longest_wait = None
