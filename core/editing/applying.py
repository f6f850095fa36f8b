"""An entry made to be what a body says, by the models' own methods: search, digests and memory follow."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.content import changes
from core.editing import body as bodies
from core.editing.body import FITS, Row
from core.editing.shape import Part, shape


def apply(model: type[models.Model], key: Any, wanted: Row, current: Row | None = None) -> None:
    """Write where `wanted` differs from `current` (None: the entry is not there).

    What has gone since, such as a deleted topic, is left out of relations. Raises ValidationError where the
    entry cannot be like that today: an address that another one has taken, a provider that is deleted.
    """
    with changes.batch():
        _Applying().row(model, key, wanted, current, {})


def name_again(model: type[models.Model], key: Any, incoming: dict[str, list[Any]]) -> None:
    """Let those that named a deleted entry name it again, as far as they are there and name no other."""
    with changes.batch():
        for path, keys in incoming.items():
            label, _dot, name = path.rpartition(".")
            other: Any = apps.get_model(label)
            is_many = other._meta.get_field(name).many_to_many
            for row in other._default_manager.filter(pk__in=keys):
                if is_many:
                    getattr(row, name).add(key)
                elif getattr(row, f"{name}_id") is None:
                    setattr(row, f"{name}_id", key)
                    row.save()


class _Applying:
    def row(
        self, model: type[models.Model], key: Any, wanted: Row, current: Row | None, links: dict[str, Any]
    ) -> None:
        """A row with all that belongs to it; `links` lead to what it belongs to itself."""
        if wanted == current:
            return
        entry = self._own(model, key, wanted, current, links)
        for field in shape(model).relations:
            targets = wanted["relations"].get(field.name)
            if targets is not None and (current is None or targets != current["relations"][field.name]):
                there = field.related_model._default_manager.filter(pk__in=targets)
                getattr(entry, field.name).set(there)
        if shape(model).texts is not None:
            self._texts(entry, wanted["texts"], current["texts"] if current else {})
        for part in shape(model).parts:
            group = "values" if part.is_value else "parts"
            if part.name not in wanted[group]:
                continue
            now = current[group].get(part.name) if current else None
            write = self._values if part.is_value else self._parts
            write(part, entry, wanted[group][part.name], now or type(wanted[group][part.name])())

    def _own(
        self, model: type[models.Model], key: Any, wanted: Row, current: Row | None, links: dict[str, Any]
    ) -> Any:
        # A part that is not here may have moved to another entry.
        entry: Any = model._default_manager.filter(pk=key).first() or model(pk=key)
        for name, owner in links.items():
            setattr(entry, name, owner)
        if self._set(entry, wanted["fields"], current["fields"] if current else None):
            self._check(entry)
            entry.save()
        return entry

    def _set(self, entry: Any, wanted: Row, current: Row | None) -> bool:
        """Whether anything is written; fields that are newer than the body stay as they are."""
        changed = current is None
        for field in shape(type(entry)).fields:
            if field.name not in wanted or (current and wanted[field.name] == current.get(field.name)):
                continue
            value = wanted[field.name]
            if field.name == "source_digest":
                value = entry.parent.text_digest if value == FITS else value
            setattr(entry, field.attname, bodies.back(field, value))
            changed = True
        return changed

    def _check(self, entry: Any) -> None:
        """Raise ValidationError. What Django's forms make of a value that they leave empty is no fault."""
        for field in shape(type(entry)).fields:
            key = getattr(entry, field.attname)
            if not (field.is_relation and key is not None):
                continue
            other: Any = field.related_model
            if not other._default_manager.filter(pk=key).exists():
                if not field.null:
                    raise ValidationError(
                        {field.name: _("This has been deleted: %(field)s.") % {"field": field.verbose_name}}
                    )
                setattr(entry, field.attname, None)
        entry.validate_unique()
        entry.validate_constraints()

    def _texts(self, entry: Any, wanted: Row, current: Row) -> None:
        rows: Any = shape(type(entry)).texts._default_manager.filter(parent=entry)
        if gone := [language for language in current if language not in wanted]:
            rows.filter(language__in=gone).delete()
        stale = [language for language, fields in wanted.items() if fields != current.get(language)]
        there = {row.language: row for row in rows} if stale else {}
        for language in stale:
            row = there.get(language) or rows.model(language=language)
            row.parent = entry
            self._set(row, wanted[language], None)
            row.save(minor=True)
        self._let_fit(entry, wanted)

    def _let_fit(self, entry: Any, wanted: Row) -> None:
        """Those that fit go on fitting, whatever has become of the German text."""
        model: Any = shape(type(entry)).texts
        fitting = [language for language, fields in wanted.items() if fields["source_digest"] == FITS]
        rows = model._default_manager.filter(parent=entry, language__in=fitting)
        if fitting:
            rows.exclude(source_digest=entry.text_digest).update(source_digest=entry.text_digest)

    def _parts(self, part: Part, entry: Any, wanted: Row, current: Row) -> None:
        model: Any = part.model
        for key in current:
            if key not in wanted:
                for row in model._default_manager.filter(pk=key):
                    row.delete()
        for key, fields in wanted.items():
            self.row(model, int(key), fields, current.get(key), {part.link: entry})

    def _values(self, part: Part, entry: Any, wanted: list[Row], current: list[Row]) -> None:
        """Only what differs is deleted and made anew."""
        if wanted == current:
            return
        model: Any = part.model
        fields = [field for field in shape(model).fields if field.name in (wanted or current)[0]]
        missing = Counter(_frozen(row) for row in wanted)
        for row in model._default_manager.filter(**{part.link: entry}).order_by("pk"):
            there = _frozen({field.name: bodies.plain(getattr(row, field.attname)) for field in fields})
            if missing[there]:
                missing[there] -= 1
            else:
                row.delete()
        for values in wanted:
            if missing[_frozen(values)]:
                missing[_frozen(values)] -= 1
                row = model(**{part.link: entry})
                self._set(row, values, None)
                row.save()


def _frozen(row: Row) -> Iterable[Any]:
    return tuple(sorted(row.items(), key=lambda item: item[0]))
