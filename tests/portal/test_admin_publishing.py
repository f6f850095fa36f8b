"""Buttons, actions and messages about what visitors see, and deleting without surprises."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from core.models import Publishable
from offers.models import Audience, Offer, Organisation, Topic
from tests import builders
from tests.portal.staff import admin_url, change_url, client_of, form_data, member

pytestmark = pytest.mark.django_db

Status = Publishable.Status


def act(role: str, action: str, entries: list[Any], **more: Any) -> list[str]:
    """Do an action with entries of one model; the messages that follow."""
    keys = [entry.pk for entry in entries]
    data = {"action": action, "_selected_action": keys, "confirmed": "1", **more}
    response = client_of(role).post(admin_url(entries[0], "changelist") + "?status=all", data)
    return [str(message) for message in get_messages(response.wsgi_request)]


def statuses() -> list[str]:
    return list(Offer.objects.order_by("pk").values_list("status", flat=True))


def save(role: str, obj: Any, **changes: Any) -> Any:
    client = client_of(role)
    return client.post(change_url(obj), form_data(client.get(change_url(obj)), **changes), follow=True)


def whole_offer(**fields: Any) -> Offer:
    """An offer at which visitors miss nothing."""
    offer = builders.offer(place_note="Im Park", time_note="Immer", how_to_register="Gar nicht", **fields)
    offer.topics.add(Topic.objects.create(slug="thema", name="Thema"))
    offer.audiences.add(Audience.objects.create(slug="gruppe", name="Gruppe"))
    return offer


def test_publish_counts_what_it_changed_and_what_it_left() -> None:
    offers = [builders.offer(status=status) for status in (Status.DRAFT, Status.REVIEW, Status.PUBLISHED)]

    done, kept = act("Leitung", "publish", offers)

    assert statuses() == ["published"] * 3
    assert (done[0], kept[0]) == ("2", "1")


def test_submit_for_approval_leaves_published_entries_on_the_site() -> None:
    offers = [builders.offer(status=Status.DRAFT), builders.offer()]

    act("Redaktion", "submit_for_approval", offers)

    assert statuses() == ["review", "published"]


def test_archive_takes_entries_off_the_site_with_history() -> None:
    offer = builders.offer()

    act("Leitung", "archive", [offer])

    assert statuses() == ["archived"]
    assert offer.history.first().history_user == member("Leitung")


def test_mark_checked_sets_day_and_person_and_ends_the_doubt() -> None:
    offer = builders.offer(is_uncertain=True, checked_on=date(2020, 1, 1), checked_precision="year")

    (message,) = act("Redaktion", "mark_checked", [offer])

    offer.refresh_from_db()
    assert (offer.checked_on, offer.checked_by, offer.is_uncertain) == (
        timezone.localdate(),
        member("Redaktion"),
        False,
    )
    assert offer.checked_precision == "day"
    assert message[0] == "1"


def test_actions_in_the_menu_follow_the_role() -> None:
    def actions(role: str) -> set[str]:
        page = client_of(role).get(admin_url(Offer, "changelist"))
        return {name for name, _label in page.context["action_form"].fields["action"].choices if name}

    builders.offer()
    assert actions("Redaktion") == {
        "delete_selected",
        "mark_checked",
        "submit_for_approval",
        "mark_reviewed",
    }
    assert actions("Leitung") == actions("Redaktion") | {"publish", "archive"}


def test_buttons_are_offered_only_where_the_next_step_is_possible() -> None:
    draft, published = builders.offer(status=Status.DRAFT), builders.offer()

    def buttons(role: str, obj: Offer) -> set[str]:
        html = client_of(role).get(change_url(obj)).content.decode()
        return {name for name in ("_publish", "_submit", "_checked") if f'name="{name}"' in html}

    assert buttons("Redaktion", draft) == {"_submit", "_checked"}
    assert buttons("Redaktion", published) == {"_checked"}
    assert buttons("Leitung", draft) == {"_publish", "_checked"}
    assert buttons("Leitung", published) == {"_checked"}


def test_button_publish_saves_the_form_and_publishes() -> None:
    offer = whole_offer(status=Status.REVIEW)

    save("Leitung", offer, title="Neuer Titel", _publish="1")

    offer.refresh_from_db()
    assert (offer.title, offer.status) == ("Neuer Titel", Status.PUBLISHED)


def test_button_submit_hands_a_draft_to_the_leitung() -> None:
    offer = builders.offer(status=Status.DRAFT)

    save("Redaktion", offer, _submit="1")

    assert statuses() == ["review"]


def test_button_checked_records_the_check() -> None:
    offer = builders.offer()

    save("Redaktion", offer, _checked="1")

    offer.refresh_from_db()
    assert (offer.checked_on, offer.checked_by) == (timezone.localdate(), member("Redaktion"))


def test_correcting_a_typo_is_no_check() -> None:
    offer = builders.offer(checked_on=date(2020, 1, 1))

    save("Redaktion", offer, title="Ohne Tippfehler")

    offer.refresh_from_db()
    assert (offer.checked_on, offer.checked_by) == (date(2020, 1, 1), None)


def test_entering_the_day_of_a_check_records_the_person() -> None:
    offer = builders.offer()

    save("Leitung", offer, checked_on="01.02.2025")

    offer.refresh_from_db()
    assert (offer.checked_on, offer.checked_by) == (date(2025, 2, 1), member("Leitung"))


def test_published_but_not_yet_visible_is_said_after_saving() -> None:
    offer = builders.offer(published_from=timezone.now() + timedelta(days=3))

    response = save("Leitung", offer)

    tags = [message.tags for message in response.context["messages"]]
    assert "warning" in tags


def test_draft_has_a_preview_that_only_staff_can_open(client: Any) -> None:
    offer = builders.offer(status=Status.DRAFT, title="Streng geheim")
    staff = client_of("Redaktion")
    url = staff.get(change_url(offer)).context["absolute_url"]

    shown = staff.get(url)

    assert url == f"/de/angebote/{offer.slug}/"
    assert (shown.status_code, "Streng geheim" in shown.content.decode()) == (200, True)
    assert client.get(url).status_code == 404


def test_deleting_what_others_need_names_them_and_deletes_nothing() -> None:
    needed = builders.organisation()
    offer = builders.offer(provider=needed, title="Sprachcafé am Rhein")
    client = client_of("Leitung")

    page = client.get(admin_url(needed, "delete", needed.pk))
    client.post(admin_url(needed, "delete", needed.pk), {"post": "yes"})
    bulk = {"action": "delete_selected", "post": "yes", "_selected_action": [needed.pk]}
    answer = client.post(admin_url(Organisation, "changelist"), bulk)

    assert change_url(offer) in page.content.decode()
    assert 'name="post"' not in page.content.decode()
    assert change_url(offer) in answer.content.decode()
    assert Organisation.objects.filter(pk=needed.pk).exists()


def test_deleting_what_nobody_needs_works() -> None:
    offer = builders.offer()

    client_of("Leitung").post(admin_url(offer, "delete", offer.pk), {"post": "yes"})

    assert statuses() == []
