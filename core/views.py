"""What views of all apps share."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core import roles
from core.content import held_addresses
from core.content.shown_languages import with_languages
from core.middleware import MovedError
from core.models import Publishable

Entry = TypeVar("Entry", bound=Publishable)


def visible_or_404(request: HttpRequest, entries: "QuerySet[Entry]", **lookup: Any) -> Entry:
    """The entry, if this visitor may see it; one query (two for staff with a session).

    The page is about it (`request.main_entry`): the frame says in which languages it can be read.
    Staff who may change it see it before it is published: then `request.is_preview` is set, the page
    carries a banner and no cache keeps it. Everybody else gets a 404. An address that an entry had once leads
    to today's: one query more, before a 404 only.
    """
    entry = with_languages(entries.filter(**lookup)).first()
    if entry is not None and (entry.is_visible or may_preview(request, type(entry))):
        request.main_entry = entry  # type: ignore[attr-defined]
        request.is_preview = not entry.is_visible  # type: ignore[attr-defined]
        return entry
    if entry is None and "slug" in lookup:
        _lead_on(request, entries.model, lookup["slug"])
    raise Http404(_("There is no such page."))


def _lead_on(request: HttpRequest, model: type[Publishable], slug: str) -> None:
    """Raise MovedError where the slug is one that an entry had once, if this visitor may see the entry."""
    may_see_all = may_preview(request, model)
    entries = model.objects.all() if may_see_all else model.objects.public()
    entry = held_addresses.todays(entries.order_by(), slug)
    match = request.resolver_match
    if entry is not None and match is not None and "slug" in match.kwargs:
        address = reverse(match.view_name, kwargs={**match.kwargs, "slug": entry.slug})
        query = request.META.get("QUERY_STRING", "")
        raise MovedError(f"{address}?{query}" if query else address)


def may_preview(request: HttpRequest, model: type[Publishable]) -> bool:
    """Whether this visitor may see unpublished entries of `model`: staff with the right to change them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_staff:
        return False
    return roles.may(user, "change", model)
