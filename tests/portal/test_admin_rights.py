"""Who may not publish decides neither whether nor when visitors see something, and takes nothing away."""

import datetime as dt
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import RequestFactory
from django.utils import timezone

from concept.models import IndicatorValue, MeasureYear
from core import roles
from core.admin.part_admin import PartOfPublished
from core.models import Publishable
from ki_site.portal.models import Notice, Page, PageSection
from offers.models import HoursSet, Offer
from tests import builders
from tests.concept import builders as concept
from tests.concept.reports.builders import fixed, run
from tests.news import builders as news
from tests.portal.one_of_each import one_of_each
from tests.portal.staff import admin_url, change_url, client_of, form_data, member

pytestmark = pytest.mark.django_db

WINDOW = {"status", "published_from", "published_until"}
LATER = timezone.now() + dt.timedelta(days=200)


def request_of(role: str) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = member(role)
    return request


def publishable(objects: dict[type[models.Model], Any]) -> list[Any]:
    return [value for value in objects.values() if isinstance(value, Publishable)]


@pytest.mark.parametrize("status", ["published", "archived"])
def test_status_and_window_of_every_public_kind_are_closed_to_the_redaktion(status: str) -> None:
    found = publishable(one_of_each(status))
    opened, deletable, closed = [], [], []
    for entry in found:
        page = admin.site._registry[type(entry)]
        fields = page.get_form(request_of(roles.REDAKTION), entry, change=True).base_fields
        opened += [f"{entry._meta.label}.{name}" for name in WINDOW | {"slug"} if name in fields]
        deletable += [entry] if page.has_delete_permission(request_of(roles.REDAKTION), entry) else []
        fields = page.get_form(request_of(roles.LEITUNG), entry, change=True).base_fields
        closed += [entry] if fields.keys() < WINDOW else []
    assert len(found) > 18
    assert (opened, deletable, closed) == ([], [], [])


def test_what_was_public_once_cannot_be_deleted_nor_given_another_address() -> None:
    offer = builders.offer()
    offer.status = "draft"
    offer.save()
    client = client_of(roles.REDAKTION)

    answers = [
        client.post(admin_url(offer, "delete", offer.pk), {"post": "yes"}).status_code,
        client.post(
            admin_url(Offer, "changelist"),
            {"action": "delete_selected", "post": "yes", "_selected_action": [offer.pk]},
        ).status_code,
    ]
    client.post(change_url(offer), form_data(client.get(change_url(offer)), slug="anders"))

    assert answers == [403, 403]
    assert Offer.objects.get().slug == offer.slug
    assert client_of(roles.LEITUNG).get(admin_url(offer, "delete", offer.pk)).status_code == 200


@pytest.mark.parametrize(
    "make",
    [
        lambda: builders.offer(),
        lambda: builders.offer(status="archived"),
        lambda: news.post(published_from=LATER),
        lambda: news.post(published_until=timezone.now() - dt.timedelta(days=9)),
        lambda: Page.objects.create(slug="impressum", title="Impressum", status="published"),
        lambda: Notice.objects.create(title="Hinweis", status="published", published_from=LATER),
        lambda: run(status="published"),
    ],
)
@pytest.mark.parametrize(
    "typed",
    [
        {"status": "draft"},
        {"status": "published"},
        {"published_from_0": "", "published_from_1": ""},
        {"published_until_0": "", "published_until_1": ""},
        {"published_until_0": "01.01.2020", "published_until_1": "00:00"},
        {"_submit": "1"},
        {"_publish": "1"},
    ],
    ids=str,
)
def test_no_form_of_the_redaktion_shows_or_hides_anything(make: Any, typed: dict[str, str]) -> None:
    entry = make()
    before = [getattr(entry, name) for name in sorted(WINDOW)]
    client = client_of(roles.REDAKTION)

    response = client.post(change_url(entry), form_data(client.get(change_url(entry)), **typed))

    entry.refresh_from_db()
    assert response.status_code == 302
    assert [getattr(entry, name) for name in sorted(WINDOW)] == before


def test_every_kind_can_be_saved_as_its_page_shows_it() -> None:
    client = client_of(roles.LEITUNG)
    wrong = {}
    for model, entry in one_of_each().items():
        page = admin.site._registry.get(model)
        if page is None or not page.has_change_permission(request_of(roles.LEITUNG), entry):
            continue
        response = client.post(change_url(entry), form_data(client.get(change_url(entry))))
        if response.status_code != 302:
            wrong[model._meta.label] = response.context["errors"]
    assert wrong == {}


def test_fixed_report_can_be_saved_as_its_page_shows_it() -> None:
    report = fixed().run
    client = client_of(roles.LEITUNG)

    response = client.post(change_url(report), form_data(client.get(change_url(report)), title="Neu"))

    report.refresh_from_db()
    assert (response.status_code, report.title) == (302, "Neu")


# --- Parts ------------------------------------------------------------------------------------------


def parts_of(objects: dict[type[models.Model], Any]) -> list[tuple[Any, Any]]:
    """Each admin of parts with its part, each inline of parts with the entry."""
    found = []
    for model, page in admin.site._registry.items():
        if isinstance(page, PartOfPublished):
            found.append((page, objects[model]))
        inlines = page.get_inline_instances(request_of(roles.LEITUNG), objects[model])
        found += [(inline, objects[model]) for inline in inlines if isinstance(inline, PartOfPublished)]
    return found


def test_parts_of_what_is_public_are_deleted_and_moved_by_the_leitung_alone() -> None:
    redaktion, leitung = request_of(roles.REDAKTION), request_of(roles.LEITUNG)
    found = parts_of(one_of_each())
    assert len(found) == 11
    for page, entry in found:
        assert not page.has_delete_permission(redaktion, entry), page
        assert page.has_delete_permission(leitung, entry), page
        if page.owners:
            assert set(page.owners) <= set(page.get_readonly_fields(redaktion, entry))
            assert not set(page.owners) & set(page.get_readonly_fields(leitung, entry))


def test_parts_of_drafts_are_deleted_by_everybody() -> None:
    for page, entry in parts_of(one_of_each("draft")):
        assert page.has_delete_permission(request_of(roles.REDAKTION), entry), page


@pytest.mark.parametrize("kind", [IndicatorValue, PageSection, HoursSet, MeasureYear])
def test_part_stays_when_the_redaktion_sends_its_deletion(kind: Any) -> None:
    part = one_of_each()[kind]

    client_of(roles.REDAKTION).post(admin_url(part, "delete", part.pk), {"post": "yes"})

    assert kind.objects.filter(pk=part.pk).exists()


def test_value_moves_to_another_day_with_a_reason_only() -> None:
    value = concept.value(concept.indicator(), "2023-12-31", "470")
    client = client_of(roles.REDAKTION)
    data = form_data(client.get(change_url(value)), date="31.12.2022")

    refused = client.post(change_url(value), data).status_code
    done = client.post(change_url(value), {**data, "correction_reason": "falsches Jahr"}).status_code

    value.refresh_from_db()
    assert (refused, done) == (200, 302)
    assert (value.date, value.status, value.correction_reason) == (
        dt.date(2022, 12, 31),
        "corrected",
        "falsches Jahr",
    )
    assert value.corrected_by == member(roles.REDAKTION)
