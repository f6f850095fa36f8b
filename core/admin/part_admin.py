"""Parts of entries: values of an indicator, sections of a page, hours of a place."""

from typing import Any

from django.http import HttpRequest

from core import roles
from core.models import Publishable


class PartOfPublished:
    """For admins and inlines of parts. Who may not publish corrects a part of what is or was public, but
    neither deletes it nor hangs it on another entry: that takes something off the site.
    """

    # The foreign keys to the entries that it is a part of.
    owners: tuple[str, ...] = ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and not self._is_kept(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = [*super().get_readonly_fields(request, obj)]
        is_part = isinstance(obj, self.model)  # type: ignore[attr-defined]
        return [*fields, *self.owners] if is_part and self._is_kept(request, obj) else fields

    def _is_kept(self, request: HttpRequest, obj: Any) -> bool:
        """`obj` is the part, or in an inline the entry; at most one query for each owner."""
        if obj is None or obj.pk is None or roles.may_publish(request.user):
            return False
        is_part = isinstance(obj, self.model)  # type: ignore[attr-defined]
        entries = [getattr(obj, name) for name in self.owners] if is_part else [obj]
        return any(isinstance(entry, Publishable) and entry.was_public() for entry in entries)
