"""What can be found. Each app says so in its own `search.py`, which is imported when the apps are ready."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from core.content.richtext import RichTextField
from core.german_terms import unmarked
from core.models import Publishable, TranslatedModel, Translation
from search.tokens import one_line, plain

# The weight of a word by the place in which it stands.
TITLE, KEYWORD, SUMMARY, BODY = 60, 24, 20, 8


class Need(IntEnum):
    """What kinds of entries are to somebody who needs help; the results come in this order (see `need`)."""

    SITUATION = 1
    OFFER = 2
    CONTACT = 3
    ORGANISATION = 4
    PLACE = 5
    EVENT = 6
    GLOSSARY = 7
    PAGE = 8
    NEWS = 9
    DOCUMENT = 10
    # From here on: what the city plans and how far it has come.
    CONCEPT = 11
    MEASURE = 12
    FIGURE = 13
    BODY = 14


@dataclass(frozen=True)
class Link:
    """Where a result leads: the name of a URL with its arguments and an anchor, or a whole address."""

    name: str = ""
    args: tuple[Any, ...] = ()
    anchor: str = ""
    address: str = ""

    def pack(self) -> list[Any]:
        return [self.name, list(self.args), self.anchor, self.address]

    @classmethod
    def unpack(cls, packed: list[Any]) -> "Link":
        name, args, anchor, address = packed
        return cls(name, tuple(args), anchor, address)

    def url(self) -> str:
        """The address in the active language. Raises NoReverseMatch."""
        if self.address:
            return self.address
        return reverse(self.name, args=self.args) + (f"#{self.anchor}" if self.anchor else "")


class Searchable:
    """How objects of one model are found. Texts are named by paths: "title", "topics__name".

    A change of anything on such a path puts the objects into the index anew.
    """

    kind: ClassVar[str]
    label: ClassVar[Any]
    need: ClassVar[Need] = Need.PAGE
    # What people call such an object, by language, where they search for it by that: "Handlungsfeld".
    names: ClassVar[dict[str, str]] = {}
    # Of the weight of each word: an offer before a post that says the same.
    boost: ClassVar[float] = 1.0
    title: ClassVar[tuple[str, ...]] = ("title",)
    keywords: ClassVar[tuple[str, ...]] = ()
    summary: ClassVar[tuple[str, ...]] = ()
    body: ClassVar[tuple[str, ...]] = ()

    # The foreign keys to what must be public as well: where it is not, the object is not found.
    parents: ClassVar[tuple[str, ...]] = ()

    def __init__(self, model: type[Publishable]) -> None:
        self.model = model
        self.places = (
            (TITLE, self.title),
            (KEYWORD, self.keywords),
            (SUMMARY, self.summary),
            (BODY, self.body),
        )

    def link(self, obj: Any) -> Link | None:
        """Where the object stands on the site; None: nowhere, so it is not found."""
        return Link(address=obj.get_absolute_url())

    def ends_on(self, obj: Any) -> date | None:
        """The last day on which the object is current."""
        return None

    # --- Relations ---------------------------------------------------------------------------------

    def relations(self) -> list[str]:
        """The relations on the paths, the short ones first: "places", "places__quarter"."""
        found = {path.rpartition("__")[0] for _weight, paths in self.places for path in paths} - {""}
        found.update(self.parents)
        for relation in list(found):
            parts = relation.split("__")
            found.update("__".join(parts[:n]) for n in range(1, len(parts)))
        return sorted(found, key=lambda relation: (relation.count("__"), relation))

    def dependencies(self) -> Iterator[tuple[type[models.Model], str, bool]]:
        """Models whose rows stand in the texts, the path to them, and whether they may change their owner."""
        for relation in ["", *self.relations()]:
            model, is_child = self.model_at(relation)
            if relation:
                yield model, relation, is_child
            if issubclass(model, TranslatedModel):
                yield model.translation_model(), f"{relation}__translations".lstrip("_"), False

    def model_at(self, relation: str) -> tuple[Any, bool]:
        """The model at the end of a path, and whether its rows name their owner (a foreign key to it)."""
        model: Any = self.model
        is_child = False
        for name in filter(None, relation.split("__")):
            field = model._meta.get_field(name)
            model, is_child = field.related_model, is_child or field.one_to_many
        return model, is_child

    def fetch(self, keys: list[Any]) -> QuerySet:
        """The published ones of these with all their texts: one query for each relation, and for each
        translated relation one more where the site has other languages.
        """
        rows = self.model._default_manager.filter(pk__in=keys, status=Publishable.Status.PUBLISHED)
        several = len(settings.LANGUAGES) > 1
        lookups: list[Any] = []
        for relation in ["", *self.relations()]:
            model, _is_child = self.model_at(relation)
            if relation:
                lookups.append(Prefetch(relation, model._default_manager.order_by("pk")))
            if several and issubclass(model, TranslatedModel):
                shown = model.translation_model().objects.shown()
                lookups.append(Prefetch(f"{relation}__translations".lstrip("_"), shown))
        return rows.prefetch_related(*lookups)

    def texts(self, obj: Any, paths: tuple[str, ...], language: str) -> Iterator[str]:
        """The texts of an object with these paths in one language as plain text, without fallback."""
        for path in paths:
            relation, _, name = path.rpartition("__")
            for row in _rows(obj, relation):
                if value := str(_text(row, name, language)):
                    yield plain(value) if _is_rich(row._meta.label, name) else one_line(value)


def _rows(obj: Any, relation: str) -> list[Any]:
    rows = [obj]
    for name in filter(None, relation.split("__")):
        following: list[Any] = []
        for row in rows:
            value = getattr(row, name)
            following.extend(value.all() if hasattr(value, "all") else [value] if value else [])
        rows = [row for row in following if _is_public(row)]
    return rows


def _is_public(row: Any) -> bool:
    """Whether another object may be found by the texts of this row: it is visible, and nothing will end that.

    An own window is looked at when somebody searches; that of a row on a path could not be.
    """
    return not isinstance(row, Publishable) or (row.is_visible and row.published_until is None)


def _text(row: Any, name: str, language: str) -> str:
    """German stands on the row itself, as does what has no language (a proper name, a number)."""
    if language == settings.LANGUAGE_CODE:
        return getattr(row, name) or ""
    if not isinstance(row, TranslatedModel) or name not in row.text_fields():
        return ""
    translations: list[Translation] = list(row.translations.all())  # type: ignore[attr-defined]
    translated = next((translation for translation in translations if translation.language == language), None)
    return unmarked(getattr(translated, name, "") or "")


@cache
def _is_rich(model: str, name: str) -> bool:
    return isinstance(apps.get_model(model)._meta.get_field(name), RichTextField)


_by_kind: dict[str, Searchable] = {}
_by_model: dict[type[models.Model], list[Searchable]] = {}


def register(model: type[Publishable]) -> Callable[[type[Searchable]], type[Searchable]]:
    """Decorator for the class that says how objects of `model` are found.

    A model may have several: each finds those objects that its `link` leads to.
    """

    def add(searchable: type[Searchable]) -> type[Searchable]:
        _by_kind[searchable.kind] = one = searchable(model)
        _by_model.setdefault(model, []).append(one)
        return searchable

    return add


def everything() -> list[Searchable]:
    return list(_by_kind.values())


def of_kind(kind: str) -> Searchable | None:
    return _by_kind.get(kind)


def of_model(model: type[models.Model]) -> list[Searchable]:
    return _by_model.get(model, [])


def label(kind: str) -> str:
    """ "Angebote" for "offer"; the kind itself when its app is gone."""
    found = _by_kind.get(kind)
    return str(found.label) if found else kind
