"""What every other app builds on, gathered for import, and a table of the core itself."""

from django.db import models

from core.content.content import ContentModel, ContentQuerySet
from core.content.content_token import ContentVersion
from core.content.dates import Precision, format_date, precision_field
from core.content.freshness import Checked, CheckedQuerySet
from core.content.held_addresses import HeldAddress
from core.content.publishing import Publishable, PublishableQuerySet
from core.content.translations import (
    Text,
    TranslatedModel,
    TranslatedQuerySet,
    Translation,
    TranslationQuerySet,
    translation_of,
)
from core.content.versions import Change, Version
from core.throttle import Attempts

__all__ = [
    "Attempts",
    "Change",
    "Checked",
    "CheckedQuerySet",
    "ContentModel",
    "ContentQuerySet",
    "ContentVersion",
    "EntryQuerySet",
    "HeldAddress",
    "LoadedEntry",
    "Precision",
    "Publishable",
    "PublishableQuerySet",
    "Text",
    "TranslatedModel",
    "TranslatedQuerySet",
    "Translation",
    "TranslationQuerySet",
    "Version",
    "format_date",
    "precision_field",
    "translation_of",
]


class EntryQuerySet(PublishableQuerySet, CheckedQuerySet, TranslatedQuerySet):
    """For models that are translated, published and checked at once."""


class LoadedEntry(models.Model):
    """What the content files last put into the database, so that a later load spares staff's changes."""

    file = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    object_id = models.PositiveBigIntegerField()
    entry_digest = models.CharField(max_length=32)
    state_digest = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="core_loadedentry_once")]

    def __str__(self) -> str:
        return f"{self.file}: {self.key}"
