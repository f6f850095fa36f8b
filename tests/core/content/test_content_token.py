"""The content token: every way of changing content renews it, in the same transaction."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.content import changes, content_token
from offers.models import Offer, Topic
from tests import builders

pytestmark = pytest.mark.django_db


def changed(action) -> bool:
    content_token.forget()
    before = content_token.current()
    action()
    content_token.forget()
    return content_token.current() != before


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
    first = content_token.current()
    builders.organisation()
    assert content_token.current() != first


def test_database_is_asked_at_most_once_a_second(django_assert_num_queries, monkeypatch) -> None:
    content_token.forget()
    monkeypatch.setattr(content_token, "CHECK_EVERY", 1.0)
    clock = [100.0]
    monkeypatch.setattr(content_token.time, "monotonic", lambda: clock[0])
    with django_assert_num_queries(1):
        content_token.current()
        clock[0] += 0.9
        content_token.current()
    clock[0] += 0.2
    with django_assert_num_queries(1):
        content_token.current()


def test_transaction_asks_each_time_and_tells_nobody() -> None:
    builders.organisation()
    before = content_token.current()
    with transaction.atomic():
        builders.organisation()
        within = content_token.current()
        assert within != before
        assert content_token.known() is None
        transaction.set_rollback(True)
    assert content_token.current() == before


def test_batch_renews_it_once_and_last() -> None:
    offers = [builders.offer(slug=f"angebot-{number}") for number in range(3)]
    with CaptureQueriesContext(connection) as queries, changes.batch():
        for offer in offers:
            offer.save()
        offers[0].topics.add(Topic.objects.create(slug="t", name="T"))
    of_token = [n for n, query in enumerate(queries) if "core_contentversion" in query["sql"]]
    assert of_token == [len(queries) - 2]  # then only the end of the transaction


def test_token_that_was_asked_for_before_a_commit_is_not_remembered_after_it(monkeypatch) -> None:
    builders.organisation()
    asked_for = content_token._asked_for

    def slowly() -> str:
        token = asked_for()
        monkeypatch.setattr(content_token, "_asked_for", asked_for)
        builders.organisation()  # as another thread may
        return token

    content_token.forget()
    monkeypatch.setattr(content_token, "_asked_for", slowly)
    content_token.current()
    assert content_token.known() is None
