"""Load the content files; safe to repeat: what staff have changed stays as they left it."""

from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ki_site.portal.content.loading import ContentError, Loader
from ki_site.portal.content.rehearsal import on_copies


class Command(BaseCommand):
    help = (
        "Load the content of CONTENT_DIR, all of it or nothing. With --check, only say whether it could be "
        "loaded; that is tried on copies, so nobody waits for it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="try everything and change nothing")

    def handle(self, *args: Any, check: bool = False, verbosity: int = 1, **options: Any) -> None:
        folder = Path(settings.CONTENT_DIR)
        if not folder.is_dir():
            raise CommandError(f"CONTENT_DIR is {folder}, which is no folder.")
        say = self.stdout.write if verbosity > 1 else lambda _line: None
        try:
            with on_copies() if check else nullcontext():
                loader = Loader(folder, say=say)
                loader.load()
        except ContentError as error:
            raise CommandError(str(error)) from error
        for line in loader.kept:
            self.stdout.write(f"kept as it is: {line}")
        done = ", ".join(f"{number} {what}" for what, number in sorted(loader.counts.items())) or "nothing"
        self.stdout.write(f"Content {'checked' if check else 'loaded'}: {done}.")
