"""The base of every model whose rows visitors see."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from core.content import changes


class ContentQuerySet(models.QuerySet):
    """Bulk changes renew the content token and reach the listeners like single ones do.

    An update or a deletion of something that somebody listens to costs one query more, for the keys.
    """

    def update(self, **values: Any) -> int:
        with changes.batch():
            keys = self.changed_keys()
            changes.before(self.model, keys)
            rows = super().update(**values)
            changes.note(self.model, keys)
        return rows

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        with changes.batch():
            created = super().bulk_create(objs, *args, **kwargs)
            keys = [obj.pk for obj in created]
            # The database does not tell the keys where it leaves out what is there already.
            if None in keys:
                changes.note(self.model, type(self)(self.model).changed_keys())
            else:
                changes.note(self.model, keys, is_new=not kwargs.get("update_conflicts"))
        return created

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        with changes.batch():
            return super().bulk_update(objs, fields, *args, **kwargs)  # calls update()

    bulk_update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        with changes.batch():
            keys = self.changed_keys()
            changes.before(self.model, keys, deleting=True)
            deleted = super().delete()
            changes.note(self.model, keys)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def changed_keys(self) -> list[Any]:
        """The keys of these rows, if anybody listens to the model; one query or none."""
        return list(self.values_list("pk", flat=True)) if changes.concerns(self.model) else []


class ContentModel(models.Model):
    """Editorial content: each change is kept in the history, renews the content token and is told.

    Saving and deleting cost one query more for the history and, for each batch, one for the token, besides
    what the listeners do (see `changes`).
    """

    history = HistoricalRecords(inherit=True)

    # The fields that lead to what a row belongs to and goes with, in the order in which they count; left
    # empty they are all such fields.
    owned_by: tuple[str, ...] = ()

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with changes.batch():
            is_new = self._state.adding
            if not is_new:
                changes.before(type(self), [self.pk])
            super().save(*args, **kwargs)
            reason = self.__dict__.get("_change_reason") or ""
            changes.note(type(self), [self.pk], is_new=is_new, reason=reason)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changes.batch():
            key = self.pk
            changes.before(type(self), [key], deleting=True)
            deleted = super().delete(*args, **kwargs)
            changes.note(type(self), [key])
        return deleted
