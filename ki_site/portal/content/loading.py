"""Putting content files into the database without ever undoing what staff have done.

For each entry the database remembers two digests: of the entry in the file, and of what the load made of it.
An entry whose file has not changed costs nothing. One that has changed is loaded again only if the object
still is as the last load left it; what staff have changed or deleted stays so and is reported.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models
from django.utils.html import strip_tags

from core import references
from core.content import changes, held_addresses
from core.languages import SOURCE
from core.models import LoadedEntry, Precision, Publishable, TranslatedModel, Translation
from ki_site.portal.content.files import FILES, Child, File
from ki_site.portal.content.reader import ContentError, Entries, read

# The precision of a check came later than the digests that are stored.
IGNORED = {
    "id", "text_digest", "check_due_on", "checked_by", "checked_precision", "source_digest", "updated_at",
}  # fmt: skip
# A check of which only the year or the month is known: "2025", "2025-03".
_PART_OF_DATE = re.compile(r"(\d{4})(?:-(\d\d))?")
# Fields that came after the first release, unknown to its digests: they count once somebody sets them.
ADDED_LATER = {
    "concept.indicatorvalue": {"date_is_uncertain"},
    "offers.offer": {"childcare", "women_only"},
    "offers.place": {
        "image", "image_alt", "image_credit", "image_height", "image_ppoi", "image_width", "point_precision",
        "point_source",
    },
    "offers.placetranslation": {"image_alt"},
    "offers.quarter": {"latitude", "longitude", "point_source"},
    "portal.page": {"contact", "icon", "offers", "search_words", "topic"},
    "portal.pagesection": {"contact"},
}  # fmt: skip


def digest(value: Any) -> str:
    shaped = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(shaped.encode(), digest_size=16).hexdigest()


class Loader:
    """Loads the files of one folder in the languages of the site.

    `counts` says what happened, `kept` names what staff had changed.
    """

    def __init__(self, folder: Path, say: Callable[[str], None] = lambda _line: None) -> None:
        self.folder = folder
        self.say = say
        self.counts: Counter[str] = Counter()
        self.kept: list[str] = []
        self.loaded = {(row.file, row.key): row for row in LoadedEntry.objects.all()}
        self.languages = sorted(dict(settings.LANGUAGES), key=lambda code: code != SOURCE)
        self._keys: dict[type[models.Model], dict[str, int]] = {}
        # Entries that this load has filled anew: the rows below them are new and have no translations yet.
        self._filled: set[tuple[str, str]] = set()

    def load(self) -> None:
        """Load everything in one transaction; raises ContentError and then leaves nothing half-loaded."""
        known = {f"{file.name}.yaml" for file in FILES}
        for path in sorted([*self.folder.glob("*.yaml"), *self.folder.glob("*/*.yaml")]):
            if path.name not in known:
                raise ContentError(f"{path.relative_to(self.folder)}: there is no such kind of content.")
        with changes.batch():
            for file in FILES:
                self._load_file(file)

    def _load_file(self, file: File) -> None:
        entries = read(self.folder / f"{file.name}.yaml")
        texts = {code: read(self.folder / code / f"{file.name}.yaml") for code in self.languages}
        for language, language_texts in texts.items():
            if unknown := next((key for key in language_texts if key not in entries), None):
                raise ContentError(
                    f"{language}/{file.name}.yaml: {unknown}: {file.name}.yaml has no entry of this name."
                )
        before = self.counts.copy()
        for key, entry in entries.items():
            self._load_entry(file, key, entry, texts[SOURCE].get(key, {}))
            translated = {code: texts[code][key] for code in self.languages[1:] if key in texts[code]}
            if translated:
                self._load_translations(file, key, entry, translated)
        done = ", ".join(f"{n} {what}" for what, n in sorted((self.counts - before).items()))
        if entries:
            self.say(f"{file.name}: {done}")

    # --- One entry ---------------------------------------------------------------------------------

    def _load_entry(self, file: File, key: str, entry: dict[str, Any], texts: dict[str, Any]) -> None:
        where = f"{file.name}.yaml: {key}"
        entry_digest = digest([entry, texts])
        obj = self._begin(file, file.name, key, entry_digest, where)
        if obj is None:
            return
        children = {child.relation for child in file.children}
        plain = {**_without(entry, children, where), **_without(texts, children, f"{SOURCE}/{where}")}
        if file.key:
            plain[file.key] = key
        if isinstance(obj, Publishable) and obj._state.adding:
            obj.status = Publishable.Status.PUBLISHED
        self._fill_and_save(obj, plain, where)
        self._filled.add((file.name, key))
        for child in file.children:
            self._load_children(child, obj, entry, texts, where)
        if file.model in self._keys:
            self._keys[file.model][key] = obj.pk
        self._end(file.name, key, obj, entry_digest, state_digest(obj, file))

    def _begin(self, file: File, name: str, key: str, entry_digest: str, where: str) -> Any:
        """The object to fill (new or found), or None where there is nothing to do."""
        known = self.loaded.get((name, key))
        if known is None:
            if file.key and file.model._default_manager.filter(**{file.key: key}).exists():
                return self._keep(f"{where}: made by staff")
            new = file.model(**{file.key: key} if file.key else {})
            if held_addresses.is_held(file.model) and held_addresses.former_holder(new):
                return self._keep(f"{where}: an entry of another address had this one")
            return new
        if known.entry_digest == entry_digest:
            self.counts["unchanged"] += 1
            return None
        obj = file.model._default_manager.filter(pk=known.object_id).first()
        if obj is None:
            return self._keep(f"{where}: deleted by staff")
        if state_digest(obj, file) != known.state_digest:
            return self._keep(f"{where}: changed by staff")
        if file.children and self._is_translated_by_staff(file, key, obj):
            return self._keep(f"{where}: translated by staff")
        return obj

    def _is_translated_by_staff(self, file: File, key: str, obj: Any) -> bool:
        """Filling an entry anew would take the translations of the rows below it along."""
        rows = obj.translations.all() if isinstance(obj, TranslatedModel) else []  # type: ignore[attr-defined]
        known = {row.language: self.loaded.get((f"{row.language}/{file.name}", key)) for row in rows}
        return any(
            (before := known[row.language]) is None or before.state_digest != translation_digest(row, file)
            for row in rows
        )

    def _keep(self, line: str) -> None:
        self.counts["kept"] += 1
        self.kept.append(line)

    def _end(self, name: str, key: str, obj: models.Model, entry_digest: str, state: str) -> None:
        self.counts["updated" if (name, key) in self.loaded else "new"] += 1
        LoadedEntry.objects.update_or_create(
            file=name,
            key=key,
            defaults={"object_id": obj.pk, "entry_digest": entry_digest, "state_digest": state},
        )

    def _load_children(
        self, child: Child, obj: models.Model, entry: dict[str, Any], texts: dict[str, Any], where: str
    ) -> None:
        """Replace the rows below an entry; staff have not touched them, or the entry would be kept."""
        rows: Entries = entry.get(child.relation) or {}
        child_texts: Entries = texts.get(child.relation) or {}
        if unknown := next((key for key in child_texts if str(key) not in rows), None):
            raise ContentError(f"{SOURCE}/{where}: {child.relation}: {unknown}: not in {where}.")
        getattr(obj, child.relation).all().delete()
        for key, fields in rows.items():
            here = f"{where}: {child.relation}: {key}"
            try:
                values = {**child.of_key(key), **(fields or {}), **child_texts.get(key, {})}
            except ValueError as error:
                raise ContentError(f"{here}: {error}") from error
            lines = values.pop(child.lines[0], []) if child.lines else []
            row = child.model(**{child.parent: obj})
            self._fill_and_save(row, values, here)
            if child.lines:
                self._load_lines(child.lines, row, lines, here)

    def _load_lines(self, spec: Any, parent: models.Model, lines: list[str], where: str) -> None:
        _relation, parent_field, model, parse = spec
        for line in lines:
            try:
                rows = parse(line)
            except ValueError as error:
                raise ContentError(f"{where}: {error}") from error
            for values in rows:
                self._fill_and_save(model(**{parent_field: parent}), values, where)

    # --- Translations --------------------------------------------------------------------------------

    def _load_translations(
        self, file: File, key: str, entry: dict[str, Any], texts: dict[str, dict[str, Any]]
    ) -> None:
        """The other languages of an entry and of its children, each tracked apart, so that what staff have
        translated stays.
        """
        digests = {language: digest(of_language) for language, of_language in texts.items()}
        new = {
            language: of_language
            for language, of_language in texts.items()
            if (file.children and (file.name, key) in self._filled)
            or not self._is_loaded(f"{language}/{file.name}", key, digests[language])
        }
        self.counts["unchanged"] += len(texts) - len(new)
        if not new:
            return
        source = LoadedEntry.objects.filter(file=file.name, key=key).first()
        parent: Any = source and file.model._default_manager.filter(pk=source.object_id).first()
        if not isinstance(parent, TranslatedModel):
            return
        rows = {row.language: row for row in parent.translations.all()}  # type: ignore[attr-defined]
        children = [_Translated(child, parent, entry) for child in file.children]
        for language, of_language in new.items():
            where = f"{language}/{file.name}.yaml: {key}"
            row: Any = rows.get(language)
            known = self.loaded.get((f"{language}/{file.name}", key))
            is_filled = bool(file.children) and (file.name, key) in self._filled
            if (row is None) != (known is None) or (
                known and not is_filled and translation_digest(row, file) != known.state_digest
            ):
                self._keep(f"{where}: changed by staff")
                continue
            model: Any = parent.translation_model()
            row = row or model(parent=parent, language=language)
            row.status = of_language.pop("status", Translation.Status.MACHINE)
            relations = {child.relation for child in file.children}
            self._fill_and_save(row, _without(of_language, relations, where), where)
            for child in children:
                self._translate_children(child, language, of_language.get(child.relation) or {}, where)
            self._end(f"{language}/{file.name}", key, row, digests[language], translation_digest(row, file))

    def _is_loaded(self, name: str, key: str, entry_digest: str) -> bool:
        known = self.loaded.get((name, key))
        return known is not None and known.entry_digest == entry_digest

    def _translate_children(self, child: "_Translated", language: str, texts: Entries, where: str) -> None:
        for key, fields in texts.items():
            if key not in child.rows:
                raise ContentError(f"{where}: {child.relation}: {key}: there is no such entry to translate.")
            obj: Any = child.rows[key]
            obj.translations.filter(language=language).delete()
            row = obj.translation_model()(parent=obj, language=language, status=Translation.Status.MACHINE)
            self._fill_and_save(row, fields, f"{where}: {child.relation}: {key}")

    # --- Fields --------------------------------------------------------------------------------------

    def _fill_and_save(self, obj: Any, values: dict[str, Any], where: str) -> None:
        many: dict[str, list[int]] = {}
        before = _texts(obj)
        for name, value in _with_precision(values).items():
            field = _field(obj, name, where)
            if field.many_to_many:
                many[name] = [self._pk(field.related_model, key, where, name) for key in value or []]
            elif field.is_relation:
                setattr(obj, field.attname, value and self._pk(field.related_model, value, where, name))
            else:
                setattr(obj, name, value.strip() if isinstance(value, str) else value)
        # A text that only names now what it repeated before says the same, so its translations fit on.
        obj.is_minor_change = bool(before) and _says_the_same(before, _texts(obj))
        try:
            # The database itself refuses a second row of a language; asking it first would double the time.
            is_text = isinstance(obj, Translation)
            obj.full_clean(validate_unique=not is_text, validate_constraints=not is_text)
            obj.save()
        except ValidationError as error:
            raise ContentError(f"{where}: {_in_words(error)}") from error
        except (IntegrityError, TypeError, ValueError) as error:
            raise ContentError(f"{where}: {error}") from error
        for name, keys in many.items():
            getattr(obj, name).set(keys)

    def _pk(self, model: type[models.Model], key: Any, where: str, field: str) -> int:
        file = next(file for file in FILES if file.model is model)
        if model not in self._keys:
            rows = model._default_manager.values_list(str(file.key), "pk")
            self._keys[model] = dict(rows)
        try:
            return self._keys[model][str(key)]
        except KeyError:
            raise ContentError(f"{where}: {field}: {file.name}.yaml has no entry {key!r}.") from None


class _Translated:
    """The rows below an entry by their keys; none where staff have added or removed some. One query."""

    def __init__(self, child: Child, parent: models.Model, entry: dict[str, Any]) -> None:
        self.relation = child.relation
        keys = list(entry.get(child.relation) or {})
        rows = list(getattr(parent, child.relation).order_by("pk")) if keys else []
        self.rows = dict(zip(keys, rows, strict=True)) if len(rows) == len(keys) else {}


def state_digest(obj: models.Model, file: File) -> str:
    """A digest of the object, its relations and its children as the database holds them."""
    return digest([_fields(obj), *(list(_children(child, obj)) for child in file.children)])


def translation_digest(row: Any, file: File) -> str:
    """The same of one language of an object and of its children; one query for each kind of them."""
    parts: list[Any] = [_fields(row)]
    for child in file.children:
        rows = getattr(row.parent, child.relation).order_by("pk")
        if issubclass(child.model, TranslatedModel):
            model: Any = child.model.translation_model()
            texts = model.objects.filter(parent__in=rows, language=row.language).order_by("parent")
            parts += [_values(text) for text in texts]
    return digest(parts)


def _children(child: Child, obj: models.Model) -> Iterator[Any]:
    for row in getattr(obj, child.relation).order_by("pk"):
        lines = getattr(row, child.lines[0]).order_by("pk") if child.lines else []
        yield [_fields(row), [_fields(line) for line in lines]]


def _fields(obj: models.Model) -> dict[str, Any]:
    fresh = type(obj)._default_manager.get(pk=obj.pk)
    values = _values(fresh)
    later = ADDED_LATER.get(fresh._meta.label_lower, ())
    for field in fresh._meta.many_to_many:
        keys = sorted(getattr(fresh, field.name).values_list("pk", flat=True))
        if keys or field.name not in later:
            values[field.name] = keys
    return values


def _values(obj: models.Model) -> dict[str, Any]:
    later = ADDED_LATER.get(obj._meta.label_lower, ())
    return {
        field.name: field.value_to_string(obj)
        for field in obj._meta.concrete_fields
        if field.name not in IGNORED
        and not (field.name in later and field.value_from_object(obj) == field.get_default())
    }


def _texts(obj: models.Model) -> list[str]:
    """The German texts of an object that is stored already."""
    if obj._state.adding or not isinstance(obj, TranslatedModel):
        return []
    return [getattr(obj, name) for name in obj.text_fields()]


def _says_the_same(before: list[str], after: list[str]) -> bool:
    """Whether readers see the same words; asks the database only where references stand."""
    return before != after and all(
        old == new or strip_tags(references.resolved(old)) == strip_tags(references.resolved(new))
        for old, new in zip(before, after, strict=True)
    )


def _field(obj: models.Model, name: str, where: str) -> Any:
    try:
        field = obj._meta.get_field(name)
    except FieldDoesNotExist:
        field = None
    if field is None or field.auto_created:
        raise ContentError(f"{where}: {type(obj).__name__} has no field {name!r}.")
    return field


def _with_precision(values: dict[str, Any]) -> dict[str, Any]:
    """What the form of a check's date says: "2025" is a year, "2025-03" a month, else it is a day."""
    if not (written := str(values.get("checked_on") or "")):
        return values
    if not (part := _PART_OF_DATE.fullmatch(written)):
        return {"checked_precision": Precision.DAY, **values}
    year, month = part.groups()
    precision = Precision.MONTH if month else Precision.YEAR
    return {**values, "checked_on": f"{year}-{month or '01'}-01", "checked_precision": precision}


def _without(entry: dict[str, Any], names: set[str], where: str) -> dict[str, Any]:
    for name in names & set(entry):
        if not isinstance(entry[name] or {}, dict):
            raise ContentError(f"{where}: {name}: expected entries of the form “key: fields”.")
    return {name: value for name, value in entry.items() if name not in names}


def _in_words(error: ValidationError) -> str:
    if hasattr(error, "error_dict"):
        return "; ".join(
            f"{field}: {' '.join(map(str, errors))}" for field, errors in error.message_dict.items()
        )
    return " ".join(map(str, error.messages))


__all__ = ["ContentError", "Loader", "state_digest"]
