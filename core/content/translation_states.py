"""How far the translation of an entry is: of one row, and of an entry with all that belongs to it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.content import parts
from core.content.translations import TranslatedModel, Translation


class State(TextChoices):
    """From what needs work most to what needs none."""

    MISSING = "missing", pgettext_lazy("state of a translation", "missing")
    OUTDATED = "outdated", pgettext_lazy("state of a translation", "outdated")
    PARTIAL = "partial", pgettext_lazy("state of a translation", "incomplete")
    DRAFT = "draft", pgettext_lazy("state of a translation", "draft")
    MACHINE = "machine", pgettext_lazy("state of a translation", "by machine")
    REVIEWED = "reviewed", pgettext_lazy("state of a translation", "reviewed")


ORDER = list(State)


def other_languages() -> list[str]:
    """Codes of the site's languages without German."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def state_of(entry: TranslatedModel, row: Translation | None) -> State:
    """The state of one row; no query."""
    if row is None:
        return State.MISSING
    return State.OUTDATED if row.source_digest != entry.text_digest else State(row.status)


def together(states: Iterable[State]) -> State:
    """The state of an entry with its parts: that of the part which needs most."""
    found = set(states)
    if len(found) > 1 and State.MISSING in found:
        found = (found - {State.MISSING}) | {State.PARTIAL}
    return min(found, key=ORDER.index, default=State.REVIEWED)


def rows_of(entries: Iterable[Any]) -> dict[tuple[type, int, str], Translation]:
    """The translations of entries by model, key and language; one query for each model."""
    keys: dict[Any, list[int]] = {}
    for entry in entries:
        keys.setdefault(type(entry), []).append(entry.pk)
    return {
        (model, row.parent_id, row.language): row
        for model, ids in keys.items()
        for row in model.translation_model().objects.filter(parent__in=ids)
    }


def by_language(entry: TranslatedModel) -> dict[str, State]:
    """The state of an entry with its parts in each other language of the site."""
    entries = parts.with_parts(entry)
    rows = rows_of(entries)
    return {
        code: together(state_of(one, rows.get((type(one), one.pk, code))) for one in entries)
        for code in other_languages()
    }
