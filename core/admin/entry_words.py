"""States of an entry in words that an editor reads: what a field is called, and what stands in it."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db.models import Field, Model
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from core.admin.differences import LONG, in_words, marked
from core.content.translations import comparable
from core.editing import body as bodies
from core.editing.body import Row
from core.editing.merging import MISSING, Difference, Path
from core.editing.shape import Part, shape
from core.models import Version

# Fields by which a part is called, the first one that has a value.
_CALLED_BY = ("title", "name", "heading", "reason", "date", "starts_on", "period", "year", "kind", "language")
# Nobody reads them.
_QUIET = {"source_digest", "reviewed_by", "reviewed_on"}


class Words:
    """For the states of one entry; a query for each kind of relation whose names are asked for."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self._names: dict[type[Model], dict[Any, str]] = defaultdict(dict)

    def label(self, path: Path, *states: Row) -> str:
        """Where it stands: "Phone", "Arabic: Title", "Section “How to come”: Text"."""
        return self._label(self.model, path, states)

    def value(self, path: Path, value: Any) -> str:
        """ "" for what is empty or not there."""
        return self._value(self.model, path, value)

    def difference(self, one: Difference, *states: Row) -> dict[str, Any] | None:
        """A line of a list of differences; None where only the layout differs or nobody reads the field."""
        if one.path[-1] in _QUIET:
            return None
        field = self._field(self.model, one.path)
        texts = isinstance(one.old, str) and isinstance(one.new, str)
        if field is not None and texts and comparable(field, one.old) == comparable(field, one.new):
            return None
        old, new = self.value(one.path, one.old), self.value(one.path, one.new)
        line: dict[str, Any] = {"label": self.label(one.path, *states), "path": "/".join(one.path)}
        if one.old is MISSING or one.new is MISSING:
            line["state"] = _("new") if one.old is MISSING else _("deleted")
        if max(len(old), len(new)) >= LONG and old and new:
            return {**line, "marked": marked(old, new)}
        return {**line, "old": old or "–", "new": new or "–"}

    def lines(self, differences: list[Difference], *states: Row) -> list[dict[str, Any]]:
        return [line for one in differences if (line := self.difference(one, *states))]

    def row(self, model: type[Model], row: Row) -> list[tuple[str, str]]:
        """Name and value of all that is filled in, the texts first; translations and parts apart."""
        found = []
        texts: Any = shape(model).texts
        first = texts.text_fields() if texts is not None else ()
        fields = sorted(row["fields"].items(), key=lambda field: field[0] not in first)
        for name, value in [*fields, *row["relations"].items()]:
            group = "fields" if name in row["fields"] else "relations"
            if (text := self._value(model, (group, name), value)) and name not in _QUIET:
                found.append((self._label(model, (group, name), ()), text))
        for name, rows in row["values"].items():
            if rows:
                path = ("values", name)
                found.append((self._label(model, path, ()), self._value(model, path, rows)))
        return found

    def called(self, model: type[Model], row: Row) -> str:
        """The name of a part among those of its kind."""
        kind = capfirst(str(model._meta.verbose_name))
        for name in _CALLED_BY:
            if row["fields"].get(name):
                text = self._value(model, ("fields", name), row["fields"][name])
                return f"{kind} „{Truncator(text).chars(40)}“"
        return kind

    def language(self, code: str) -> str:
        return str(dict(settings.LANGUAGES).get(code, code))

    def name(self, model: type[Model], key: Any) -> str:
        """Of another entry as it is called now, or was called when it was deleted."""
        known = self._names[model]
        if key not in known:
            found = model._default_manager.filter(pk=key).first()
            known[key] = str(found) if found is not None else self._deleted(model, key)
        return known[key]

    def _deleted(self, model: type[Model], key: Any) -> str:
        last = Version.objects.of(model, key).only("name").first()
        return _("%(name)s (deleted)") % {"name": last.name if last is not None else key}

    def _label(self, model: type[Model], path: Path, states: tuple[Row, ...]) -> str:
        group, name, *rest = path
        if group == "texts":
            language = self.language(name)
            if not rest:
                return language
            texts: Any = shape(model).texts
            return f"{language}: {capfirst(str(texts._meta.get_field(rest[0]).verbose_name))}"
        if group == "parts":
            part = _part(model, name)
            key, *inner = rest
            rows = [state["parts"].get(name, {}).get(key) for state in states]
            here = tuple(row for row in rows if row is not None)
            called = (
                self.called(part.model, here[-1]) if here else capfirst(str(part.model._meta.verbose_name))
            )
            return f"{called}: {self._label(part.model, tuple(inner), here)}" if inner else called
        if group == "values":
            return capfirst(str(_part(model, name).model._meta.verbose_name_plural))
        return capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name)))

    def _value(self, model: type[Model], path: Path, value: Any) -> str:
        group, name, *rest = path
        if value is MISSING or value is None:
            return ""
        if group == "texts":
            texts: Any = shape(model).texts
            if rest:
                return in_words(texts._meta.get_field(rest[0]), value)
            names = [one for one in texts.text_fields() if value.get(one)]
            return " · ".join(in_words(texts._meta.get_field(one), value[one]) for one in names)
        if group == "parts":
            part = _part(model, name)
            if rest[1:]:
                return self._value(part.model, tuple(rest[1:]), value)
            return " · ".join(f"{label}: {text}" for label, text in self.row(part.model, value))
        if group == "values":
            part = _part(model, name)
            return ", ".join(str(_instance(part.model, row)) for row in value)
        field: Any = model._meta.get_field(name)
        if group == "relations":
            return ", ".join(sorted(self.name(field.related_model, key) for key in value))
        if field.is_relation:
            return self.name(field.related_model, value)
        return in_words(field, bodies.back(field, value))

    def _field(self, model: type[Model], path: Path) -> Field | None:
        group, name, *rest = path
        if group == "texts" and rest:
            return shape(model).texts._meta.get_field(rest[0])
        if group == "parts":
            return self._field(_part(model, name).model, tuple(rest[1:])) if rest[1:] else None
        return model._meta.get_field(name) if group == "fields" else None  # type: ignore[return-value]


def _part(model: type[Model], name: str) -> Part:
    return next(part for part in shape(model).parts if part.name == name)


def _instance(model: type[Model], row: Row) -> Model:
    fields = {field.name: field for field in shape(model).fields}
    return model(**{fields[name].attname: bodies.back(fields[name], value) for name, value in row.items()})
