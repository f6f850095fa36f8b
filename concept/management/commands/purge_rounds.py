"""Delete the names, addresses and links of rounds whose time is over; run daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from concept.models import Invitation


class Command(BaseCommand):
    help = "Delete names and e-mail addresses of yearly rounds whose purge date has come; the answers stay."

    def handle(self, *args: Any, **options: Any) -> None:
        empty = Q(contact_name="", contact_email="", sender_name="", token_hash="")
        found = Invitation.objects.filter(purge_on__lte=timezone.localdate()).exclude(empty)
        number = found.update(
            contact_name="", contact_email="", sender_name="", token_hash="", expires_on=None
        )
        self.stdout.write(f"Cleared {number} questions to organisations.")
