"""The tables of the index, the synonyms that editors keep, and the searches that found nothing."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.content.days import DayField, MomentField
from core.models import ContentModel, ContentQuerySet

LONGEST_WORD = 64


def of_objects(keys: Iterable[tuple[str, int]]) -> Q:
    """The rows of these objects, (kind, id), in the tables of entries and texts; one at least."""
    ids: dict[str, list[int]] = {}
    for kind, object_id in keys:
        ids.setdefault(kind, []).append(object_id)
    return reduce(or_, (Q(kind=kind, object_id__in=of_kind) for kind, of_kind in ids.items()))


class Entry(models.Model):
    """An object that can be found. Only published ones have one; the window counts when somebody searches."""

    kind = models.CharField(max_length=16)
    object_id = models.PositiveBigIntegerField()
    # What `registry.Link` needs to make the address in any language.
    link = models.JSONField(default=list)
    visible_from = MomentField(null=True)
    visible_until = MomentField(null=True)
    # The last day on which it is current (events); empty: always.
    ends_on = DayField(null=True)
    # Of everything that stands in the index, so that a save without a change writes nothing.
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class EntryText(models.Model):
    """What a result shows, and the text in which phrases are looked for; plain text, one row a language."""

    kind = models.CharField(max_length=16)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=16)
    title = models.TextField()
    summary = models.TextField()
    body = models.TextField()
    # All of it folded, its words in order with one space around each.
    folded = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="search_entrytext_once")
        ]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word of the vocabulary of one language, folded (see `folding`). Stays until it is purged."""

    language = models.CharField(max_length=16)
    form = models.CharField(max_length=LONGEST_WORD)
    stem = models.CharField(max_length=LONGEST_WORD)
    # As it was written where it occurred first: what "Did you mean" shows.
    shown = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "form"], name="search_word_once")]

    def __str__(self) -> str:
        return self.shown


class Posting(models.Model):
    """A word occurs in an object, with the weight of the best place in which it stands."""

    pk = models.CompositePrimaryKey("kind", "object_id", "word_id")
    kind = models.CharField(max_length=16)
    object_id = models.PositiveBigIntegerField()
    word_id = models.BigIntegerField()
    weight = models.PositiveSmallIntegerField()

    class Meta:
        # All that a search reads, heaviest first, without a look at the table.
        indexes = [
            models.Index(fields=["word_id", "-weight", "kind", "object_id"], name="search_posting_by_word")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.word_id}"


class Synonym(ContentModel):
    """People type one word, the site uses another."""

    slug = models.SlugField(_("short key"), max_length=60, unique=True)
    language = models.CharField(
        _("language"), max_length=16, default="de", help_text=_("The language in which people type it.")
    )
    typed = models.TextField(
        _("what people type"),
        help_text=_("One word or phrase a line. Example: interpreter"),
    )
    meant = models.TextField(
        _("what the site calls it"),
        help_text=_("One single word a line. Example: language mediation"),
    )
    both_ways = models.BooleanField(
        _("in both directions"),
        default=False,
        help_text=_("Whoever types the second also finds the first."),
    )

    objects = ContentQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return f"{', '.join(self.typed.splitlines())} → {', '.join(self.meant.splitlines())}"

    def clean(self) -> None:
        super().clean()
        if self.language not in dict(settings.LANGUAGES):
            raise ValidationError({"language": gettext("The site does not have this language.")})
        if any(len(line.split()) > 1 for line in self.meant.splitlines()):
            raise ValidationError({"meant": gettext("Give single words here, one a line.")})


class MissedSearch(models.Model):
    """Words for which nothing was found, and how often. Nothing about who searched; deleted after 90 days."""

    language = models.CharField(_("language"), max_length=16)
    words = models.CharField(_("words"), max_length=100)
    count = models.PositiveIntegerField(pgettext_lazy("how often", "times"), default=1)
    first_on = DayField(_("first on"), db_index=True)
    last_on = DayField(_("last on"))

    class Meta:
        ordering = ["-count", "-last_on"]
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        constraints = [models.UniqueConstraint(fields=["language", "words"], name="search_missedsearch_once")]

    def __str__(self) -> str:
        return self.words
