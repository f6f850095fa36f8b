"""Each change of an entry or of anything that belongs to it, however it was made, makes a version of it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models
from django.db.models import CASCADE, SET_NULL, Max
from simple_history.models import HistoricalRecords

from core.content import changes
from core.content.changes import Changed
from core.editing import body as bodies
from core.editing.body import Row
from core.editing.shape import owners
from core.models import ContentModel, Publishable, Translation, Version

PUBLIC = {Publishable.Status.PUBLISHED, Publishable.Status.ARCHIVED}
_NAMES = ("title", "name", "heading", "reason", "typed", "slug")

Entries = dict[type[models.Model], set[Any]]


class VersionListener:
    """At the end of each batch: a version of every entry that is not what it was."""

    def concerns(self, model: type[models.Model]) -> bool:
        return issubclass(model, ContentModel) or model is Version

    def before(self, model: type[models.Model], keys: list[Any], deleting: bool) -> Changed:
        """The entries that these rows belong to now; one query for parts. What is deleted is kept here."""
        found = {} if model is Version else entries(model, keys, also_itself=False)
        if deleting and not found and not issubclass(model, Translation):
            found = _keep_deleted(model, keys)
        return {Version: {(kind, key) for kind, kind_keys in found.items() for key in kind_keys}}

    def after(self, changed: Changed) -> None:
        """One query for each kind of part, what `dump` costs for each kind of entry, two for the versions."""
        stale: Entries = defaultdict(set)
        reasons: dict[tuple[type[models.Model], Any], set[str]] = defaultdict(set)
        fresh: Entries = {}
        for kind, key in changed.get(Version, ()):
            stale[kind].add(key)
        for model, keys in changed.items():
            if model is Version:
                continue
            for (row, kind), key in _entries_by_row(model, list(keys)).items():
                reasons[kind, key].add(changes.reason(model, row))
                if kind is model and row in changes.bare(model):
                    fresh.setdefault(kind, set()).add(key)
                else:
                    stale[kind].add(key)
        made: list[Version] = []
        for kind in sorted({*stale, *fresh}, key=lambda kind: kind._meta.label):
            bare = fresh.get(kind, set()) - stale[kind]
            if bare:
                made += _versions(kind, bodies.own_fields(kind, bare), {}, reasons)
            if stale[kind]:
                made += _versions(kind, bodies.dump(kind, stale[kind]), newest(kind, stale[kind]), reasons)
        Version.objects.bulk_create(made)


def entries(model: type[models.Model], keys: Iterable[Any], *, also_itself: bool = True) -> Entries:
    """What these rows belong to, and they themselves where they belong to nothing; at most one query."""
    found: Entries = defaultdict(set)
    if also_itself or _ways(model):
        for (_row, kind), key in _entries_by_row(model, list(keys)).items():
            if also_itself or kind is not model:
                found[kind].add(key)
    return dict(found)


def newest(model: type[models.Model], keys: Iterable[Any]) -> dict[Any, Version]:
    """The newest versions by the keys of their entries, without their bodies; one query."""
    found = Version.objects.filter(kind=model._meta.label_lower)
    last = found.filter(key__in=list(keys)).order_by().values("key").annotate(last=Max("pk")).values("last")
    return {version.key: version for version in found.filter(pk__in=last).defer("body", "text_digests")}


def record(model: type[models.Model], key: Any, body: Row) -> None:
    """Keep the state of an entry of which no version is known: changed past our code, or a part by itself."""
    digest = bodies.digest(body)
    if not Version.objects.of(model, key).filter(digest=digest).exists():
        Version(**columns(model, key, body, digest)).save()


def acting() -> Any:
    """The member of the staff whose request this is; None in commands."""
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated else None


def _versions(
    kind: type[models.Model],
    found: dict[Any, Row],
    known: dict[Any, Version],
    reasons: dict[tuple[type[models.Model], Any], set[str]],
) -> list[Version]:
    made = []
    for key, body in found.items():
        digest, before = bodies.digest(body), known.get(key)
        if before is not None and before.digest == digest:
            continue
        version = Version(**columns(kind, key, body, digest))
        version.was_public |= before is not None and before.was_public
        version.why = "; ".join(sorted(filter(None, reasons[kind, key])))[:300]
        version.saved_by = acting()
        made.append(version)
    return made


def columns(kind: type[models.Model], key: Any, body: Row, digest: str) -> dict[str, Any]:
    """What a version of the entry consists of, but for who made it and when."""
    fields = body["fields"]
    name = next((fields[field] for field in _NAMES if fields.get(field)), "")
    return {
        "kind": kind._meta.label_lower,
        "key": key,
        "digest": digest,
        "body": body,
        "name": str(name)[:200],
        "text_digests": " ".join(bodies.german_digests(body)),
        "was_public": fields.get("status") in PUBLIC,
    }


def _keep_deleted(model: type[models.Model], keys: list[Any]) -> Entries:
    """A last version of each, with the relations of others to it; returns those others."""
    found = bodies.dump(model, keys)
    others: Entries = defaultdict(set)
    before = newest(model, keys)
    made = []
    incoming = _incoming(model, keys, others)
    for key, body in found.items():
        version = Version(**columns(model, key, {**body, "incoming": incoming[key]}, ""))
        version.was_public |= key in before and before[key].was_public
        version.is_deleted, version.saved_by = True, acting()
        made.append(version)
    Version.objects.bulk_create(made)
    return others


def _incoming(model: type[models.Model], keys: list[Any], others: Entries) -> dict[Any, dict[str, list[Any]]]:
    """By key: which rows of "app.model.field" name it; a query for each relation. Adds all to `others`."""
    found: dict[Any, dict[str, list[Any]]] = defaultdict(dict)
    for relation in model._meta.related_objects:
        other, field = relation.related_model, relation.field
        if not issubclass(other, ContentModel) or issubclass(other, Translation):
            continue
        if relation.one_to_many and relation.on_delete is CASCADE:
            # What goes with it although it belongs to something else.
            for kind, kind_keys in entries(other, _naming(other, field.name, keys).values()).items():
                others[kind].update(kind_keys - set(keys) if kind is model else kind_keys)
            continue
        if not (relation.many_to_many or relation.on_delete is SET_NULL):
            continue
        for row, key in _naming_pairs(other, field.name, keys):
            found[key].setdefault(f"{other._meta.label_lower}.{field.name}", []).append(row)
            for kind, kind_keys in entries(other, [row]).items():
                others[kind].update(kind_keys)
    return found


def _naming_pairs(other: type[models.Model], name: str, keys: list[Any]) -> list[tuple[Any, Any]]:
    return list(other._default_manager.filter(**{f"{name}__in": keys}).values_list("pk", name))


def _naming(other: type[models.Model], name: str, keys: list[Any]) -> dict[Any, Any]:
    return {pair: pair[0] for pair in _naming_pairs(other, name, keys)}


def _entries_by_row(model: type[models.Model], keys: list[Any]) -> dict[tuple[Any, type[models.Model]], Any]:
    """By row and kind of entry, the key of the entry; no query for what belongs to nothing."""
    ways = _ways(model)
    if not ways:
        return {(key, model): key for key in keys}
    found: dict[tuple[Any, type[models.Model]], Any] = {}
    for start in range(0, len(keys), bodies.KEYS):
        rows = model._default_manager.filter(pk__in=keys[start : start + bodies.KEYS])
        for key, *owned in rows.values_list("pk", *(way for way, _kind in ways)):
            way = next((number for number, owner in enumerate(owned) if owner is not None), None)
            if way is None:
                found[key, model] = key
            else:
                found[key, ways[way][1]] = owned[way]
    return found


@cache
def _ways(model: type[models.Model]) -> tuple[tuple[str, type[models.Model]], ...]:
    """The ways from a row to what it belongs to in the end, in the order in which they count."""
    links = ("parent",) if issubclass(model, Translation) else owners(model)
    found: list[tuple[str, type[models.Model]]] = []
    for link in links:
        owner: Any = model._meta.get_field(link).related_model
        further = _ways(owner)
        found += [(f"{link}__{way}", kind) for way, kind in further] or [(link, owner)]
    return tuple(found)
