"""Writing the index: the texts of objects become words with weights."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from core.content import changes
from core.models import Publishable
from core.references import without_facts
from search.models import Entry, EntryText, Posting, Word
from search.registry import BODY, KEYWORD, TITLE, Searchable, everything
from search.tokens import in_order, is_stopword, stem_of, tokens

# Objects that are put into the index at a time, and rows that go into one statement.
CHUNK = 200
ROWS = 500
# How the index is built; whoever changes that changes the number, and all entries are written anew.
VERSION = 3


# For the first word of a title, and for a word that comes again and again in the text.
FIRST, MOST_REPEATED = 8, 4


@dataclass
class _Row:
    entry: Entry
    texts: list[EntryText]
    # (language, form) → weight, and how the word is written.
    weights: dict[tuple[str, str], int]
    shown: dict[tuple[str, str], str]


def update(searchable: Searchable, keys: Iterable[Any]) -> None:
    """Bring these objects up to date: new, changed, no longer published, deleted.

    Must run in the transaction that changes them. For each 200 objects: the queries of
    `Searchable.fetch`, one for what stands in the index, and ten to write it if anything differs.
    """
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        _update(searchable, ordered[start : start + CHUNK])


def _update(searchable: Searchable, keys: list[Any]) -> None:
    # Locked in a fixed order, so that two changes at once write these entries one after the other.
    entries = Entry.objects.select_for_update().filter(kind=searchable.kind, object_id__in=keys)
    known = dict(entries.order_by("object_id").values_list("object_id", "digest"))
    rows = [row for obj in searchable.fetch(keys) if (row := _row(searchable, obj))]
    changed = [row for row in rows if known.get(row.entry.object_id) != row.entry.digest]
    gone = set(known) - {row.entry.object_id for row in rows}
    _remove(searchable.kind, gone, with_entries=True)
    _remove(searchable.kind, {row.entry.object_id for row in changed} & set(known), with_entries=False)
    if changed:
        _write(changed)


def _remove(kind: str, keys: set[Any], with_entries: bool) -> None:
    if keys:
        for model in (Posting, EntryText, Entry) if with_entries else (Posting, EntryText):
            model.objects.filter(kind=kind, object_id__in=keys).delete()


def _row(searchable: Searchable, obj: Any) -> _Row | None:
    link = searchable.link(obj)
    parents = [parent for name in searchable.parents if (parent := getattr(obj, name)) is not None]
    if link is None or any(parent.status != Publishable.Status.PUBLISHED for parent in parents):
        return None
    starts = [one.published_from for one in (obj, *parents) if one.published_from]
    ends = [one.published_until for one in (obj, *parents) if one.published_until]
    place = {"kind": searchable.kind, "object_id": obj.pk}
    texts, weights, shown = [], {}, {}
    for language, _name in settings.LANGUAGES:
        parts = {weight: list(searchable.texts(obj, paths, language)) for weight, paths in searchable.places}
        if not any(parts.values()):
            continue
        if name := searchable.names.get(language):
            parts[KEYWORD].append(name)
        title, _keywords, summary, body = parts.values()
        fields = (title[0] if title else "", " ".join(summary), "\n".join([*title[1:], *body]))
        texts.append(
            EntryText(
                **place,
                language=language,
                title=fields[0],
                summary=fields[1],
                body=fields[2],
                # A phrase does not reach from one field into the next.
                folded="|".join(in_order(without_facts(text), language) for text in fields),
            )
        )
        for form, weight, spelled in _weigh(parts, searchable.boost, language):
            weights[language, form] = weight
            shown[language, form] = spelled
    entry = Entry(
        **place,
        link=link.pack(),
        visible_from=max(starts, default=None),
        visible_until=min(ends, default=None),
        ends_on=searchable.ends_on(obj),
    )
    entry.digest = _digest(entry, texts, weights)
    return _Row(entry, texts, weights, shown)


def _weigh(parts: dict[int, list[str]], boost: float, language: str) -> Iterator[tuple[str, int, str]]:
    """Each word of an object once: its best place counts, a short title and repetition a little."""
    best: dict[str, int] = {}
    shown: dict[str, str] = {}
    times: Counter[str] = Counter()
    for place, texts in parts.items():
        for text in texts:
            found = [
                token
                for token in tokens(without_facts(text), language)
                if not is_stopword(token.form, language)
            ]
            extra = _extra(place, len(found))
            for number, token in enumerate(found):
                times[token.form] += place == BODY
                shown.setdefault(token.form, token.shown)
                weight = place + extra + (FIRST if place == TITLE and not number else 0)
                best[token.form] = max(best.get(token.form, 0), weight)
    for form, weight in best.items():
        yield form, round((weight + min(times[form], MOST_REPEATED)) * boost), shown[form]


def _extra(place: int, length: int) -> int:
    """A word counts more in a short title, most where it is the whole title."""
    if place == TITLE:
        return 60 if length == 1 else 40 // max(length, 1)
    return 10 // max(length, 1) if place == KEYWORD else 0


def _digest(entry: Entry, texts: list[EntryText], weights: dict[tuple[str, str], int]) -> str:
    parts = [
        VERSION,
        entry.link,
        [entry.visible_from, entry.visible_until, entry.ends_on],
        [[text.language, text.title, text.summary, text.body] for text in texts],
        sorted([*key, weight] for key, weight in weights.items()),
    ]
    packed = json.dumps(parts, default=str, ensure_ascii=False)
    return hashlib.blake2b(packed.encode(errors="replace"), digest_size=16).hexdigest()


def _write(rows: list[_Row]) -> None:
    Entry.objects.bulk_create(
        [row.entry for row in rows],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["link", "visible_from", "visible_until", "ends_on", "digest"],
    )
    EntryText.objects.bulk_create([text for row in rows for text in row.texts], batch_size=ROWS)
    ids = _word_ids({key: shown for row in rows for key, shown in row.shown.items()})
    postings = [
        (row.entry.kind, row.entry.object_id, ids[key], weight)
        for row in rows
        for key, weight in row.weights.items()
    ]
    table = connection.ops.quote_name(Posting._meta.db_table)
    # Plain rows: building a model for each of some ten thousand words costs most of the time.
    statement = f"INSERT INTO {table} (kind, object_id, word_id, weight) VALUES "  # noqa: S608 (a name of ours)
    for start in range(0, len(postings), ROWS):
        part = postings[start : start + ROWS]
        with connection.cursor() as cursor:
            cursor.execute(
                statement + ", ".join(["(%s, %s, %s, %s)"] * len(part)),
                [value for row in part for value in row],
            )


def _word_ids(shown: dict[tuple[str, str], str]) -> dict[tuple[str, str], int]:
    """The ids of these words; those that are new join the vocabulary."""
    ids: dict[tuple[str, str], int] = {}
    # In a fixed order, so that two changes at once do not wait for each other's new words in turns.
    for language in sorted({language for language, _form in shown}):
        forms = sorted(form for of, form in shown if of == language)
        found = _known_words(language, forms)
        new = [
            Word(
                language=language,
                form=form,
                stem=stem_of(form, shown[language, form], language),
                shown=shown[language, form],
            )
            for form in forms
            if form not in found
        ]
        if new:
            Word.objects.bulk_create(new, batch_size=ROWS, ignore_conflicts=True)
            found |= _known_words(language, [word.form for word in new])
        ids.update({(language, form): pk for form, pk in found.items()})
    return ids


def _known_words(language: str, forms: list[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    for start in range(0, len(forms), ROWS):
        rows = Word.objects.filter(language=language, form__in=forms[start : start + ROWS])
        known.update(rows.values_list("form", "pk"))
    return known


def purge_words() -> int:
    """Delete the words of deleted texts; returns how many.

    A save that uses such a word again in this very moment may lose it until the entry is next changed.
    """
    with changes.batch():
        used = Posting.objects.filter(word_id=OuterRef("pk")).values("word_id")
        count: int = Word.objects.filter(~Exists(used)).delete()[0]
        if count:
            changes.note(Word)
    return count


def rebuild(say: Callable[[str, int, int], None] | None = None) -> int:
    """Empty the index and fill it anew in one transaction; returns the number of entries.

    `say` hears after each chunk how many of how many objects of a kind are done.
    """
    with transaction.atomic():
        for model in (Posting, EntryText, Entry, Word):
            model.objects.all().delete()
        for searchable in everything():
            keys = list(searchable.model._default_manager.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(keys), CHUNK):
                _update(searchable, keys[start : start + CHUNK])
                if say:
                    say(str(searchable.label), min(start + CHUNK, len(keys)), len(keys))
        return Entry.objects.count()
