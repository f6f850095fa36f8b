"""The groups that the migration creates, and that nobody gets a permission on technical tables."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User

from core import roles

pytestmark = pytest.mark.django_db


def permissions(role: str) -> set[str]:
    rows = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in rows}


def test_migration_creates_three_groups() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {"Redaktion", "Leitung", "Administration"}


def test_redaktion_writes_offers_chooses_from_the_lists_and_translates_both() -> None:
    granted = permissions(roles.REDAKTION)

    assert {f"offers.{action}_offer" for action in roles.EVERYTHING} <= granted
    assert {one for one in granted if one.endswith("_topic")} == {"offers.view_topic"}
    assert {f"offers.{action}_topictranslation" for action in roles.EVERYTHING} <= granted
    assert roles.PUBLISH not in granted


def test_leitung_has_all_of_redaktion_and_may_publish() -> None:
    assert permissions(roles.REDAKTION) < permissions(roles.LEITUNG)
    assert roles.PUBLISH in permissions(roles.LEITUNG)


def test_administration_adds_users_and_groups_and_nothing_else() -> None:
    more = permissions(roles.ADMINISTRATION) - permissions(roles.LEITUNG)

    assert more == {f"auth.{action}_{model}" for action in roles.EVERYTHING for model in ("user", "group")}


@pytest.mark.parametrize("role", [roles.REDAKTION, roles.LEITUNG, roles.ADMINISTRATION])
def test_no_role_reaches_technical_tables_or_the_history(role: str) -> None:
    granted = permissions(role)

    assert {one for one in granted if one.startswith("core.")} <= {roles.PUBLISH}
    assert {one.rpartition("_")[2] for one in granted if one.startswith("search.")} == {
        "synonym",
        "missedsearch",
    }
    assert not [one for one in granted if "historical" in one or one.startswith("admin.")]


def test_set_up_again_repairs_a_group_and_keeps_its_members() -> None:
    group = Group.objects.get(name=roles.REDAKTION)
    user = User.objects.create(username="anna")
    user.groups.add(group)
    before = permissions(roles.REDAKTION)
    group.permissions.clear()

    roles.set_up(apps)

    assert permissions(roles.REDAKTION) == before
    assert list(group.user_set.all()) == [user]
