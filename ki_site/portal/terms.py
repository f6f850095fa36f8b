"""The glossary: official words that people meet, explained in plain language."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.content.richtext import rich_text
from core.models import Checked, EntryQuerySet, Publishable, TranslatedModel, Translation, translation_of


class TermTexts(models.Model):
    name = models.CharField(_("word"), max_length=120, help_text=_("Example: Aufenthaltstitel"))
    explanation = models.TextField(
        _("explanation in plain words"),
        help_text=_("Two to four short sentences: what it is, who needs it, where one gets it."),
    )
    more = rich_text(_("more about it"))

    class Meta:
        abstract = True


class Term(TermTexts, TranslatedModel, Publishable, Checked):
    """A word with its explanation; texts of the site lead there from its first mention on a page."""

    slug = models.SlugField(_("address part"), max_length=80, unique=True)
    forms = models.TextField(
        _("other forms"),
        blank=True,
        help_text=_(
            "One a line: plural, other endings, abbreviation. The name and these are linked where they "
            "stand in a text."
        ),
    )

    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["name"]
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("glossary")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('portal:glossary')}#{self.slug}"

    @property
    def all_forms(self) -> list[str]:
        """The German words that count as a mention, the name first."""
        rows = [" ".join(row.split()) for row in [self.name, *self.forms.splitlines()]]
        return [row for row in dict.fromkeys(rows) if row]


class TermTranslation(Translation, TermTexts):
    parent = translation_of(Term)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a word")
        verbose_name_plural = _("translations of words")
