"""Delete old searches without result; run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from search import misses


class Command(BaseCommand):
    help = f"Delete searches without result that were first made more than {misses.DAYS} days ago."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        count = misses.purge()
        if verbosity:
            self.stdout.write(f"{count} searches without result deleted.")
