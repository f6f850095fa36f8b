"""Delete old searches without result and words that stand nowhere any more; run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from search import index, misses


class Command(BaseCommand):
    help = (
        f"Delete searches without result that were first made more than {misses.DAYS} days ago, "
        "and words of the index that stand nowhere any more."
    )

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        count, words = misses.purge(), index.purge_words()
        if verbosity:
            self.stdout.write(f"{count} searches without result and {words} words deleted.")
