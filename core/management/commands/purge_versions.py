"""Delete for good what was thrown away, and what was typed and never saved; run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.admin.thrown_away import KEPT_FOR, deleted
from core.editing.shape import kinds, owners
from core.models import Change, Version


class Command(BaseCommand):
    help = (
        f"Delete entries that have been in the bin for {KEPT_FOR.days} days, with their history, "
        "and what somebody typed as long ago and did not save."
    )

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        before = timezone.now() - KEPT_FOR
        count = 0
        for kind, key in deleted().filter(saved_at__lt=before).values_list("kind", "key"):
            Version.objects.filter(kind=kind, key=key).delete()
            count += 1
        # Parts have no history of their own; these states are kept only for forms that are open.
        parts = [model._meta.label_lower for model in kinds() if owners(model)]
        Version.objects.filter(kind__in=parts, saved_at__lt=before).delete()
        Change.objects.filter(touched_at__lt=before).delete()
        if verbosity:
            self.stdout.write(f"{count} entries of the bin deleted.")
