"""Two changes of the same entry brought together; plain values in, plain values out.

By field, so that whoever changed the phone number takes nothing from whoever changed the summary; relations
by element; of a text in rich text or of the times of a week there is one, so two changes of it meet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.editing.body import Row

Path = tuple[str, ...]


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


# In the place of a row that is not there.
MISSING: Any = _Missing()


@dataclass(frozen=True)
class Difference:
    """Where two states of an entry differ: a field, a relation, or a whole row that one of them lacks."""

    path: Path
    old: Any
    new: Any


@dataclass(frozen=True)
class Conflict:
    """What two people have changed differently; MISSING where a row was deleted or was not there."""

    path: Path
    base: Any
    mine: Any
    theirs: Any


@dataclass
class Merged:
    """`body` has what both changed; where they meet, it has theirs."""

    body: Row
    conflicts: list[Conflict] = field(default_factory=list)


def differences(old: Row, new: Row) -> list[Difference]:
    """Each by its own path; of relations one for each that differs."""
    return list(_differences(old, new, ()))


def merge(base: Row | None, mine: Row, theirs: Row) -> Merged:
    """`mine` was made from `base`, and so was `theirs` meanwhile; without a base all differences meet."""
    merged = Merged({})
    if base is None:
        body, conflicts = (
            theirs,
            [Conflict(one.path, MISSING, one.new, one.old) for one in differences(theirs, mine)],
        )
        return Merged(body, conflicts)
    merged.body = _merged_row(base, mine, theirs, (), merged.conflicts)
    return merged


def at(body: Row, path: Path) -> Any:
    """What stands at the path; MISSING where it does not lead anywhere."""
    found: Any = body
    for step in path:
        if not isinstance(found, dict) or step not in found:
            return MISSING
        found = found[step]
    return found


def put(body: Row, path: Path, value: Any) -> Row:
    """A copy of the body with another value at the path; MISSING takes the row out."""
    step, *rest = path
    inner = put(body.get(step, {}), tuple(rest), value) if rest else value
    kept = {name: old for name, old in body.items() if name != step}
    return kept if inner is MISSING else {**kept, step: inner}


def _merged_row(base: Row, mine: Row, theirs: Row, path: Path, conflicts: list[Conflict]) -> Row:
    found: Row = {"german": theirs["german"]}
    for group in ("fields", "values"):
        found[group] = _merged_values(base[group], mine[group], theirs[group], (*path, group), conflicts)
    found["relations"] = {
        name: _merged_set(base["relations"].get(name, []), mine["relations"].get(name, []), targets)
        for name, targets in theirs["relations"].items()
    }
    found["texts"] = _merged_rows(
        base["texts"], mine["texts"], theirs["texts"], (*path, "texts"), conflicts, _merged_values
    )
    found["parts"] = {
        name: _merged_rows(
            base["parts"].get(name, {}), mine["parts"].get(name, {}), rows, (*path, "parts", name), conflicts,
            _merged_row,
        )
        for name, rows in theirs["parts"].items()
    }  # fmt: skip
    return found


def _merged_values(base: Row, mine: Row, theirs: Row, path: Path, conflicts: list[Conflict]) -> Row:
    """Fields that a state does not know (they are newer than it) are no change of it."""
    found = {}
    for name, their_value in theirs.items():
        old = base.get(name, their_value)
        found[name] = _one(old, mine.get(name, old), their_value, (*path, name), conflicts)
    return found


def _merged_rows(
    base: Row, mine: Row, theirs: Row, path: Path, conflicts: list[Conflict], merge_rows: Any
) -> Row:
    """Rows by key. One that is deleted here and changed there is a conflict."""
    found = {}
    for key in sorted({*base, *mine, *theirs}):
        old, own, other = (side.get(key, MISSING) for side in (base, mine, theirs))
        join = _one if any(row is MISSING for row in (old, own, other)) else merge_rows
        row = join(old, own, other, (*path, key), conflicts)
        if row is not MISSING:
            found[key] = row
    return found


def _one(base: Any, mine: Any, theirs: Any, path: Path, conflicts: list[Conflict]) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    conflicts.append(Conflict(path, base, mine, theirs))
    return theirs


def _merged_set(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    added, taken = set(mine) - set(base), set(base) - set(mine)
    return sorted((set(theirs) | added) - taken)


def _differences(old: Row, new: Row, path: Path) -> Iterator[Difference]:
    for group in ("fields", "relations", "values"):
        yield from _of_values(old[group], new[group], (*path, group))
    yield from _of_rows(old["texts"], new["texts"], (*path, "texts"), _of_values)
    for name in {**new["parts"], **old["parts"]}:
        rows = old["parts"].get(name, {}), new["parts"].get(name, {})
        yield from _of_rows(*rows, (*path, "parts", name), _differences)


def _of_values(old: Row, new: Row, path: Path) -> Iterator[Difference]:
    for name, value in new.items():
        if name in old and old[name] != value:
            yield Difference((*path, name), old[name], value)


def _of_rows(old: Row, new: Row, path: Path, of_rows: Any) -> Iterator[Difference]:
    for key in {**new, **old}:
        before, after = old.get(key, MISSING), new.get(key, MISSING)
        if MISSING in (before, after):
            yield Difference((*path, key), before, after)
        else:
            yield from of_rows(before, after, (*path, key))
