"""Tell those who are responsible what is due; run weekly."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from concept.due import reminders


class Command(BaseCommand):
    help = "Mail to each responsible editor what is due. Safe to repeat: one mail a person and week at most."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        letters, lost = reminders.letters(today)
        sent = sum(reminders.send(letter, today) for letter in letters)
        self.stdout.write(f"Sent {sent} mails.")
        if lost:
            self.stderr.write(
                f"{lost} entries are due, but neither their editor nor anybody of the Leitung has an address."
            )
