"""Two connections that change content at once. SQLite has one writer at a time, so nothing to prove."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from core.content import changes
from ki_site.portal.content.rehearsal import on_copies
from offers.models import Offer
from tests import builders

WAIT = 10


def elsewhere(action: Callable[[], Any]) -> Callable[[], Any]:
    """The action on a connection of its own that waits for no lock longer than two seconds."""

    def act() -> Any:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return action()
        finally:
            connection.close()

    return act


if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    def test_bulk_change_and_single_save_neither_end_in_a_deadlock_nor_wait() -> None:
        first, last = builders.offer(slug="erstes"), builders.offer(slug="letztes")
        has_first, may_go_on = threading.Event(), threading.Event()

        def bulk_change() -> None:
            with changes.batch():
                Offer.objects.get(pk=first.pk).save()
                has_first.set()
                assert may_go_on.wait(WAIT)
                Offer.objects.get(pk=last.pk).save()

        def single_save() -> None:
            with changes.batch():
                Offer.objects.get(pk=last.pk).save()

        with ThreadPoolExecutor(2) as pool:
            bulk = pool.submit(elsewhere(bulk_change))
            assert has_first.wait(WAIT)
            pool.submit(elsewhere(single_save)).result(WAIT)
            may_go_on.set()
            bulk.result(WAIT)

    @pytest.mark.django_db(transaction=True)
    def test_trying_on_copies_makes_no_save_wait_and_sees_none() -> None:
        offer = builders.offer(title="Vorher")

        def save() -> None:
            found = Offer.objects.get(pk=offer.pk)
            found.title = "Nachher"
            found.save()

        with on_copies():
            Offer.objects.update(title="Versuch")
            Offer.objects.create(slug="neu", provider=offer.provider, title="Neu", summary="S", kind="course")
            with ThreadPoolExecutor(1) as pool:
                pool.submit(elsewhere(save)).result(WAIT)
            assert set(Offer.objects.values_list("title", flat=True)) == {"Versuch", "Neu"}
        assert list(Offer.objects.values_list("title", flat=True)) == ["Nachher"]
