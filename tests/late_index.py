"""The search index of a test is brought up to date when something first asks for it, not with each save.

Most tests save entries and never search; writing the words of each was a third of their time. What is read
is the same: any statement that names a table of the index waits for it. That the site itself writes at once,
in the transaction of the change, is proved by tests/search/test_index.py, which is left out (index_at_once).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from core.content.changes import Changed
from search.listening import IndexListener
from search.models import Entry, EntryText, Posting, Word

TABLES = [f'"{model._meta.db_table}"' for model in (Entry, EntryText, Posting, Word)]


@contextmanager
def late_index(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For this thread's connection, for the time of the block; what is still to do at its end is dropped."""
    at_once = IndexListener.after
    waiting: dict[IndexListener, Changed] = {}

    def after(self: IndexListener, changed: Changed) -> None:
        kept = waiting.setdefault(self, defaultdict(set))
        for model, keys in changed.items():
            kept[model].update(keys)

    def execute(run: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        while waiting and any(table in sql for table in TABLES):
            at_once(*waiting.popitem())
        return run(sql, *arguments)

    monkeypatch.setattr(IndexListener, "after", after)
    with connection.execute_wrapper(execute):
        yield
