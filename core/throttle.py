"""How often the same visitor may send a form, counted in the cache without keeping the address itself."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PER_HOUR = 5


def client_address(request: HttpRequest) -> str:
    """The visitor's address: behind PROXIES proxies, the one that the outermost of them saw."""
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return forwarded[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def too_many(request: HttpRequest, form: str, per_hour: int = PER_HOUR) -> bool:
    """Count this attempt; True when it is more than `per_hour` within an hour."""
    key = f"throttle:{form}:{salted_hmac('throttle', client_address(request)).hexdigest()}"
    cache.add(key, 0, timeout=3600)
    try:
        return cache.incr(key) > per_hour
    except ValueError:  # it expired between the two calls
        return False
