"""Nothing unpublished is ever shown to visitors: on no page, in no feed, sitemap, calendar or search."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from concept.models import (
    ActionField,
    Approach,
    Body,
    Edition,
    Goal,
    Indicator,
    IndicatorValue,
    Measure,
    Meeting,
    Milestone,
    Report,
    ReportRun,
)
from ki_site.portal.models import Notice, Page, PageSection, SiteProfile
from news.models import Event, Post
from offers.models import Document, Topic
from tests import builders

pytestmark = pytest.mark.django_db

SECRET = "Quittenbaumgeheimnis"
STATES = {
    "draft": {"status": "draft"},
    "review": {"status": "review"},
    "archived": {"status": "archived"},
    "later": {"status": "published", "published_from": timezone.now() + timedelta(days=2)},
    "over": {"status": "published", "published_until": timezone.now() - timedelta(days=2)},
}
SHOWN = {"status": "published"}
FIXED = [
    "/de/",
    "/de/angebote/",
    "/de/angebote/?topic=thema",
    "/de/mitmachen/",
    "/de/kontakt/",
    "/de/inhalt/",
    "/de/suche/?q=Quittenbaumgeheimnis",
    "/de/suche/?q=Quittenbaum",
    "/de/suche/vorschlaege/?q=Quitten",
    "/de/integrationskonzept/",
    "/de/integrationskonzept/gremien/",
    "/de/integrationskonzept/massnahmen/",
    "/de/integrationskonzept/massnahmen/liste/",
    "/de/integrationskonzept/massnahmen/liste.csv",
    "/de/integrationskonzept/berichte/",
    "/de/integrationskonzept/berichte/bericht/",
    "/de/integrationskonzept/berichte/bericht.json",
    "/de/aktuelles/",
    "/de/aktuelles/feed.atom",
    "/de/termine/",
    "/de/termine/alle.ics",
    "/sitemap.xml",
]


def fill(state: dict[str, object]) -> list[str]:
    """Public entries, each with unpublished ones hanging on it; the addresses of both kinds."""
    topic = Topic.objects.create(slug="thema", name="Thema")
    organisation = builders.organisation(slug="traeger")
    place = builders.place(slug="ort")
    hidden_organisation = builders.organisation(slug="h-traeger", name=SECRET, summary=SECRET, **state)
    hidden_place = builders.place(slug="h-ort", name=SECRET, **state)
    builders.contact(organisation=organisation, place=place, name=SECRET, **state)
    document = Document.objects.create(slug="h-dok", title=SECRET, publisher=organisation, **state)
    offer = builders.offer(slug="angebot", provider=organisation, seeks_volunteers=True)
    offer.topics.add(topic)
    offer.places.add(place, hidden_place)
    offer.partners.add(hidden_organisation)
    offer.documents.add(document)
    hidden = builders.offer(
        slug="h-angebot", title=SECRET, summary=SECRET, provider=organisation, seeks_volunteers=True, **state
    )
    hidden.topics.add(topic)
    hidden.places.add(place)
    hidden.partners.add(organisation)
    field = ActionField.objects.create(code="A", slug="feld", name="Feld", short_name="Feld", **SHOWN)
    field.offers.add(offer, hidden)
    ActionField.objects.create(code="B", slug="h-feld", name=SECRET, short_name=SECRET, **state)
    edition = Edition.objects.create(
        slug="2017", title="Konzept", is_current=True, adopted_on="2017-12-01", **SHOWN
    )
    Edition.objects.create(slug="h-2030", title=SECRET, adopted_on="2030-01-01", **state)
    goal = Goal.objects.create(slug="a-1", edition=edition, field=field, number=1, title="Ziel", **SHOWN)
    Goal.objects.create(slug="a-2", edition=edition, field=field, number=2, title=SECRET, **state)
    Approach.objects.create(slug="h-ansatz", field=field, goal=goal, title=SECRET, **state)
    for owner in (field, None):
        indicator = Indicator.objects.create(
            slug=f"h-ind-{owner}", field=owner, name=SECRET, definition=SECRET, **state
        )
        IndicatorValue.objects.create(indicator=indicator, date="2024-12-31", value=4711)
    measure = Measure.objects.create(slug="h-mass", title=SECRET, lead=organisation, offer=offer, **state)
    measure.fields.add(field)
    Report.objects.create(slug="h-bericht", edition=edition, title=SECRET, appeared_on="2024-11-01", **state)
    period = {"period_from": "2020-01-01", "period_until": "2030-12-31"}
    ReportRun.objects.create(slug="bericht", title="Bericht", **period, **SHOWN)
    ReportRun.objects.create(slug="h-lauf", title=SECRET, **period, **state)
    body = Body.objects.create(slug="gremium", name="Gremium", role="steers", task="…", **SHOWN)
    body.members.add(hidden_organisation)
    Body.objects.create(slug="h-gremium", name=SECRET, role="steers", task=SECRET, **state)
    Meeting.objects.create(slug="h-sitzung", body=body, title=SECRET, date="2024-01-01", **state)
    Milestone.objects.create(slug="h-meilenstein", title=SECRET, date="2024-01-01", **state)
    post = Post.objects.create(slug="beitrag", title="Beitrag", teaser="…", date="2024-01-01", **SHOWN)
    post.fields.add(field)
    post.documents.add(document)
    hidden_post = Post.objects.create(
        slug="h-beitrag", title=SECRET, teaser=SECRET, date="2024-01-01", **state
    )
    hidden_post.fields.add(field)
    soon = timezone.localdate() + timedelta(days=3)
    event = Event.objects.create(
        slug="termin",
        title="Termin",
        teaser="…",
        starts_on=soon,
        place=hidden_place,
        organiser=hidden_organisation,
        **SHOWN,
    )
    event.partners.add(hidden_organisation)
    for day in (soon, date(2024, 1, 1)):
        found = Event.objects.create(
            slug=f"h-termin-{day.year}", title=SECRET, teaser=SECRET, starts_on=day, place=place, **state
        )
        found.offers.add(offer)
        found.fields.add(field)
    page = Page.objects.create(slug="seite", title="Seite", menu="about", **SHOWN)
    page.documents.add(document)
    PageSection.objects.create(page=page, key="leer", is_required=True, hint=SECRET)
    Page.objects.create(slug="h-seite", title=SECRET, menu="about", **state)
    Notice.objects.create(title=SECRET, body=SECRET, **state)
    contact = builders.contact(organisation=organisation)
    SiteProfile.objects.create(name="KI", city="L", organisation=organisation, contact=contact)
    return [
        "/de/angebote/angebot/",
        "/de/organisationen/traeger/",
        "/de/orte/ort/",
        "/de/integrationskonzept/feld/",
        "/de/aktuelles/beitrag/",
        "/de/termine/termin/",
        "/de/termine/termin.ics",
        "/de/seite/",
    ]


HIDDEN = [
    "/de/angebote/h-angebot/",
    "/de/organisationen/h-traeger/",
    "/de/orte/h-ort/",
    "/de/integrationskonzept/h-feld/",
    "/de/integrationskonzept/massnahmen/h-mass/",
    "/de/integrationskonzept/berichte/h-lauf/",
    "/de/aktuelles/h-beitrag/",
    "/de/termine/h-termin-2024/",
    "/de/termine/h-termin-2024.ics",
    "/de/h-seite/",
]


@pytest.mark.parametrize("state", STATES)
def test_nothing_unpublished_is_shown_to_visitors(client: Client, state: str) -> None:
    shown = fill(STATES[state])
    for address in [*FIXED, *shown]:
        response = client.get(address)
        assert response.status_code == 200, address
        if "suche" in address:  # the words that were asked for are repeated, what they would find is not
            assert "/h-" not in response.text, address
        else:
            assert SECRET not in response.text.replace("\r\n ", ""), address
            assert "4.711" not in response.text, address
    for address in HIDDEN:
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("state", ["draft", "later"])
def test_staff_see_what_is_hidden_at_its_address_and_only_with_the_right(client: Client, state: str) -> None:
    fill(STATES[state])
    staff = get_user_model().objects.create_user("ohne-rechte", is_staff=True)
    client.force_login(staff)
    for address in HIDDEN:
        assert client.get(address).status_code == 404, address
    client.force_login(get_user_model().objects.create_superuser("mit-rechten"))
    for address in HIDDEN:
        response = client.get(address)
        assert response.status_code == 200, address
        assert SECRET in response.text.replace("\r\n ", ""), address
        assert "no-store" in response.headers["Cache-Control"], address
