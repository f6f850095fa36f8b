"""Demo users exist only in development, once, and their log-ins work."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.test.utils import override_settings

pytestmark = pytest.mark.django_db


def run() -> str:
    out = io.StringIO()
    call_command("demo_users", stdout=out)
    return out.getvalue()


@override_settings(DEBUG=False)
def test_refuses_outside_development() -> None:
    with pytest.raises(CommandError):
        run()
    assert not User.objects.exists()


@override_settings(DEBUG=True)
def test_makes_one_user_for_each_role_and_prints_log_ins_that_work() -> None:
    lines = [line.split() for line in run().splitlines() if "(role" in line]

    assert [name for name, *_rest in lines] == ["redaktion", "leitung", "administration"]
    for name, password, *_rest in lines:
        assert Client().login(username=name, password=password)
        user = User.objects.get(username=name)
        assert (user.is_staff, user.is_superuser) == (True, False)
        assert [group.name.lower() for group in user.groups.all()] == [name]


@override_settings(DEBUG=True)
def test_second_run_is_silent_and_changes_nothing() -> None:
    run()
    before = list(User.objects.values())

    assert run() == ""
    assert list(User.objects.values()) == before
