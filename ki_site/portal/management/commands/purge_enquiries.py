"""Delete the messages, and the counts of forms sent, whose time is over; run daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core import throttle
from ki_site.portal.models import Enquiry


class Command(BaseCommand):
    help = "Delete messages from the contact form whose purge date has come, and counts of forms sent."

    def handle(self, *args: Any, **options: Any) -> None:
        number, _ = Enquiry.objects.filter(purge_on__lte=timezone.localdate()).delete()
        throttle.purge()
        self.stdout.write(f"Deleted {number} messages.")
