"""What views of all apps share."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from core import roles
from core.content.shown_languages import with_languages
from core.models import Publishable

Entry = TypeVar("Entry", bound=Publishable)


def visible_or_404(request: HttpRequest, entries: "QuerySet[Entry]", **lookup: Any) -> Entry:
    """The entry, if this visitor may see it; one query (two for staff with a session).

    The page is about it (`request.main_entry`): the frame says in which languages it can be read.
    Staff who may change it see it before it is published: then `request.is_preview` is set, the page
    carries a banner and no cache keeps it. Everybody else gets a 404.
    """
    entry = with_languages(entries.filter(**lookup)).first()
    if entry is not None and (entry.is_visible or may_preview(request, type(entry))):
        request.main_entry = entry  # type: ignore[attr-defined]
        request.is_preview = not entry.is_visible  # type: ignore[attr-defined]
        return entry
    raise Http404(_("There is no such page."))


def may_preview(request: HttpRequest, model: type[Publishable]) -> bool:
    """Whether this visitor may see unpublished entries of `model`: staff with the right to change them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_staff:
        return False
    return roles.may(user, "change", model)
