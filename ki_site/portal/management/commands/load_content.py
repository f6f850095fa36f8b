"""Load the content files; safe to repeat: what staff have changed stays as they left it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ki_site.portal.content.loading import ContentError, Loader


class _UndoError(Exception):
    """Ends a check: everything was tried, nothing stays."""


class Command(BaseCommand):
    help = "Load the content of CONTENT_DIR. With --check, only say whether it could be loaded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="try everything and change nothing")

    def handle(self, *args: Any, check: bool = False, verbosity: int = 1, **options: Any) -> None:
        folder = Path(settings.CONTENT_DIR)
        if not folder.is_dir():
            raise CommandError(f"CONTENT_DIR is {folder}, which is no folder.")
        loader = Loader(folder, say=self.stdout.write if verbosity > 1 else lambda _line: None)
        try:
            with transaction.atomic():
                loader.load()
                if check:
                    raise _UndoError
        except ContentError as error:
            raise CommandError(str(error)) from error
        except _UndoError:
            pass
        for line in loader.kept:
            self.stdout.write(f"kept as it is: {line}")
        done = ", ".join(f"{number} {what}" for what, number in sorted(loader.counts.items())) or "nothing"
        self.stdout.write(f"Content {'checked' if check else 'loaded'}: {done}.")
