"""Which mails about what is due have been sent."""

from django.conf import settings
from django.db import models


class SentReminder(models.Model):
    """One mail to one member of the staff in one week of the calendar; technical, nobody edits it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Year and week as in ISO 8601: "2026-W47".
    week = models.CharField(max_length=8)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "week"], name="concept_sentreminder_once_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.week}"
