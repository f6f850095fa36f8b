"""How often the same visitor may send a form, counted for all processes, without keeping the address."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.content.days import MomentField

PER_HOUR = 5


class Attempts(models.Model):
    """How often one visitor has sent one form since the first time within the hour."""

    key = models.CharField(max_length=100, unique=True)
    count = models.PositiveIntegerField(default=0)
    until = MomentField(db_index=True)  # for purge()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


def client_address(request: HttpRequest) -> str:
    """The visitor's address: behind PROXIES proxies, the one that the outermost of them saw."""
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return forwarded[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def too_many(request: HttpRequest, form: str, per_hour: int = PER_HOUR) -> bool:
    """Count this attempt; True when it is more than `per_hour` within an hour. Four queries."""
    key = f"{form}:{salted_hmac('throttle', client_address(request), algorithm='sha256').hexdigest()}"
    now = timezone.now()
    with transaction.atomic():
        Attempts.objects.filter(key=key, until__lte=now).delete()
        row, _new = Attempts.objects.get_or_create(key=key, defaults={"until": now + timedelta(hours=1)})
        Attempts.objects.filter(pk=row.pk).update(count=F("count") + 1)
        return Attempts.objects.values_list("count", flat=True).get(pk=row.pk) > per_hour


def purge() -> int:
    """Delete what is over; returns how many rows."""
    return Attempts.objects.filter(until__lte=timezone.now()).delete()[0]
