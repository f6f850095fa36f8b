"""What is due on the desk and in the mails of the week."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from concept.admin import grid
from concept.due import todo
from concept.models import Invitation, Round, SentReminder
from tests import builders as common
from tests.concept import builders
from tests.portal.staff import admin_url, change_url, client_of, member

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def person(role: str, email: str) -> User:
    user = member(role)
    user.email, user.first_name = email, role
    user.save()
    return user


def old_indicator(**fields: Any) -> Any:
    """Due since 30 June 2025."""
    indicator = builders.indicator(**fields)
    builders.value(indicator, "2023-12-31", "5", period="year")
    return indicator


def remind() -> list[Any]:
    mail.outbox.clear()
    call_command("remind_editors")
    return list(mail.outbox)


# --- What is due ------------------------------------------------------------------------------------


def test_values_are_due_by_rhythm_and_lag_the_longest_first() -> None:
    old = old_indicator(name="Alt")
    nothing = builders.indicator(name="Leer")
    fresh = builders.indicator(name="Frisch")
    builders.value(fresh, "2025-12-31", "5", period="year")
    slow = old_indicator(name="Langsam", publication_lag=40)
    old_indicator(name="Im Archiv", status="archived")
    builders.indicator(name="Unregelmäßig", rhythm="irregular")

    items = todo.values_due(timezone.localdate())

    assert [item.text for item in items] == [old.name, nothing.name]
    assert items[0].since == dt.date(2025, 6, 30)
    assert slow.name not in {item.text for item in items}


def test_value_that_is_not_published_yet_stays_due() -> None:
    indicator = old_indicator()
    builders.value(indicator, "2024-12-31", None, period="year", missing="not_yet")
    assert len(todo.values_due(timezone.localdate())) == 1

    indicator.values.filter(date="2024-12-31").update(missing="not_collected")

    assert todo.values_due(timezone.localdate())[0].since == dt.date(2026, 6, 30)


def test_reports_are_due_for_measures_that_run() -> None:
    field = builders.field()
    due = builders.measure(field, title="Fällig", progress="running", lead=common.organisation(name="AWO"))
    builders.year(due, 2024)
    told = builders.measure(field, title="Berichtet", progress="running")
    builders.year(told, 2025)
    builders.measure(field, title="Beispiel", is_example=True)
    builders.measure(field, title="Geplant", progress="planned")

    (item,) = todo.reports_due(timezone.localdate())

    assert (item.text, item.since, item.organisation) == ("Fällig", dt.date(2026, 3, 31), "AWO")


def test_desk_shows_ones_own_first_and_leads_to_the_grid() -> None:
    old_indicator(name="Niemands")
    mine = builders.indicator(name="Meine", editor=member("Redaktion"))
    builders.value(mine, "2024-12-31", "5", period="year")

    block = client_of("Redaktion").get("/admin/").context["desk"].values

    assert [row.text for row in block.rows] == ["Meine", "Niemands"]
    assert (block.count, block.rows[0].url) == ("2", grid.url(mine))
    listed = client_of("Redaktion").get(block.more)
    assert {row.name for row in listed.context["cl"].result_list} == {"Meine", "Niemands"}


def test_desk_of_those_without_rights_shows_nothing_of_it() -> None:
    old_indicator()
    desk = client_of(None).get("/admin/").context["desk"]

    assert (desk.values, desk.reports, desk.answers) == (None, None, None)


def received() -> Invitation:
    round_ = Round.objects.create(year=2025, closes_on=dt.date(2026, 12, 31))
    return Invitation.objects.create(
        round=round_, organisation=common.organisation(name="AWO"), status="received",
        received_at=timezone.now(), purge_on=round_.purge_on,
    )  # fmt: skip


def test_answers_that_wait_stand_on_the_desk() -> None:
    invitation = received()

    block = client_of("Leitung").get("/admin/").context["desk"].answers

    assert (block.rows[0].text, block.count) == ("AWO (2025)", "1")
    assert client_of("Leitung").get(block.rows[0].url).context["invitation"] == invitation


def test_list_filters_by_responsible_editor_and_by_what_is_due() -> None:
    mine = builders.measure(builders.field(), editor=member("Redaktion"), progress="running", title="Meine")
    builders.measure(mine.fields.get(), progress="planned", title="Andere")
    client = client_of("Redaktion")

    def listed(query: str) -> list[str]:
        page = client.get(admin_url(mine, "changelist") + query)
        return [row.title for row in page.context["cl"].result_list]

    assert listed("?editor=me") == ["Meine"]
    assert listed("?editor=nobody") == ["Andere"]
    assert listed("?next=due") == ["Meine"]


def test_only_active_staff_can_be_responsible() -> None:
    User.objects.create(username="gast")
    User.objects.create(username="weg", is_staff=True, is_active=False)
    indicator = builders.indicator()

    form = client_of("Redaktion").get(change_url(indicator)).context["adminform"].form

    assert [str(user) for user in form.fields["editor"].queryset] == ["redaktion"]


# --- Mails ------------------------------------------------------------------------------------------


@override_settings(ALLOWED_HOSTS=["ki.example.org"], HTTPS=True)
def test_each_person_gets_one_mail_with_links() -> None:
    editor, leader = person("Redaktion", "r@example.org"), person("Leitung", "l@example.org")
    one = old_indicator(name="Eins", editor=editor)
    two = builders.measure(builders.field(), title="Zwei", progress="running", editor=editor)
    three = old_indicator(name="Drei")
    invitation = received()

    sent = {message.to[0]: message.body for message in remind()}

    assert set(sent) == {editor.email, leader.email}
    assert f"https://ki.example.org{grid.url(one)}" in sent[editor.email]
    assert change_url(two) in sent[editor.email]
    assert "Drei" not in sent[editor.email]
    assert grid.url(three) in sent[leader.email]
    assert f"/admin/concept/round/answer/{invitation.pk}/" in sent[leader.email]
    assert "Eins" not in sent[leader.email]


def test_second_run_in_the_same_week_sends_nothing() -> None:
    person("Leitung", "l@example.org")
    old_indicator()
    assert len(remind()) == 1

    with time_machine.travel(MONDAY + dt.timedelta(days=6)):
        assert remind() == []
    with time_machine.travel(MONDAY + dt.timedelta(days=7)):
        assert len(remind()) == 1


def test_nothing_is_sent_when_nothing_is_due() -> None:
    person("Leitung", "l@example.org")
    builders.value(builders.indicator(), "2025-12-31", "5", period="year")

    assert remind() == []
    assert not SentReminder.objects.exists()


def test_long_list_is_cut_in_the_mail() -> None:
    person("Leitung", "l@example.org")
    for number in range(17):
        old_indicator(name=f"Nummer {number:02}")

    (message,) = remind()

    assert "17" in message.subject
    assert message.body.count("/grid/") == 15
    assert "Nummer 14" in message.body
    assert "Nummer 15" not in message.body


def test_no_role_may_touch_the_notes_about_mails() -> None:
    found = Group.objects.filter(permissions__content_type__model__contains="sentreminder")

    assert not found.exists()


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_editor_who_cannot_be_reached_is_replaced_by_the_leitung(change: dict[str, Any]) -> None:
    leader, editor = person("Leitung", "l@example.org"), person("Redaktion", "r@example.org")
    old_indicator(editor=editor)
    User.objects.filter(pk=editor.pk).update(**change)

    assert [message.to for message in remind()] == [[leader.email]]


def test_command_says_when_nobody_can_be_told(capsys: pytest.CaptureFixture[str]) -> None:
    old_indicator()

    assert remind() == []
    assert "1 entries are due" in capsys.readouterr().err


@override_settings(EMAIL_BACKEND="tests.concept.rounds.test_admin.Broken")
def test_mail_that_failed_is_tried_again() -> None:
    person("Leitung", "l@example.org")
    old_indicator()
    assert remind() == []

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        assert len(remind()) == 1
