"""What visitors see: one rule, in the database and on the object."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.content import publishing
from offers.models import Organisation
from tests import builders

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "start", "end", "visible"),
    [
        ("published", None, None, True),
        ("published", -HOUR, HOUR, True),
        ("published", -HOUR, None, True),
        ("published", HOUR, None, False),
        ("published", None, -HOUR, False),
        ("published", -2 * HOUR, -HOUR, False),
        ("draft", None, None, False),
        ("review", None, None, False),
        ("archived", None, None, False),
    ],
)
def test_published_set_and_single_object_agree(status, start, end, visible) -> None:
    now = timezone.now()
    found = builders.organisation(
        status=status, published_from=start and now + start, published_until=end and now + end
    )
    assert found.is_visible is visible
    assert Organisation.objects.published().exists() is visible


def test_published_asks_for_any_moment() -> None:
    now = timezone.now()
    builders.organisation(published_from=now + HOUR)
    assert not Organisation.objects.published().exists()
    assert Organisation.objects.published(now + 2 * HOUR).exists()


def test_window_that_ends_before_it_starts_is_refused() -> None:
    now = timezone.now()
    found = builders.organisation()
    found.published_from, found.published_until = now, now - HOUR
    with pytest.raises(ValidationError, match="Sichtbar bis"):
        found.full_clean()


def test_next_change_is_the_earliest_start_or_end_of_anything_published() -> None:
    now = timezone.now()
    builders.organisation(published_from=now + 3 * HOUR)
    builders.offer(published_until=now + 2 * HOUR)
    builders.place(published_from=now + HOUR, status="draft")
    assert publishing.next_change(now) == now + 2 * HOUR
    assert publishing.next_change(now + 4 * HOUR) is None
