"""The content token: a random text that every change of content renews, once, in the same transaction.

What is made of content (pages, the site's frame) is kept under the token and so is never older than the
content. It is random, not a counter: after a roll-back the same number would stand for other content.
Whoever changes content calls `changes.note`; only the end of a batch renews the token.
"""

import threading
import time
from uuid import uuid4

from django.db import connection, models, transaction

from core import outage

# A process asks the database for the token at most once in this many seconds.
CHECK_EVERY = 1.0


class ContentVersion(models.Model):
    """One row: the content token."""

    token = models.CharField(max_length=32)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.token


_lock = threading.Lock()
# The token with the moment at which it was asked for, and how often it has been forgotten.
_known: tuple[float, str] | None = None
_forgotten = 0


def known() -> str | None:
    """The token if this process has asked for it lately, else None; never a query."""
    kept = _known
    return kept[1] if kept is not None and time.monotonic() - kept[0] < CHECK_EVERY else None


def current() -> str:
    """The token of today's content; at most one query a second in each process.

    Inside a transaction one query each time, and nothing is remembered: it may be a token that nobody else
    will ever see. While the database does not answer, the token that was known last holds on: nobody can have
    changed anything, so kept pages are still true.
    """
    global _known
    if in_transaction():
        return _asked_for()
    token = known()
    if token is None:
        asked, forgotten, last = time.monotonic(), _forgotten, _known
        try:
            token = _asked_for()
        except outage.DATABASE:
            if last is None:
                raise
            asked, token = time.monotonic(), last[1]
        with _lock:
            if forgotten == _forgotten:
                _known = (asked, token)
    return token


def renew() -> None:
    """Give the content a new token; one query, part of the caller's transaction.

    The row stays locked until its end, so this is the last thing that a transaction does.
    """
    token = uuid4().hex
    if not ContentVersion.objects.filter(pk=1).update(token=token):
        ContentVersion.objects.create(pk=1, token=token)
    forget()
    transaction.on_commit(forget)


def forget() -> None:
    """Ask the database again at the next look (after a change in this process, and between tests)."""
    global _known, _forgotten
    with _lock:
        _known, _forgotten = None, _forgotten + 1


def in_transaction() -> bool:
    """Whether what is read now may contain what will never be committed."""
    return connection.in_atomic_block


def _asked_for() -> str:
    return ContentVersion.objects.values_list("token", flat=True).filter(pk=1).first() or ""
