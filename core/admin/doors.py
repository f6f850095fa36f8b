"""The door to the pages of the admin that are no list and no form of Django's: the right, then the entry.

`need` are permissions as Django names them ("concept.change_indicator"); `roles.PUBLISH` is one as well.
"""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

Entry = TypeVar("Entry", bound=Model)


def check(request: HttpRequest, *need: str) -> None:
    """Raise PermissionDenied unless the member of the staff has all of `need`."""
    if not (need and request.user.has_perms(need)):
        raise PermissionDenied


def staff_object(
    request: HttpRequest, entries: "type[Entry] | QuerySet[Entry]", pk: Any, *need: str
) -> Entry:
    """The entry, one query. Raises PermissionDenied before anybody learns whether it exists, then Http404."""
    check(request, *need)
    return get_object_or_404(entries, pk=pk)
