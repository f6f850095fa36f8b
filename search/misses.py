"""Searches that found nothing: the words and how often, so that editors see what is missing.

Nothing else is kept: no person, no address, no time of day. What looks like something personal (an e-mail
address, a longer number) is not kept at all.
"""

import re
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from core.sqlite import without_waiting
from search.models import MissedSearch

DAYS = 90
LONGEST = 100
# So that nobody fills the table with nonsense.
MOST_ROWS = 2000
_PERSONAL = re.compile(r"@|\d[\d\s/.-]{4,}")
_SPACE = re.compile(r"\s+")


def record(text: str, language: str) -> None:
    """Count a search without result; at most three queries, never an error, never a wait."""
    words = _SPACE.sub(" ", text).strip().lower()
    if not words or len(words) > LONGEST or _PERSONAL.search(words):
        return
    today = timezone.localdate()
    try:
        with without_waiting(), transaction.atomic():
            same = MissedSearch.objects.filter(language=language, words=words)
            if same.update(count=F("count") + 1, last_on=today) or MissedSearch.objects.count() >= MOST_ROWS:
                return
            row = MissedSearch(language=language, words=words, first_on=today, last_on=today)
            MissedSearch.objects.bulk_create([row], ignore_conflicts=True)
    except DatabaseError:
        # A visitor's search is worth more than our count of it (a busy database, odd characters).
        return


def purge() -> int:
    """Delete what was first searched for more than 90 days ago; returns how many rows."""
    oldest = timezone.localdate() - timedelta(days=DAYS)
    return MissedSearch.objects.filter(first_on__lt=oldest).delete()[0]
