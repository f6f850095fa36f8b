"""Mail the messages that could not be mailed when they came in; run hourly."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ki_site.portal import enquiries
from ki_site.portal.models import Enquiry

# A younger message is still being mailed by the request that brought it.
AGE = timedelta(minutes=2)


class Command(BaseCommand):
    help = "Mail to the KI the messages from the contact form that the mail server did not take at once."

    def handle(self, *args: Any, **options: Any) -> None:
        due = Enquiry.objects.filter(is_mail_due=True, created_at__lte=timezone.now() - AGE)
        done = [enquiries.tell(enquiry) for enquiry in due.order_by("created_at")]
        if done:
            self.stdout.write(f"Mailed {sum(done)} messages, {done.count(False)} are still due.")
