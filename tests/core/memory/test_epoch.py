"""What a process keeps of content: as long as nothing but the clock can have changed it, and no longer."""

from datetime import timedelta

import pytest
import time_machine
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation

from core.memory import epoch
from core.memory.epoch import Memory
from tests import builders

pytestmark = pytest.mark.django_db


def test_memory_holds_until_the_content_changes() -> None:
    memory: Memory[str] = Memory(10)
    memory.put("a", "kept")
    assert memory.get("a") == "kept"
    builders.organisation()
    assert memory.get("a") is None


def test_memory_holds_until_something_appears_or_disappears_and_until_midnight() -> None:
    with time_machine.travel("2026-03-02 22:00 +01:00", tick=False) as clock:
        now = timezone.now()
        builders.organisation(
            published_from=now + timedelta(hours=1), published_until=now + timedelta(hours=1.5)
        )
        memory: Memory[int] = Memory(10)
        for hour, kept in ((0, 0), (0.99, 0), (1.01, 1), (1.49, 1), (1.51, 2), (1.99, 2), (2.01, 3)):
            clock.move_to(now + timedelta(hours=hour))
            if memory.get("step") is None:
                memory.put("step", kept)
            assert memory.get("step") == kept


def test_next_window_is_the_earliest_of_all_models() -> None:
    now = timezone.now()
    assert epoch.next_window() is None
    builders.organisation(published_until=now + timedelta(hours=2))
    builders.place(published_from=now + timedelta(hours=1))
    builders.place(slug="entwurf", status="draft", published_from=now + timedelta(minutes=1))
    assert epoch.next_window() == now + timedelta(hours=1)


def test_knowing_the_epoch_costs_one_query_and_then_none(django_assert_num_queries) -> None:
    builders.organisation()
    with django_assert_num_queries(2):  # the content version, the windows of all models
        epoch.current()
    with django_assert_num_queries(0):
        epoch.current()


def test_memory_forgets_the_oldest_beyond_its_size_and_keeps_languages_apart() -> None:
    memory: Memory[str] = Memory(2)
    memory.put("a", "1")
    memory.put("b", "2")
    with translation.override("ar"):
        assert memory.get("b") is None
    memory.put("c", "3")
    assert [memory.get(name) for name in "abc"] == [None, "2", "3"]


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
