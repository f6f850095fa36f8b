"""What a process keeps of content: as long as nothing but the clock can have changed it, and no longer."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation

from core.content import changes, content_token
from core.content.content_token import ContentVersion
from core.memory import validity
from core.memory.validity import MEGABYTE, KeptWhileTrue
from tests import builders

pytestmark = pytest.mark.django_db


class Maker:
    """Makes a new value each time, "1", "2" …"""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        return str(self.calls)


@pytest.fixture(autouse=True)
def _no_memory_of_a_test_stays() -> Iterator[None]:
    before = dict(validity._all)
    yield
    validity._all.clear()
    validity._all.update(before)


def memory(**options: Any) -> KeptWhileTrue[Any]:
    return KeptWhileTrue("of a test", **{"megabytes": None, **options})


def edited_elsewhere(token: str) -> None:
    """What an edit in another process does, as far as this process can see it."""
    ContentVersion.objects.update_or_create(pk=1, defaults={"token": token})


def test_value_is_kept_until_the_content_changes() -> None:
    kept, make = memory(), Maker()
    assert [kept.made("a", make), kept.made("a", make)] == ["1", "1"]
    builders.organisation()
    assert kept.made("a", make) == "2"


def test_value_is_kept_until_something_appears_or_disappears_and_until_midnight() -> None:
    with time_machine.travel("2026-03-02 22:00 +01:00", tick=False) as clock:
        now = timezone.now()
        builders.organisation(
            published_from=now + timedelta(hours=1), published_until=now + timedelta(hours=1.5)
        )
        kept, make = memory(), Maker()
        for hour, value in ((0, 1), (0.99, 1), (1.01, 2), (1.49, 2), (1.51, 3), (1.99, 3), (2.01, 4)):
            clock.move_to(now + timedelta(hours=hour))
            assert kept.made("step", make) == str(value)


def test_what_was_read_while_another_process_edited_is_not_kept(monkeypatch) -> None:
    monkeypatch.setattr(content_token, "CHECK_EVERY", 0)
    edited_elsewhere("before")
    kept = memory()

    def old_text_just_before_the_edit() -> str:
        edited_elsewhere("after")
        return "old text"

    assert kept.made("a", old_text_just_before_the_edit) == "old text"
    assert kept.made("a", lambda: "new text") == "new text"


def test_what_was_read_while_this_process_edited_is_not_kept() -> None:
    kept = memory()

    def old_text_just_before_the_edit() -> str:
        builders.organisation()
        return "old text"

    kept.made("a", old_text_just_before_the_edit)
    assert kept.made("a", lambda: "new text") == "new text"


def test_transaction_neither_sees_nor_leaves_anything() -> None:
    kept, make = memory(), Maker()
    kept.made("a", make)
    with transaction.atomic():
        assert [kept.made("a", make), kept.made("a", make), kept.made("b", make)] == ["2", "3", "4"]
    assert [kept.made("a", make), kept.made("b", make)] == ["1", "5"]


def test_batch_keeps_for_itself_what_it_made_since_its_last_change() -> None:
    kept, make = memory(), Maker()
    kept.made("a", make)
    with changes.batch():
        assert [kept.made("a", make), kept.made("a", make)] == ["2", "2"]
        builders.organisation()
        assert [kept.made("a", make), kept.made("a", make)] == ["3", "3"]
    assert kept.made("a", make) == "4"


def test_batch_forgets_what_it_made_of_a_change_that_was_rolled_back() -> None:
    kept, make = memory(), Maker()

    def fail() -> None:
        with changes.batch():
            builders.organisation()
            kept.made("a", make)
            raise ZeroDivisionError

    with changes.batch():
        with pytest.raises(ZeroDivisionError):
            fail()
        assert kept.made("a", make) == "2"


def test_next_window_is_the_earliest_of_all_models() -> None:
    now = timezone.now()
    assert validity.next_window() is None
    builders.organisation(published_until=now + timedelta(hours=2))
    builders.place(published_from=now + timedelta(hours=1))
    builders.place(slug="entwurf", status="draft", published_from=now + timedelta(minutes=1))
    assert validity.next_window() == now + timedelta(hours=1)


def test_knowing_the_validity_costs_two_queries_and_then_none(django_assert_num_queries) -> None:
    builders.organisation()
    with django_assert_num_queries(2):  # the content token, the windows of all models
        validity.current()
    with django_assert_num_queries(0):
        validity.current()


def test_languages_are_kept_apart_and_do_not_push_each_other_out() -> None:
    kept, make = memory(megabytes=2500 / MEGABYTE, weigh=lambda value: 1000), Maker()
    for _visit in range(3):
        for number, language in enumerate(("de", "ar", "en")):
            with translation.override(language):
                found = [kept.made(key, make) for key in "ab"]
                assert found == [str(2 * number + 1), str(2 * number + 2)]


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept, make = memory(megabytes=2500 / MEGABYTE, weigh=lambda value: 1000), Maker()
    for key in "abac":
        kept.made(key, make)
    assert [kept.made("a", make), kept.made("c", make), kept.made("b", make)] == ["1", "3", "4"]


def test_memory_is_bounded_in_bytes_and_keeps_nothing_that_is_too_large() -> None:
    kept = memory(megabytes=1)
    for number in range(3000):
        kept.made(number, lambda number=number: f"{number:01000}")
    assert 0.9 * MEGABYTE < kept.bytes_kept() <= MEGABYTE
    assert len(kept.made("large", lambda: "x" * 2 * MEGABYTE)) == 2 * MEGABYTE
    assert 0.9 * MEGABYTE < kept.bytes_kept() <= MEGABYTE


def test_memory_without_languages_is_one_for_all() -> None:
    kept, make = memory(in_languages=False), Maker()
    with translation.override("ar"):
        kept.made("a", make)
    assert kept.made("a", make) == "1"


def test_renewed_value_is_made_from_the_one_before() -> None:
    kept = memory(renew=lambda key, former: f"{former}+{key}")
    assert kept.made("a", lambda: "made") == "made"
    builders.organisation()
    assert kept.made("a", lambda: "made") == "made+a"
    assert kept.made("b", lambda: "made") == "made"


def test_only_what_is_missing_is_made() -> None:
    kept = memory()
    asked: list[list[str]] = []

    def make(keys: list[str]) -> dict[str, str]:
        asked.append(keys)
        return {key: key.upper() for key in keys if key != "gone"}

    kept.made_of_all(["a"], make)
    assert kept.made_of_all(["a", "b", "gone"], make) == {"a": "A", "b": "B"}
    assert asked == [["a"], ["b", "gone"]]


def test_two_memories_never_share_a_name() -> None:
    memory()
    with pytest.raises(ValueError, match="of a test"):
        memory()


def test_part_of_a_template_is_made_once_for_its_values() -> None:
    template = Template('{% kept "test-part" obj.key %}{{ obj.made }}{% endkept %}')

    def shown(key: int, made: str) -> str:
        return template.render(Context({"obj": {"key": key, "made": made}}))

    assert shown(1, "<one>") == "&lt;one&gt;"
    assert shown(1, "two") == "&lt;one&gt;"
    assert shown(2, "two") == "two"
    builders.organisation()
    assert shown(1, "three") == "three"


def test_part_needs_a_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="name"):
        Template("{% kept %}{% endkept %}")
