"""The content version: every way of changing content renews it, in the same transaction."""

import pytest
from django.db import transaction

from core.content import version
from offers.models import Offer, Topic
from tests import builders

pytestmark = pytest.mark.django_db


def changed(action) -> bool:
    version.forget()
    before = version.current()
    action()
    version.forget()
    return version.current() != before


def test_every_kind_of_change_renews_it() -> None:
    offer = builders.offer()
    topic = Topic.objects.create(slug="t", name="T")
    assert changed(offer.save)
    assert changed(lambda: Offer.objects.update(position=3))
    assert changed(lambda: Offer.objects.bulk_update([offer], ["position"]))
    assert changed(lambda: Topic.objects.bulk_create([Topic(slug="u", name="U")]))
    assert changed(lambda: offer.topics.add(topic))
    assert changed(lambda: offer.topics.remove(topic))
    assert changed(lambda: topic.delete())
    assert changed(lambda: Offer.objects.all().delete())


def test_reading_does_not_renew_it() -> None:
    builders.offer()
    assert not changed(lambda: list(Offer.objects.published()))


def test_change_that_is_rolled_back_leaves_it() -> None:
    organisation = builders.organisation()

    def roll_back() -> None:
        with transaction.atomic():
            organisation.save()
            transaction.set_rollback(True)

    assert not changed(roll_back)


def test_own_change_is_seen_at_once() -> None:
    builders.organisation()
    first = version.current()
    builders.organisation()
    assert version.current() != first


def test_database_is_asked_at_most_once_a_second(django_assert_num_queries, monkeypatch) -> None:
    version.forget()
    monkeypatch.setattr(version, "CHECK_EVERY", 1.0)
    clock = [100.0]
    monkeypatch.setattr(version.time, "monotonic", lambda: clock[0])
    with django_assert_num_queries(1):
        version.current()
        clock[0] += 0.9
        version.current()
    clock[0] += 0.2
    with django_assert_num_queries(1):
        version.current()
