"""The German texts that a translation was made from, found in the history by their digest."""

from typing import Any

from core.content.translations import TranslatedModel, Translation, comparable


def earlier(entry: TranslatedModel, digest: str) -> dict[str, str] | None:
    """The German texts with this digest by field; None where the history does not know them. One query."""
    names = entry.text_fields()
    history: Any = entry.history
    return history.filter(text_digest=digest).order_by("-history_date").values(*names).first()


def changed_fields(entry: TranslatedModel, row: Translation | None) -> dict[str, str | None]:
    """What the German fields were that have changed since the translation was made; no query when none.

    None stands for a text that is not known any more: then every field counts as changed.
    """
    if row is None or row.source_digest == entry.text_digest:
        return {}
    before = earlier(entry, row.source_digest)
    if before is None:
        return {name: None for name in entry.text_fields() if getattr(entry, name)}
    return {
        name: old
        for name, old in before.items()
        if comparable(entry._meta.get_field(name), old) != entry.comparable(name)
    }


def is_settled(changed: dict[str, str | None], looked_at: set[str]) -> bool:
    """Whether a translation says again what the German text says: each changed field was looked at."""
    return set(changed) <= looked_at
