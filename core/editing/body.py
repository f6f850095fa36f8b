"""An entry with all that belongs to it as one plain value, the same for the same content.

    {"fields": {"title": "Nähen"}, "relations": {"topics": [1, 4]}, "texts": {"ar": {"title": …}},
     "parts": {"hours": {"5": {the same again}}}, "values": {"rules": [{…}, {…}]}, "german": "3f…"}

Values are those of JSON: dates as text, relations as keys. What follows from the rest is left out, but for
"german", the digest of the German texts, by which translations find what they were made from.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.db.models import CharField, Model, Value

from core.content.richtext import RichTextField
from core.content.translations import comparable, same_lines
from core.editing.shape import Part, shape

Row = dict[str, Any]

# Stands for the digest of today's German text, which the translation fits.
FITS = "="
# So many keys stand in one condition; SQLite takes no more than 32,766 in a query.
KEYS = 10_000


def digest(body: Row) -> str:
    """32 hex digits that are the same for the same content."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def dump(model: type[Model], keys: Iterable[Any]) -> dict[Any, Row]:
    """The entries that are there, by key.

    Whatever their number: a query each for the rows, all relations and the translations, and the same for
    each kind of part of which there are any.
    """
    keys, found = list(keys), {}
    for start in range(0, len(keys), KEYS):
        found.update(_rows(model, {"pk__in": keys[start : start + KEYS]}, ()))
    return found


def dump_one(model: type[Model], key: Any) -> Row | None:
    return dump(model, [key]).get(key)


def own_fields(model: type[Model], keys: Iterable[Any]) -> dict[Any, Row]:
    """As `dump` of entries that have just been made and have nothing but their fields; one query."""
    found = _fields(model, {"pk__in": list(keys)}, ())
    return {key: _row(model, fields, german) for key, (fields, german, _owner) in found.items()}


def smoothed(model: type[Model], body: Row) -> Row:
    """The same with rich text as a form stores it: what an editor only lays out anew is no change."""
    texts = shape(model).texts
    return {
        **body,
        "fields": _smooth(model, body["fields"]),
        "texts": {language: _smooth(texts, fields) for language, fields in body["texts"].items()},
        "parts": {
            part.name: {
                key: smoothed(part.model, row) for key, row in body["parts"].get(part.name, {}).items()
            }
            for part in shape(model).parts
            if not part.is_value
        },
    }


def _smooth(model: type[Model], fields: Row) -> Row:
    rich = {field.name: field for field in shape(model).fields if isinstance(field, RichTextField)}
    return {
        name: comparable(rich[name], value) if name in rich and value else value
        for name, value in fields.items()
    }


def german_digests(body: Row) -> list[str]:
    """The digests of the German texts of the entry and its parts."""
    found = [body["german"]] if body["german"] else []
    for rows in body["parts"].values():
        for row in rows.values():
            found += german_digests(row)
    return found


def _row(model: type[Model], fields: Row, german: str) -> Row:
    parts = shape(model).parts
    return {
        "fields": fields,
        "relations": {field.name: [] for field in shape(model).relations},
        "texts": {},
        "parts": {part.name: {} for part in parts if not part.is_value},
        "values": {part.name: [] for part in parts if part.is_value},
        "german": german,
    }


def _rows(model: type[Model], condition: Row, left_out: tuple[str, ...]) -> dict[Any, Row]:
    """The rows that meet the condition, without the fields `left_out`."""
    found = _fields(model, condition, left_out)
    rows = {key: _row(model, fields, german) for key, (fields, german, _owner) in found.items()}
    if not rows:
        return rows
    for source, name, target in _relations(model, list(rows)):
        rows[source]["relations"][name].append(target)
    for row in rows.values():
        for targets in row["relations"].values():
            targets.sort()
    texts = shape(model).texts
    if texts is not None:
        for owner, language, fields in _texts(texts, list(rows)):
            if fields["source_digest"] == rows[owner]["german"]:
                fields["source_digest"] = FITS
            rows[owner]["texts"][language] = fields
    for part in shape(model).parts:
        _add_parts(rows, part)
    return rows


def _fields(
    model: type[Model], condition: Row, left_out: tuple[str, ...], owner: str = "pk"
) -> dict[Any, tuple[Row, str, Any]]:
    """By key: the fields, the digest of the German text, and the value of `owner`."""
    wanted = [field for field in shape(model).fields if field.name not in left_out]
    extra = ["text_digest"] if shape(model).texts is not None else []
    rows = model._default_manager.filter(**condition).order_by("pk")
    names = [field.attname for field in wanted]
    return {
        row[0]: (
            {field.name: plain(value) for field, value in zip(wanted, row[2 : 2 + len(names)], strict=True)},
            row[-1] if extra else "",
            row[1],
        )
        for row in rows.values_list("pk", owner, *names, *extra)
    }


def _relations(model: type[Model], keys: list[Any]) -> Iterable[tuple[Any, str, Any]]:
    """Key, name of the relation, key of the other; one query for all relations, none without any."""
    queries = []
    for field in shape(model).relations:
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        through: Any = field.remote_field.through
        rows = through._default_manager.filter(**{f"{source}__in": keys})
        name = Value(field.name, output_field=CharField())
        queries.append(rows.order_by().values_list(f"{source}_id", name, f"{target}_id"))
    if not queries:
        return []
    return cast(Any, queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0])


def _texts(texts: type[Model], keys: list[Any]) -> Iterable[tuple[Any, str, Row]]:
    """Key of the entry, language, fields."""
    names = [field for field in shape(texts).fields if field.name not in ("parent", "language")]
    rows = texts._default_manager.filter(parent__in=keys).order_by("parent", "language")
    for owner, language, *values in rows.values_list("parent", "language", *(one.attname for one in names)):
        yield owner, language, {field.name: plain(value) for field, value in zip(names, values, strict=True)}


def _add_parts(rows: dict[Any, Row], part: Part) -> None:
    condition = {f"{part.link}__in": list(rows), **{f"{name}__isnull": True for name in part.before}}
    left_out = (part.link, *part.before)
    if part.is_value:
        for fields, _digest, owner in _fields(part.model, condition, left_out, part.link).values():
            rows[owner]["values"][part.name].append(fields)
        for row in rows.values():
            row["values"][part.name].sort(key=json.dumps)
        return
    links = dict(part.model._default_manager.filter(**condition).values_list("pk", part.link))
    if links:
        for key, row in _rows(part.model, {"pk__in": list(links)}, left_out).items():
            rows[links[key]]["parts"][part.name][str(key)] = row


def plain(value: Any) -> Any:
    """As JSON has it; lines end as in files, whichever browser sent them."""
    if isinstance(value, str):
        return same_lines(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time | Decimal | UUID):
        return str(value) if not isinstance(value, Decimal) else format(value.normalize(), "f")
    return value


def back(field: Any, value: Any) -> Any:
    """As the model has it."""
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)
