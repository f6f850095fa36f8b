"""The two statements that a search consists of, the same on SQLite and PostgreSQL."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from search.models import Entry, Posting

# The hits that are ranked: those with the greatest weight. So the cost of a search has a limit. Several words
# share them, but each has some.
MOST_HITS, LEAST_HITS = 300, 100
# Words of titles weigh at least this, words elsewhere less. The light hits of a frequent word, which are
# nearly all that it has, are read only where the heavy ones leave room.
HEAVY = 50
# Not the bare column, lest the databases read all words of the kind, by the primary key, for a few.
ANY_KIND = "(kind || '')"

Key = tuple[str, int]


class Hit(NamedTuple):
    """A word of a group occurs in an object. `ends_on` is an ISO date, "" when the object has no end."""

    group: int
    word_id: int
    key: Key
    weight: int
    ends_on: str


class Hits(NamedTuple):
    """What visitors see, and the groups that have more hits than were fetched."""

    hits: list[Hit]
    cut: set[int]


def heaviest(groups: Mapping[int, Collection[int]], kinds: Sequence[str] | None, at: datetime) -> Hits:
    """For each group of words its heaviest hits, MOST_HITS at most for all; one query.

    Only what visitors see at `at`; of these `kinds`, or of all (None).
    """
    levels, parameters, names = [], [], []
    most = max(MOST_HITS // max(len(groups), 1), min(LEAST_HITS, MOST_HITS))
    of_kind = f" AND {ANY_KIND} IN ({_marks(kinds)})" if kinds else ""
    for number, words in groups.items():
        if not words or kinds == []:
            continue
        rows = (
            f"SELECT {int(number)} AS grp, word_id, kind, object_id, weight FROM {_postings()} "  # noqa: S608
            f"WHERE word_id IN ({_marks(words)}){of_kind}"
        )
        heavy, light = f"heavy{int(number)}", f"light{int(number)}"
        room = f"{most} - (SELECT COUNT(*) FROM {heavy})"  # noqa: S608
        levels += [
            f"{heavy} AS ({rows} AND weight >= {HEAVY} ORDER BY weight DESC LIMIT {most})",
            f"{light} AS ({rows} AND weight < {HEAVY} ORDER BY weight DESC LIMIT {room})",
        ]
        parameters += [*words, *(kinds or ())] * 2
        names += [heavy, light]
    return _visible([f"SELECT * FROM {name}" for name in names], parameters, at, levels, most)  # noqa: S608


def of_objects(groups: Mapping[int, Collection[int]], keys: Collection[Key], at: datetime) -> list[Hit]:
    """The hits of these groups of words in these objects; one query, whatever stands elsewhere."""
    ids: dict[str, list[int]] = {}
    for kind, object_id in keys:
        ids.setdefault(kind, []).append(object_id)
    parts, parameters = [], []
    for number, words in groups.items():
        for kind, of_kind in ids.items() if words else ():
            # The plus keeps the databases from reading all hits of the frequent words.
            parts.append(
                f"SELECT {int(number)} AS grp, word_id, kind, object_id, weight FROM {_postings()} "  # noqa: S608
                f"WHERE kind = %s AND object_id IN ({_marks(of_kind)}) AND +word_id IN ({_marks(words)})"
            )
            parameters += [kind, *of_kind, *words]
    return _visible(parts, parameters, at).hits


def objects_with(words: Collection[int], kind: str) -> list[int]:
    """The ids of all objects of one kind that have one of these words, some twice; one query."""
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT object_id FROM {_postings()} "  # noqa: S608
            f"WHERE word_id IN ({_marks(words)}) AND {ANY_KIND} = %s",
            [*words, kind],
        )
        return [row[0] for row in cursor.fetchall()]


def _visible(
    parts: list[str], parameters: list[Any], at: datetime, levels: Sequence[str] = (), most: int = MOST_HITS
) -> Hits:
    """The rows of the parts that visitors see; `levels` are common table expressions before them."""
    if not parts:
        return Hits([], set())
    entries = connection.ops.quote_name(Entry._meta.db_table)
    now = connection.ops.adapt_datetimefield_value(at)
    statement = (
        f"{'WITH ' if levels else ''}{', '.join(levels)} "  # noqa: S608
        "SELECT hit.grp, hit.word_id, hit.kind, hit.object_id, hit.weight, entry.ends_on, "
        "(entry.visible_from IS NULL OR entry.visible_from <= %s) "
        "AND (entry.visible_until IS NULL OR entry.visible_until > %s) "
        f"FROM ({' UNION ALL '.join(parts)}) AS hit JOIN {entries} AS entry "
        "ON entry.kind = hit.kind AND entry.object_id = hit.object_id"
    )
    with connection.cursor() as cursor:
        window = [now, now]
        cursor.execute(statement, [*parameters, *window] if levels else [*window, *parameters])
        rows = cursor.fetchall()
    fetched = Counter(row[0] for row in rows)
    hits = [
        Hit(group, word_id, (kind, object_id), weight, str(ends_on or ""))
        for group, word_id, kind, object_id, weight, ends_on, is_visible in rows
        if is_visible
    ]
    return Hits(hits, {group for group, number in fetched.items() if number >= most})


def _postings() -> str:
    return connection.ops.quote_name(Posting._meta.db_table)


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))
