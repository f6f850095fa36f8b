"""The cache of one process: bounded in bytes, what was not asked for longest goes first."""

import time_machine

from core.memory.page_store import PageStore
from core.memory.weight import weight


def store(name: str, megabytes: float = 1) -> PageStore:
    made = PageStore(name, {"OPTIONS": {"MEGABYTES": megabytes}})
    made.clear()
    return made


def test_value_is_kept_as_it_is_until_its_time_is_over() -> None:
    cache, value = store("time"), ["a"]
    with time_machine.travel("2026-03-02 10:00", tick=False) as clock:
        cache.set("a", value, 60)
        assert cache.get("a") is value
        assert not cache.add("a", "other", 60)
        clock.shift(61)
        assert cache.get("a", "gone") == "gone"
        assert cache.add("a", "other", 60)


def test_bytes_are_bounded_and_what_was_asked_for_stays() -> None:
    cache = store("bytes")
    for number in range(50):
        cache.set(str(number), b"x" * 100_000)
        cache.get("0")
    assert 900_000 < cache.bytes_kept <= 1024 * 1024
    assert cache.get("0")
    assert cache.get("49")
    assert cache.get("1") is None


def test_value_that_is_too_large_is_not_kept_and_an_older_one_is_gone() -> None:
    cache = store("large")
    cache.set("a", b"small")
    cache.set("a", b"x" * 2_000_000)
    assert cache.get("a") is None


def test_objects_of_one_name_share_what_they_keep() -> None:
    store("shared").set("a", 1)
    other = PageStore("shared", {"OPTIONS": {"MEGABYTES": 1}})
    assert other.get("a") == 1
    assert other.delete("a")
    assert not other.delete("a")


def test_weight_counts_each_part_once() -> None:
    text = "x" * 10_000
    alone = weight(text)
    assert alone > 10_000
    assert alone < weight([text, text, {"again": text}]) < alone + 1000
    assert weight({"a": "x" * 10_000, "b": ["y" * 10_000]}) > 2 * alone
