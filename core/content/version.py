"""The content version: a token that every editorial change renews in the same transaction.

What is derived from content (cached pages, the site's frame) is kept under the token and so is never
older than the content. The token is random, not a counter: after a roll-back the same number would stand
for other content.
"""

import time
from uuid import uuid4

from django.db import models

# A process asks the database for the token at most once in this many seconds.
CHECK_EVERY = 1.0

_known: tuple[float, str] | None = None


class ContentVersion(models.Model):
    """One row: the token that every editorial change renews."""

    token = models.CharField(max_length=32)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.token


def bump() -> None:
    """Renew the token; one query, part of the caller's transaction."""
    token = uuid4().hex
    if not ContentVersion.objects.filter(pk=1).update(token=token):
        ContentVersion.objects.create(pk=1, token=token)
    forget()


def known() -> str | None:
    """The token if this process has asked for it lately, else None; never a query."""
    kept = _known
    return kept[1] if kept is not None and time.monotonic() - kept[0] < CHECK_EVERY else None


def current() -> str:
    """The token of today's content; at most one query a second in each process."""
    global _known
    token = known()
    if token is None:
        now = time.monotonic()
        token = ContentVersion.objects.values_list("token", flat=True).filter(pk=1).first() or ""
        _known = (now, token)
    return token


def forget() -> None:
    """Ask the database again at the next look (after a change in this process, and between tests)."""
    global _known
    _known = None
