"""Write the pages that the web server sends while the site cannot answer; run at each deployment."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ki_site.portal import error_pages


class Command(BaseCommand):
    help = "Write the error pages of the web server in all languages; run after collectstatic, then daily."

    def handle(self, *args: Any, **options: Any) -> None:
        number = error_pages.write()
        self.stdout.write(f"Wrote {number} pages to {settings.ERROR_PAGES_DIR}.")
