"""Every list and every form of the admin opens, tells the truth, and costs the same for any number."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from concept.models import ActionField, Edition, Goal, Indicator, IndicatorValue
from ki_site.portal.models import Enquiry, Page, PageSection, SiteProfile
from news.models import Event, Post
from offers.models import Closure, Contact, HoursRule, HoursSet, Offer, Organisation, Place
from search.models import MissedSearch
from tests import builders
from tests.portal.staff import admin_url, change_url, client_of, form_data, member

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)
# What visitors write, and what is edited with forms of Django's own.
ADDED = [model for model in MODELS if model not in (Enquiry, MissedSearch)]
EDITED = [model for model in ADDED if model._meta.app_label != "auth"]
NAMES = [model._meta.label_lower for model in MODELS]


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_list_opens_with_every_filter_and_search(model: Any) -> None:
    """The list itself is asked for each choice and refuses a wrong one; the last of each filter as a page."""
    client = client_of("Administration")
    url = admin_url(model, "changelist")

    page = client.get(url, {"q": "deutsch"})

    assert page.status_code == 200
    model_admin, user = admin.site._registry[model], member("Administration")
    for spec in page.context["cl"].filter_specs:
        choices = [choice["query_string"] for choice in spec.choices(page.context["cl"])]
        assert client.get(url + choices[-1]).status_code == 200
        for choice in choices:
            request = RequestFactory().get(url + choice)
            request.user = user
            assert list(model_admin.get_changelist_instance(request).result_list) is not None


@pytest.mark.parametrize("model", ADDED, ids=lambda one: one.__name__)
def test_form_for_a_new_entry_opens(model: Any) -> None:
    page = client_of("Administration").get(admin_url(model, "add"))

    assert page.status_code == 200
    assert len(page.context["adminform"].form.fields) >= 2


@pytest.mark.parametrize("model", EDITED, ids=lambda one: one.__name__)
def test_every_editable_field_stands_in_the_form(model: Any) -> None:
    """A field that a fieldset forgets could never be filled in."""
    editable = {
        field.name
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.editable and not field.auto_created
    }
    form = admin.site._registry[model]
    assert editable - set(flat(form.fieldsets or form.get_fieldsets(HttpRequest()))) == set()


def flat(fieldsets: Any) -> list[str]:
    names = []
    for _title, options in fieldsets:
        for entry in options["fields"]:
            names += entry if isinstance(entry, (tuple, list)) else [entry]
    return [name for name in names if isinstance(name, str)]


def make(model: Any, number: int) -> None:
    slug = f"{model.__name__.lower()}-{number}"
    if model is HoursSet:
        hours = HoursSet.objects.create(offer=builders.offer(), place=builders.place())
        HoursRule.objects.create(hours=hours, weekday=1, opens="9:00", closes="12:00")
    elif model is Closure:
        today = timezone.localdate()
        Closure.objects.create(place=builders.place(), reason="Fest", starts_on=today, ends_on=today)
    elif model is Goal:
        field = ActionField.objects.create(code="ABCDEFGH"[number], slug=slug, name=slug, short_name=slug)
        edition, _made = Edition.objects.get_or_create(slug="2017", title="2017")
        Goal.objects.create(slug=slug, edition=edition, field=field, number=1, title="Ziel")
    elif model is IndicatorValue:
        indicator = Indicator.objects.create(slug=slug, name=slug, definition="Anzahl")
        IndicatorValue.objects.create(indicator=indicator, date="2024-12-31", value=number)
    elif model is Post:
        Post.objects.create(
            slug=slug, title=slug, teaser="Satz.", date="2025-01-01", author=builders.organisation()
        )
    elif model is Event:
        Event.objects.create(
            slug=slug, title=slug, teaser="Satz.", starts_on=timezone.localdate(), place=builders.place()
        )
    elif model is Page:
        page = Page.objects.create(slug=slug, title=slug)
        PageSection.objects.create(page=page, key="a", is_required=True)
    elif model is Enquiry:
        Enquiry.objects.create(message="Guten Tag")
    elif model is Place:
        builders.place()
    elif model is Organisation:
        builders.organisation(part_of=builders.organisation(), place=builders.place())
    else:
        {Offer: builders.offer, Contact: builders.contact}[model]()


LISTED = [
    Offer, Contact, Organisation, Place, HoursSet, Closure, Goal, IndicatorValue, Post, Event, Page, Enquiry,
]  # fmt: skip


@pytest.mark.parametrize("model", LISTED, ids=lambda one: one.__name__)
def test_list_costs_the_same_queries_for_two_rows_and_for_seven(model: Any) -> None:
    client = client_of("Leitung")
    url = admin_url(model, "changelist")
    counts = []
    # With a single choice a filter is not shown, so the comparison begins with two.
    for numbers in (range(2), range(2, 7)):
        for number in numbers:
            make(model, number)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url)
        counts.append((len(queries), len(page.context["cl"].result_list)))

    assert counts[0][0] == counts[1][0]
    assert counts[1][1] >= 7


def shown(model: Any, query: str = "") -> list[Any]:
    return list(client_of("Leitung").get(admin_url(model, "changelist") + query).context["cl"].result_list)


def test_list_of_offers_opens_without_the_archive_and_with_the_longest_unchecked_first() -> None:
    today = timezone.localdate()
    fresh = builders.offer(checked_on=today)
    never = builders.offer()
    old = builders.offer(checked_on=today - timedelta(days=900))
    archived = builders.offer(status="archived")

    assert shown(Offer) == [never, old, fresh]
    assert shown(Offer, "?status=archived") == [archived]
    assert len(shown(Offer, "?status=all")) == 4
    assert shown(Offer, "?due=never") == [never]
    assert shown(Offer, "?due=now") == [never, old]


def test_visible_now_follows_the_clock_and_not_the_status_alone() -> None:
    later = builders.offer(published_from=timezone.now() + timedelta(days=1))
    now = builders.offer()

    assert shown(Offer, "?visible=yes") == [now]
    assert shown(Offer, "?visible=no") == [later]
    html = client_of("Leitung").get(admin_url(Offer, "changelist") + "?visible=no").content.decode()
    assert html.count("icon-no.svg") == 1


def test_messages_open_with_the_new_ones() -> None:
    done = Enquiry.objects.create(message="1", status="done")
    old = Enquiry.objects.create(message="2")
    working = Enquiry.objects.create(message="3", status="in_progress")
    new = Enquiry.objects.create(message="4")

    assert shown(Enquiry) == [new, old, working, done]


def test_events_open_with_what_is_still_to_come() -> None:
    today = timezone.localdate()
    coming = Event.objects.create(slug="a", title="A", starts_on=today + timedelta(days=2))
    past = Event.objects.create(slug="b", title="B", starts_on=today - timedelta(days=20))
    series = Event.objects.create(
        slug="c", title="C", starts_on=today - timedelta(days=20), rule="FREQ=WEEKLY"
    )

    assert shown(Event) == [series, coming]
    assert shown(Event, "?time=past") == [past]


def test_what_people_wrote_cannot_be_changed() -> None:
    enquiry = Enquiry.objects.create(message="Original", name="Anna", email="anna@example.org")
    client = client_of("Redaktion")
    data = form_data(client.get(change_url(enquiry)), status="done", staff_note="Angerufen", message="Anders")

    client.post(change_url(enquiry), data)

    enquiry.refresh_from_db()
    assert (enquiry.message, enquiry.status, enquiry.staff_note) == ("Original", "done", "Angerufen")


def test_identity_of_the_site_has_no_list_and_no_second_one() -> None:
    contact = builders.contact()
    profile = SiteProfile.objects.create(
        name="KI", welcome="Willkommen", city="Leverkusen", organisation=contact.organisation, contact=contact
    )
    client = client_of("Leitung")

    assert client.get(admin_url(SiteProfile, "changelist")).headers["Location"] == change_url(profile)
    assert client.get(admin_url(SiteProfile, "add")).status_code == 403
    assert client.get(admin_url(SiteProfile, "delete", 1)).status_code == 403


def test_new_section_gets_its_key_from_the_heading() -> None:
    page = Page.objects.create(slug="ueber-uns", title="Über uns")
    PageSection.objects.create(page=page, key="wer-wir-sind", heading="Wer wir sind")
    client = client_of("Redaktion")
    row = {
        "sections-TOTAL_FORMS": 2,
        "sections-1-heading": "Wer wir sind",
        "sections-1-body": "<p>Ein Text</p>",
        "sections-1-position": 200,
    }

    client.post(change_url(page), form_data(client.get(change_url(page)), **row))

    assert list(page.sections.values_list("key", flat=True)) == ["wer-wir-sind", "wer-wir-sind-1"]


def test_required_and_empty_section_is_marked_for_staff() -> None:
    page = Page.objects.create(slug="impressum", title="Impressum", status="published")
    PageSection.objects.create(page=page, key="vertretung", is_required=True, hint="Name der Vertretung")
    client = client_of("Redaktion")

    assert "mark-missing" in client.get(admin_url(Page, "changelist")).content.decode()
    form = client.get(change_url(page)).content.decode()
    assert "mark-missing" in form
    assert "Name der Vertretung" in form
