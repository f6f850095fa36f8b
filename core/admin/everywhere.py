"""One search over all entries of the admin: by any word, number or address that stands in their texts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import CharField, EmailField, Field, Model, Q, QuerySet, TextField
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import capfirst

from core import roles
from core.admin.addresses import url
from core.models import Publishable, TranslatedModel

# So many entries of a kind are shown beside those of the others, and so many when it is shown alone.
FEW, MANY = 8, 200
# Shorter words are in nearly every text.
SHORTEST = 2
# So many characters are shown on either side of a word.
AROUND = 60
# A number of at least four digits is the same however it is grouped: "406-5246", "406 52 46", "(02171)".
_NUMBER = re.compile(r"\+?\(?\d[\d ()/.-]*\d")
_FEWEST_DIGITS = 4
_BETWEEN = "[ ()/.-]*"


@dataclass(frozen=True)
class Hit:
    """An entry with the place in its texts where the first word stands; `language` is "" for German."""

    name: str
    url: str
    status: str
    status_label: str
    field: str
    language: str
    before: str
    word: str
    after: str


@dataclass(frozen=True)
class Kind:
    label: str
    title: str
    hits: list[Hit]
    has_more: bool


def words_of(typed: str) -> list[str]:
    """What is looked for: words, and numbers with what groups their digits, as patterns; at most ten."""
    text = unicodedata.normalize("NFC", typed).replace("\0", " ").strip()
    found = []
    for number in _NUMBER.findall(text):
        if len(digits := re.sub(r"\D", "", number)) >= _FEWEST_DIGITS and not _is_date(number):
            found.append(_BETWEEN.join(digits))
            text = text.replace(number, " ", 1)
    found += [re.escape(word) for word in text.split() if len(word) >= SHORTEST]
    return found[:10]


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}", text) is not None


def search(request: HttpRequest, typed: str, only: str = "") -> list[Kind]:
    """What the member of the staff may see and what holds all words, by kind; `only` is the label of one.

    One query for each kind that there is, one more for the translations where something was found.
    """
    patterns = words_of(typed)
    if not patterns:
        return []
    return [kind for page in pages(request, only) if (kind := _found(page, request, patterns, bool(only)))]


def pages(request: HttpRequest, only: str = "") -> Iterator[Any]:
    """The admins of what the site holds that the member of the staff may look at."""
    for model, page in admin.site._registry.items():  # noqa: SLF001
        is_meant = only in ("", model._meta.label_lower) and model._meta.app_label in roles.CONTENT_APPS
        if is_meant and page.has_view_permission(request):
            yield page


def _found(page: Any, request: HttpRequest, patterns: list[str], alone: bool) -> Kind | None:
    model = page.model
    most = MANY if alone else FEW
    entries = list(_matching(page.get_queryset(request), patterns)[: most + 1])
    if not entries:
        return None
    hits = [_hit(entry, patterns[0]) for entry in entries[:most]]
    title = str(capfirst(model._meta.verbose_name_plural))
    return Kind(model._meta.label_lower, title, hits, len(entries) > most)


def _matching(entries: QuerySet, patterns: list[str]) -> QuerySet:
    """Entries in whose texts, German or translated, each of the patterns stands."""
    model: Any = entries.model
    condition = reduce(and_, (_anywhere(model, pattern) for pattern in patterns))
    one_to_one = [field.name for field in model._meta.fields if field.is_relation]
    entries = entries.filter(condition).select_related(*one_to_one)
    return entries.prefetch_related("translations") if issubclass(model, TranslatedModel) else entries


def _anywhere(model: Any, pattern: str) -> Q:
    found = reduce(or_, (Q(**{f"{name}__iregex": pattern}) for name in texts_of(model)), Q(pk__in=[]))
    if not issubclass(model, TranslatedModel):
        return found
    translations = model.translation_model()
    inside = reduce(or_, (Q(**{f"{name}__iregex": pattern}) for name in translations.text_fields()))
    return found | Q(pk__in=translations._default_manager.filter(inside).values("parent"))


def texts_of(model: type[Model]) -> list[str]:
    """The fields in which somebody writes: no choices, no digests of the programs."""
    return [field.name for field in model._meta.fields if _is_written(field)]


def _is_written(field: Field) -> bool:
    is_text = isinstance(field, CharField | TextField | EmailField)
    return is_text and field.editable and not field.choices and not field.primary_key


def _hit(entry: Any, pattern: str) -> Hit:
    field, language, found, text = _place(entry, pattern)
    before = text[max(0, found.start() - AROUND) : found.start()] if found else ""
    after = text[found.end() : found.end() + AROUND] if found else ""
    is_published = isinstance(entry, Publishable)
    return Hit(
        name=str(entry),
        url=url(type(entry), "change", entry.pk),
        status=entry.status if is_published else "",
        status_label=str(entry.get_status_display()) if is_published else "",
        field=field,
        language=language,
        before=f"… {before}" if found and found.start() > AROUND else before,
        word=found.group() if found else "",
        after=f"{after} …" if found and found.end() + AROUND < len(text) else after,
    )


def _place(entry: Any, pattern: str) -> tuple[str, str, re.Match[str] | None, str]:
    """Name of the field, language, the word and the text around it."""
    rows = [("", entry, texts_of(type(entry)))]
    if isinstance(entry, TranslatedModel):
        names = list(type(entry).text_fields())
        rows += [(row.language, row, names) for row in entry.translations.all()]  # type: ignore[attr-defined]
    for language, row, names in rows:
        for name in names:
            text = " ".join(
                strip_tags(re.sub(r"<(?:/p|/li|/h\d|br)>", " ", getattr(row, name) or "")).split()
            )
            if found := re.search(pattern, text, re.IGNORECASE):
                label = str(capfirst(entry._meta.get_field(name).verbose_name))
                return label, dict(settings.LANGUAGES).get(language, language), found, text
    return "", "", None, ""
