"""Searching and sorting lists by words with umlauts, the same on both databases."""

import unicodedata
from typing import Any

from django.db.models import Case, CharField, Func, OrderBy, QuerySet, TextField, When
from django.http import HttpRequest


class NameKey(Func):
    """What a name is sorted by: "Ä" like "A", large like small."""

    function = "name_key"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "lower(replace(translate(%(expressions)s, 'ÄÖÜäöü', 'AOUaou'), 'ß', 'ss'))"
        return self.as_sql(compiler, connection, template=template, **context)


class FoldedSearch:
    """For admins: what is typed is looked for as it is stored, also where a system writes "u" and two dots;
    lists by name are sorted as Germans do. Choosers have the order of the model, not that of the list, and
    on top what is called as was typed, then what begins so.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        words = unicodedata.normalize("NFC", search_term)
        found, may_repeat = super().get_search_results(request, queryset, words)
        return (_closest_first(found, words.strip()) if _is_chooser(request) else found), may_repeat

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        options = self.model._meta  # type: ignore[attr-defined]
        ordering = (None if _is_chooser(request) else super().get_ordering(request)) or options.ordering
        texts = {field.name for field in options.fields if isinstance(field, CharField | TextField)}
        texts -= {field.name for field in options.fields if field.choices}
        return [_by_name(one) if str(one).lstrip("-") in texts else one for one in ordering]


def _is_chooser(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name == "autocomplete")


def _closest_first(found: QuerySet, words: str) -> QuerySet:
    """What is called `words`, then what begins with them, then the others as they were; no query more."""
    fields = {field.name for field in found.model._meta.fields}
    name = next((field for field in ("title", "name", "username") if field in fields), "")
    if not (name and words):
        return found
    closeness = Case(
        When(**{f"{name}__iexact": words}, then=0), When(**{f"{name}__istartswith": words}, then=1), default=2
    )
    return found.order_by(closeness, *found.query.order_by)


def _by_name(field: str) -> OrderBy:
    key = NameKey(field.lstrip("-"))
    return key.desc() if field.startswith("-") else key.asc()
