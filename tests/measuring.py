"""Counting what a page itself asks of the database, beyond the frame that all pages share."""

import pytest
from django.core.cache import cache
from django.test import Client

from core.content import content_token
from core.memory import validity


def warm(client: Client, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fill what a process keeps for all pages (frame, content token) and empty what it keeps of this one,
    so that the next `client.get(url)` costs the queries of its view and nothing else.
    """
    monkeypatch.setattr(content_token, "CHECK_EVERY", 3600.0)
    assert client.get(url).status_code == 200
    cache.clear()
    validity.forget(shared=False)
