"""How often a form may be sent: counted in the database, so for all processes and beside the page cache."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from core import throttle
from core.throttle import Attempts, too_many

pytestmark = pytest.mark.django_db


def attempt(address: str = "10.0.0.1", form: str = "contact") -> bool:
    return too_many(RequestFactory().post("/", REMOTE_ADDR=address), form, 2)


def test_third_attempt_within_an_hour_is_too_many_for_one_visitor_and_one_form() -> None:
    assert [attempt() for _number in range(4)] == [False, False, True, True]
    assert not attempt(address="10.0.0.2")
    assert not attempt(form="other")


def test_page_views_and_an_emptied_cache_forget_nobody() -> None:
    for _number in range(3):
        attempt()
    cache.clear()
    assert attempt()


def test_hour_begins_with_the_first_attempt() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _number in range(3):
            attempt()
        clock.shift(timedelta(minutes=59))
        assert attempt()
        clock.shift(timedelta(minutes=1))
        assert not attempt()


def test_address_itself_is_not_stored_and_what_is_over_is_deleted() -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=2)):
        attempt()
    attempt(address="10.0.0.2")
    assert not Attempts.objects.filter(key__contains="10.0.0").exists()
    assert throttle.purge() == 1
    assert Attempts.objects.count() == 1


def test_daily_purge_deletes_them_too() -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=2)):
        attempt()
    call_command("purge_enquiries")
    assert not Attempts.objects.exists()
