"""In which languages an entry can be read, fetched together with the entry."""

from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Aggregate, CharField, OuterRef, QuerySet, Subquery

from core.content.translations import TranslatedModel

Rows = TypeVar("Rows", bound=QuerySet)


class Joined(Aggregate):
    """Texts of a group in one, with commas between them."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = "%(function)s(%(expressions)s, ',')"
        return super().as_sql(compiler, connection, function="STRING_AGG", template=template, **context)


def with_languages(entries: Rows) -> Rows:
    """The entries with `shown_in`, the codes of their translations; no query more."""
    if not issubclass(entries.model, TranslatedModel):
        return entries
    rows = entries.model.translation_model().objects.shown().filter(parent=OuterRef("pk")).order_by()
    codes = rows.values("parent").annotate(codes=Joined("language")).values("codes")
    return entries.annotate(shown_in=Subquery(codes))


def languages_of(entry: Any) -> set[str]:
    """German and the languages of the site into which an entry of `with_languages` is translated."""
    codes = (getattr(entry, "shown_in", None) or "").split(",")
    return {settings.LANGUAGE_CODE, *codes} & set(dict(settings.LANGUAGES))
