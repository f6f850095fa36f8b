"""What an entry was at each of its saves, and what somebody is just writing.

A `Version` holds the whole entry with all that belongs to it (see `core.editing.body`), so it can be shown,
compared, merged and restored without the tables of today. The newest version of an entry is its state of now.
"""

import json
import zlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from core.content.days import MomentField


class VersionQuerySet(models.QuerySet):
    def of(self, model: type[models.Model], key: Any) -> "VersionQuerySet":
        """Those of one entry, the newest first."""
        return self.filter(kind=model._meta.label_lower, key=key).order_by("-pk")


class Packed(models.BinaryField):
    """JSON, packed: of the texts in ten languages a quarter is left."""

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return None if value is None else json.loads(zlib.decompress(bytes(value)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        packed = None if value is None else zlib.compress(json.dumps(value, ensure_ascii=False).encode())
        return super().get_db_prep_value(packed, connection, prepared)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "core.content.versions.Packed", args, kwargs


class Version(models.Model):
    """One state of one entry: when it was saved, by whom, and why where somebody said so."""

    kind = models.CharField(max_length=80)
    key = models.PositiveBigIntegerField()
    # The same for the same content (see `core.editing.body.digest`); "" where the entry was deleted.
    digest = models.CharField(max_length=32)
    body: Any = Packed()
    name = models.CharField(max_length=200, blank=True)
    # The digests of the German texts in it, for the translations that were made from them.
    text_digests = models.TextField(blank=True)
    # Whether visitors could see it, at this version or at any before.
    was_public = models.BooleanField(default=False)
    is_deleted = models.BooleanField(default=False)
    saved_at = MomentField(default=timezone.now, db_index=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=300, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        app_label = "core"
        indexes = [
            # All versions of an entry, the newest one, and the one that a form was opened at.
            models.Index(fields=["kind", "key", "-id"], name="core_version_of_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.name}"


class Change(models.Model):
    """What a member of the staff has open: since when, what is typed and not saved, what met another save."""

    class State(models.TextChoices):
        OPEN = "open"
        CONFLICT = "conflict"

    kind = models.CharField(max_length=80)
    # 0: an entry that is not there yet.
    key = models.PositiveBigIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # The digest of the version that the form was opened at.
    base = models.CharField(max_length=32, blank=True)
    # The fields of the form as they were sent, and the entry as they would make it.
    typed = models.TextField(blank=True)
    body: Any = Packed(null=True)
    since = MomentField(default=timezone.now)
    touched_at = MomentField(default=timezone.now)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "author", "state"], name="core_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.author}"


def saved_at(model: type[models.Model]) -> Subquery:
    """Within a query of `model`: the moment of the last save; None where none is known."""
    return Subquery(_newest(model).values("saved_at")[:1])


def _newest(model: type[models.Model]) -> models.QuerySet:
    return Version.objects.filter(kind=model._meta.label_lower, key=OuterRef("pk")).order_by("-pk")
