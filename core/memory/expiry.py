"""How long a page stays true: whoever shows something that depends on the clock says until when."""

from datetime import datetime

from django.http import HttpRequest

_ATTRIBUTE = "_true_until"


def until(request: HttpRequest, moment: datetime | None) -> None:
    """The page that answers `request` must not be shown from a cache after `moment` (aware)."""
    earlier = true_until(request)
    if moment is not None and (earlier is None or moment < earlier):
        setattr(request, _ATTRIBUTE, moment)


def true_until(request: HttpRequest) -> datetime | None:
    """The earliest of the moments that were named, or None."""
    return getattr(request, _ATTRIBUTE, None)
