"""Roles × pages, and what a role cannot reach by sending a request by hand."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.utils.text import capfirst
from django.utils.translation import gettext

from core.models import Publishable
from ki_site.portal.models import Enquiry
from news.models import Post
from offers.models import Closure, HoursSet, Offer, Organisation, Topic
from tests import builders
from tests.portal.staff import admin_url, change_url, client_of, form_data, member

pytestmark = pytest.mark.django_db

NOBODY = None
#                                     nobody  Redaktion  Leitung  Administration
PAGES: list[tuple[str, str, tuple[int, int, int, int]]] = [
    ("desk", "", (200, 200, 200, 200)),
    ("offer", "changelist", (403, 200, 200, 200)),
    ("offer", "add", (403, 200, 200, 200)),
    ("offer", "change", (403, 200, 200, 200)),
    ("offer", "history", (403, 200, 200, 200)),
    ("draft", "delete", (403, 200, 200, 200)),
    ("offer", "delete", (403, 403, 200, 200)),
    ("post", "add", (403, 200, 200, 200)),
    ("closure", "add", (403, 200, 200, 200)),
    ("hours", "changelist", (403, 200, 200, 200)),
    ("topic", "changelist", (403, 200, 200, 200)),
    ("topic", "add", (403, 403, 200, 200)),
    ("topic", "delete", (403, 403, 200, 200)),
    ("enquiry", "changelist", (403, 200, 200, 200)),
    ("enquiry", "change", (403, 200, 200, 200)),
    ("enquiry", "add", (403, 403, 403, 403)),
    ("enquiry", "delete", (403, 403, 200, 200)),
    ("user", "changelist", (403, 403, 403, 200)),
    ("user", "add", (403, 403, 403, 200)),
    ("user", "change", (403, 403, 403, 200)),
    ("group", "change", (403, 403, 403, 200)),
]


def address(name: str, page: str) -> str:
    if name == "desk":
        return "/admin/"
    make: dict[str, Any] = {
        "offer": builders.offer,
        "draft": lambda: builders.offer(status="draft"),
        "post": lambda: Post(),
        "closure": lambda: Closure(),
        "hours": lambda: HoursSet(),
        "topic": lambda: Topic.objects.create(slug="deutsch", name="Deutsch"),
        "enquiry": lambda: Enquiry.objects.create(message="Guten Tag"),
        "user": lambda: User.objects.create(username="anna"),
        "group": lambda: Group.objects.get(name="Redaktion"),
    }
    obj = make[name]()
    return admin_url(obj, page, *([] if page in ("changelist", "add") else [obj.pk]))


@pytest.mark.parametrize(("name", "view", "codes"), PAGES, ids=[f"{row[0]}-{row[1]}" for row in PAGES])
def test_page_answers_each_role_as_the_table_says(
    name: str, view: str, codes: tuple[int, int, int, int]
) -> None:
    url = address(name, view)
    roles = (NOBODY, "Redaktion", "Leitung", "Administration")

    assert tuple(client_of(role).get(url).status_code for role in roles) == codes


def test_visitor_is_sent_to_the_login(client: Any) -> None:
    response = client.get(admin_url(Offer, "changelist"))

    assert response.headers["Location"].startswith("/admin/login/?next=")


def test_technical_tables_have_no_pages() -> None:
    client = client_of("Administration")

    assert [client.get(f"/admin/core/{name}/").status_code for name in ("loadedentry", "contentversion")] == [
        404,
        404,
    ]


def test_redaktion_does_not_publish_by_status_nor_by_button() -> None:
    offer = builders.offer(status="draft")
    client = client_of("Redaktion")
    page = client.get(change_url(offer))

    client.post(change_url(offer), form_data(page, status="published"))
    client.post(change_url(offer), form_data(page, _publish="1"))
    client.post(
        admin_url(Offer, "changelist"),
        {"action": "publish", "_selected_action": [offer.pk], "confirmed": "1"},
        follow=True,
    )
    client.post(admin_url(Offer, "whole", offer.pk))

    offer.refresh_from_db()
    assert offer.status == Publishable.Status.DRAFT


def test_redaktion_corrects_what_is_published_and_it_stays_published() -> None:
    offer = builders.offer(summary="Ein Saz.")
    client = client_of("Redaktion")
    page = client.get(change_url(offer))

    response = client.post(change_url(offer), form_data(page, summary="Ein Satz.", slug="anders"))

    changed = Offer.objects.get(pk=offer.pk)
    assert response.status_code == 302
    assert (changed.summary, changed.status, changed.slug) == ("Ein Satz.", "published", offer.slug)


def test_redaktion_may_choose_draft_or_review_and_nothing_once_it_is_public() -> None:
    client = client_of("Redaktion")

    def choices(status: str) -> list[str]:
        page = client.get(change_url(builders.offer(status=status)))
        field = page.context["adminform"].form.fields.get("status")
        return [value for value, _label in field.choices] if field else []

    assert choices("draft") == choices("review") == ["draft", "review"]
    assert choices("published") == choices("archived") == []


def test_redaktion_does_not_delete_what_was_published_in_bulk() -> None:
    draft, published = builders.offer(status="draft"), builders.offer()
    data = {"action": "delete_selected", "post": "yes", "_selected_action": [draft.pk, published.pk]}

    response = client_of("Redaktion").post(admin_url(Offer, "changelist"), data)

    assert response.status_code == 403
    assert Offer.objects.count() == 2


def test_administration_cannot_make_anybody_superuser_nor_change_one() -> None:
    boss = User.objects.create(username="boss", is_staff=True, is_superuser=True)
    user = User.objects.create(username="anna", is_staff=True)
    client = client_of("Administration")
    page = client.get(change_url(user))
    data = form_data(page, is_superuser="on", first_name="Anna")

    saved = client.post(change_url(user), data).status_code
    refused = [
        client.post(change_url(boss), {"username": "boss", "first_name": "B"}).status_code,
        client.post(admin_url(User, "delete", boss.pk), {"post": "yes"}).status_code,
        client.get(f"/admin/auth/user/{boss.pk}/password/").status_code,
    ]

    user.refresh_from_db()
    assert (saved, user.first_name, user.is_superuser) == (302, "Anna", False)
    assert refused == [403, 403, 403]
    assert User.objects.get(username="boss").first_name == ""


def test_new_user_is_staff_with_the_chosen_role() -> None:
    role = Group.objects.get(name="Redaktion")
    data = {
        "username": "neu",
        "groups": [role.pk],
        "usable_password": "true",
        "password1": "wolke-tisch-77-blau",
        "password2": "wolke-tisch-77-blau",
    }

    client_of("Administration").post(admin_url(User, "add"), data)

    user = User.objects.get(username="neu")
    assert (user.is_staff, user.is_superuser, list(user.groups.all())) == (True, False, [role])


def test_group_form_offers_no_technical_permission_and_no_raw_names() -> None:
    group = Group.objects.get(name="Redaktion")
    page = client_of("Administration").get(change_url(group))
    labels = [str(label) for _value, label in page.context["adminform"].form.fields["permissions"].choices]

    assert f"{capfirst(Offer._meta.verbose_name)}: {gettext('change')}" in labels
    assert [label for label in labels if "historical" in label or "Can " in label] == []


def test_desk_and_lists_show_only_what_a_role_may_see() -> None:
    response = client_of("Leitung").get("/admin/")
    names = {row["object_name"] for group in response.context["app_list"] for row in group["models"]}

    assert "User" not in names
    assert {"Offer", "Post", "Enquiry", "Page"} <= names


def test_member_keeps_its_name_in_the_history() -> None:
    organisation = builders.organisation()
    client = client_of("Redaktion")
    page = client.get(change_url(organisation))

    client.post(change_url(organisation), form_data(page, short_name="AWO"))

    assert Organisation.history.first().history_user == member("Redaktion")
