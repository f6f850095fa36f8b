"""The context processor that puts the frame around every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ki_site.portal.frame import Frame


def frame(request: HttpRequest) -> dict[str, Any]:
    """Built only when a template asks for it, so that fragments and the admin do not pay for it."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
