"""Build the search index anew, for example after a change of how texts are read."""

from typing import Any

from django.core.management.base import BaseCommand

from core.content import changes
from search import index
from search.models import Entry


class Command(BaseCommand):
    help = "Empty the search index and fill it from the content. Visitors keep the old one until it is done."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        with changes.batch():
            count = index.rebuild(self._say if verbosity else None)
            changes.note(Entry)
        if verbosity:
            self.stdout.write(f"Search index rebuilt: {count} entries.")

    def _say(self, kind: str, done: int, total: int) -> None:
        self.stdout.write(f"{kind}: {done} of {total}")
        self.stdout.flush()
