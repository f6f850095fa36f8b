"""Texts in several languages.

German, the source, stands on the object itself; every other language is a row of the model's translation
table with the same text fields. So the German site costs no query for its texts, a list in another language
one query more, whatever its length, and each text field is declared once, in an abstract model that the
object and its translation share:

    class TopicTexts(models.Model): name = …; class Meta: abstract = True
    class Topic(TopicTexts, TranslatedModel): slug = …
    class TopicTranslation(Translation, TopicTexts): parent = translation_of(Topic)

A translation remembers the digest of the German text that it was made from. It is outdated when today's
German text has another digest: content decides, not time stamps.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core import references
from core.content import changes
from core.content.content import ContentModel, ContentQuerySet
from core.content.days import DayField
from core.content.richtext import RichTextField, normal_form
from core.german_terms import unmarked


def same_lines(text: str) -> str:
    """The text with the ends of its lines as files have them, whoever wrote it."""
    return text.replace("\r\n", "\n")


def comparable(field: Any, text: str | None) -> str:
    """A text of this field as two of them are compared: what only lays it out is no change."""
    return normal_form(text or "") if isinstance(field, RichTextField) else same_lines(text or "")


def translation_of(model: type["TranslatedModel"]) -> Any:
    """The link from a translation to its object."""
    return models.ForeignKey(model, models.CASCADE, related_name="translations", verbose_name=_("object"))


class TranslatedQuerySet(ContentQuerySet):
    def translated(self, *relations: str) -> Self:
        """With the texts in the active language: no query for German, else one, and one for each relation.

        `relations` are paths to translated objects fetched beside them: "provider", "field__edition".
        """
        language = translation.get_language() or settings.LANGUAGE_CODE
        if language == settings.LANGUAGE_CODE:
            return self
        lookups = []
        for path in ("", *relations):
            model: Any = self.model
            for part in filter(None, path.split("__")):
                model = model._meta.get_field(part).related_model
            rows = model.translation_model().objects.shown().filter(language=language)
            lookups.append(
                Prefetch(f"{path}__translations".lstrip("_"), queryset=rows, to_attr="prefetched_texts")
            )
        return self.prefetch_related(*lookups)

    def with_outdated(self) -> "TranslatedQuerySet":
        """Only objects of which at least one translation is older than the German text."""
        return self.filter(
            ~Q(translations__source_digest=F("text_digest")), translations__isnull=False
        ).distinct()

    def update(self, **values: Any) -> int:
        """Like Django's, and the digests follow when a text field changes (two queries more)."""
        model: Any = self.model
        changes_texts = not set(values).isdisjoint(model.text_fields())
        keys = list(self.values_list("pk", flat=True)) if changes_texts else []
        rows = super().update(**values)
        if keys:
            changed = list(model._default_manager.filter(pk__in=keys))
            model._default_manager.bulk_update(changed, ["text_digest"])
        return rows

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        objs = list(objs)
        for obj in objs:
            obj.text_digest = obj.digest()
        return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        objs = list(objs)
        for obj in objs:
            obj.text_digest = obj.digest()
        return super().bulk_update(objs, {*fields, "text_digest"}, *args, **kwargs)

    bulk_update.alters_data = True  # type: ignore[attr-defined]


class Text:
    """The texts of one object in one language; a field without translation falls back to German.

    `text.title` is the text itself, `text.language_of("title")` the language that it is in. Marks of German
    terms are left out and references resolved; the template tags, which show both, read `marked`.
    """

    def __init__(self, source: "TranslatedModel", translated: "Translation | None", language: str) -> None:
        self._source = source
        self._translated = translated
        self.language = language

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._source.text_fields():
            raise AttributeError(name)
        value = self.marked(name) if self._translated is not None else getattr(self._source, name)
        if not isinstance(value, str):
            return value
        return references.resolved(unmarked(value) if self._translated is not None else value)

    def marked(self, name: str) -> Any:
        """The text as it was written, with the marks of German terms (see `german_terms`)."""
        return getattr(self._translated, name, "") or getattr(self._source, name)

    def labelled(self, name: str) -> str:
        """The same where the language cannot be told beside it: a German text is one marked term."""
        value = str(self.marked(name))
        return f"[[{value}]]" if value and self.is_foreign(name) else value

    def language_of(self, name: str) -> str:
        """The language in which `name` is shown: the asked one, or German where that text is missing."""
        return self.language if getattr(self._translated, name, "") else settings.LANGUAGE_CODE

    def is_foreign(self, name: str) -> bool:
        """Whether `name` is shown in German although another language is asked for."""
        return self.language != settings.LANGUAGE_CODE and not getattr(self._translated, name, "")

    @property
    def is_fallback(self) -> bool:
        """True when no text of the asked language exists, so that everything is shown in German."""
        return self._translated is None and self.language != settings.LANGUAGE_CODE

    @property
    def is_machine_made(self) -> bool:
        return self._translated is not None and self._translated.status == Translation.Status.MACHINE

    @property
    def is_outdated(self) -> bool:
        """Whether the German text has changed since the translation was made."""
        return self._translated is not None and self._translated.source_digest != self._source.text_digest

    @property
    def checked_by(self) -> str:
        return self._translated.reviewed_by if self._translated is not None else ""

    @property
    def checked_on(self) -> date | None:
        return self._translated.reviewed_on if self._translated is not None else None


class TranslatedModel(ContentModel):
    text_digest = models.CharField(max_length=32, editable=False, default="")

    # Set before saving: the change does not touch the sense, so translations that fit go on fitting.
    is_minor_change = False

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def translation_model(cls) -> type["Translation"]:
        return cls._meta.get_field("translations").related_model  # type: ignore[return-value]

    @classmethod
    @cache
    def text_fields(cls) -> tuple[str, ...]:
        """The names of the translated fields, in the order of their declaration."""
        return cls.translation_model().text_fields()

    def digest(self) -> str:
        """32 hex digits that change when, and only when, a German text changes.

        How the lines of a text end and how rich text is laid out is no change (see `comparable`).
        """
        texts = ((name, self.comparable(name)) for name in self.text_fields())
        joined = "\x1e".join(f"{name}\x1f{text}" for name, text in texts)
        return hashlib.blake2b(joined.encode(), digest_size=16).hexdigest()

    def comparable(self, name: str) -> str:
        return comparable(self._meta.get_field(name), getattr(self, name))

    def save(self, *args: Any, **kwargs: Any) -> None:
        before = self._stored_digest() if self.is_minor_change else None
        self.text_digest = self.digest()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "text_digest"}
        with changes.batch():
            super().save(*args, **kwargs)
            if before not in (None, self.text_digest):
                rows = self.translations.filter(source_digest=before)  # type: ignore[attr-defined]
                rows.update(source_digest=self.text_digest)
        self.is_minor_change = False
        self.__dict__.pop("_texts", None)

    def _stored_digest(self) -> str | None:
        return type(self)._default_manager.filter(pk=self.pk).values_list("text_digest", flat=True).first()

    @property
    def text(self) -> Text:
        """The texts in the active language.

        Costs no query for German nor after `translated()`, else one the first time.
        """
        language = translation.get_language() or settings.LANGUAGE_CODE
        texts = self.__dict__.setdefault("_texts", {})
        if language not in texts:
            texts[language] = self._text_in(language)
        return texts[language]

    def page_texts(self) -> list[Text]:
        """The texts that make up the page of this object, the main one first."""
        return [self.text]

    def _text_in(self, language: str) -> Text:
        if language == settings.LANGUAGE_CODE or self.pk is None:
            return Text(self, None, language)
        rows = getattr(self, "prefetched_texts", None)
        if rows is None:
            rows = list(self.translations.shown().filter(language=language))  # type: ignore[attr-defined]
        return Text(
            self,
            next((row for row in rows if row.language == language), None),
            language,
        )


class TranslationQuerySet(ContentQuerySet):
    def shown(self) -> "TranslationQuerySet":
        """What visitors may see: not the drafts."""
        return self.exclude(status=Translation.Status.DRAFT)

    def outdated(self) -> "TranslationQuerySet":
        """Made from a German text that has changed since."""
        return self.exclude(source_digest=F("parent__text_digest"))


def _other_languages() -> list[tuple[str, str]]:
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class Translation(ContentModel):
    """One language of one object. The subclass adds the text fields and `parent`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        MACHINE = "machine", _("Machine translation")
        REVIEWED = "reviewed", _("Reviewed")

    language = models.CharField(_("language"), max_length=16, choices=_other_languages)
    status = models.CharField(
        _("state of the translation"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("A draft is not shown. A machine translation is shown with a hint to the reader."),
    )
    # Easy German is called "Leichte Sprache" only after people with learning difficulties have checked it.
    reviewed_by = models.CharField(
        _("checked by"),
        max_length=160,
        blank=True,
        help_text=_("Easy language: the group of people with learning difficulties that checked the text."),
    )
    reviewed_on = DayField(_("checked on"), null=True, blank=True)
    source_digest = models.CharField(max_length=32, editable=False, default="")
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    parent: Any

    objects = TranslationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "language"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This language exists already for this entry."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent} ({self.language})"

    @classmethod
    @cache
    def text_fields(cls) -> tuple[str, ...]:
        """The fields that carry text: those of the abstract texts model that object and translation share."""
        own = {field.name for field in Translation._meta.fields} | {"id", "parent"}
        return tuple(field.name for field in cls._meta.concrete_fields if field.name not in own)

    @property
    def is_outdated(self) -> bool:
        """Whether the German text has changed since; costs a query unless the parent is loaded."""
        return self.source_digest != self.parent.text_digest

    def clean(self) -> None:
        super().clean()
        if self.language == settings.LANGUAGE_CODE:
            raise ValidationError({"language": _("German stands on the entry itself.")})

    def save(self, *args: Any, minor: bool = False, **kwargs: Any) -> None:
        """Saving says that the translation fits today's German text.

        `minor` keeps the digest it had: for a change that does not look at the German text.
        """
        if not minor:
            self.source_digest = self.parent.text_digest
        super().save(*args, **kwargs)
