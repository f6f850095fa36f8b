"""Which parameters of an address a view understands: all others are taken away before it is asked.

So "fbclid", "utm_source" and whatever people invent change no page, reach no link, and are no page of their
own in the cache. A view that reads parameters says so: `@understands("q", "page")`.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import unquote_plus

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from core.middleware import language_of_path

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE = "understood_parameters"


def understands(*names: str) -> Callable[[View], View]:
    """Stands directly above the view, below other decorators, which hand it on."""

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, frozenset(names))
        return view

    return declare


@lru_cache(2048)
def of_address(path: str) -> frozenset[str] | None:
    """The parameters that the view of an address understands, mostly none; None where there is no view."""
    try:
        with translation.override(language_of_path(path) or settings.LANGUAGE_CODE):
            view = resolve(path).func
    except Resolver404:
        return None
    found: frozenset[str] = getattr(view, _ATTRIBUTE, frozenset())
    return found


def understood(query: str, names: frozenset[str]) -> str:
    """The query without the parameters of other names; what is left stays as it was written."""
    return "&".join(part for part in query.split("&") if unquote_plus(part.partition("=")[0]) in names)
