"""Delete the messages whose time is over; run daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ki_site.portal.models import Enquiry


class Command(BaseCommand):
    help = "Delete messages from the contact form whose purge date has come."

    def handle(self, *args: Any, **options: Any) -> None:
        number, _ = Enquiry.objects.filter(purge_on__lte=timezone.localdate()).delete()
        self.stdout.write(f"Deleted {number} messages.")
