"""Two changes of the same entry brought together, as plain values."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.editing.merging import MISSING, Conflict, at, differences, merge, put

VALUES = st.sampled_from(["a", "b", "", None])


def row(title: Any = "a", phone: Any = "", **groups: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"relations": {"topics": []}, "texts": {}, "parts": {"hours": {}}, "values": {}}
    return {"fields": {"title": title, "phone": phone}, "german": "", **empty, **groups}


ROWS = st.builds(
    row,
    VALUES,
    VALUES,
    relations=st.fixed_dictionaries({"topics": st.lists(st.integers(1, 4), unique=True).map(sorted)}),
    texts=st.dictionaries(st.sampled_from(["ar", "en"]), st.fixed_dictionaries({"title": VALUES})),
    parts=st.fixed_dictionaries({"hours": st.dictionaries(st.sampled_from("12"), st.builds(row, VALUES))}),
    values=st.fixed_dictionaries({"rules": st.lists(st.fixed_dictionaries({"opens": VALUES}), max_size=2)}),
)


@given(ROWS, ROWS, ROWS)
def test_whatever_both_do_is_in_the_result_or_is_asked(base: Any, mine: Any, theirs: Any) -> None:
    merged = merge(base, mine, theirs)

    asked = {one.path for one in merged.conflicts}

    def is_asked(path: tuple[str, ...]) -> bool:
        return any(path[: len(place)] == place or place[: len(path)] == path for place in asked)

    for side in (mine, theirs):
        for change in differences(base, side):
            if is_asked(change.path):
                continue
            if "relations" in change.path:
                found = set(at(merged.body, change.path))
                assert set(change.new) - set(change.old) <= found
                assert not (set(change.old) - set(change.new)) & found
            else:
                assert at(merged.body, change.path) == change.new
    for place in asked:
        assert at(merged.body, place) == at(theirs, place)


@given(ROWS, ROWS)
def test_who_changed_alone_has_it_as_it_was_typed(base: Any, mine: Any) -> None:
    assert merge(base, mine, base) == merge(base, base, mine)
    assert differences(merge(base, mine, base).body, mine) == []
    assert merge(base, mine, mine).conflicts == []


def test_the_same_field_and_a_deleted_row_meet() -> None:
    base = row("a", parts={"hours": {"1": row("x")}})
    mine = row("b", parts={"hours": {}})
    theirs = row("c", parts={"hours": {"1": row("y")}})

    assert merge(base, mine, theirs).conflicts == [
        Conflict(("fields", "title"), "a", "b", "c"),
        Conflict(("parts", "hours", "1"), row("x"), MISSING, row("y")),
    ]


def test_without_the_state_it_was_opened_at_all_that_differs_is_asked() -> None:
    merged = merge(None, row("b", "1"), row("c", "1"))

    assert merged.conflicts == [Conflict(("fields", "title"), MISSING, "b", "c")]
    assert merged.body == row("c", "1")


def test_field_that_is_newer_than_a_state_is_no_change_of_it() -> None:
    new = {**row("a"), "fields": {"title": "a", "phone": "", "facts": "x"}}

    assert merge(row("a"), row("b"), new).body["fields"] == {"title": "b", "phone": "", "facts": "x"}
    assert differences(row("a"), new) == []


def test_value_is_put_in_and_a_row_taken_out() -> None:
    body = row("a", parts={"hours": {"1": row("x")}})

    assert put(body, ("parts", "hours", "1", "fields", "title"), "y")["parts"]["hours"]["1"] == row("y")
    assert put(body, ("parts", "hours", "1"), MISSING)["parts"] == {"hours": {}}
    assert body["parts"]["hours"] == {"1": row("x")}
