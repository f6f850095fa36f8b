"""What hangs on a hidden field, body or edition is public nowhere: page, search, sitemap, data, report."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from concept.models import Approach, Goal, Indicator, Meeting
from concept.reports import collecting
from search.models import Entry
from tests.concept import builders as make

pytestmark = pytest.mark.django_db

HIDDEN: list[dict[str, Any]] = [
    {"status": "draft"},
    {"status": "archived"},
    {"published_from": timezone.now() + dt.timedelta(days=30)},
    {"published_until": timezone.now() - dt.timedelta(days=1)},
]
SECRET = "Quittenziel"
PLACES = [
    "/de/integrationskonzept/", "/de/integrationskonzept/indikatoren/", "/de/integrationskonzept/abdeckung/",
    "/de/integrationskonzept/indikatoren/offen/", "/de/integrationskonzept/massnahmen/massnahme/",
    "/de/integrationskonzept/daten/ziele.json", "/de/integrationskonzept/daten/indikatoren.csv",
    "/de/integrationskonzept/gremien/", "/de/integrationskonzept/daten/sitzungen.json", "/sitemap.xml",
    "/de/suche/vorschlaege/?q=Quittenz",
]  # fmt: skip


@pytest.mark.parametrize("state", HIDDEN, ids=["draft", "archived", "later", "over"])
def test_children_of_a_hidden_field_or_body_are_nowhere(client: Client, state: dict[str, Any]) -> None:
    field, edition = make.field(slug="verdeckt", **state), make.edition()
    goal = make.goal(field, edition, title=SECRET)
    approach = make.approach(field, goal=goal, title=SECRET)
    hidden = make.indicator(slug="verdeckt", field=field, name=SECRET)
    shown = make.indicator(slug="offen", field=None)
    shown.goals.add(goal)
    measure = make.measure(make.field(code="B", slug="offen"), slug="massnahme")
    measure.goals.add(goal)
    measure.approaches.add(approach)
    meeting = make.meeting(make.body(**state), title=SECRET)

    for address in PLACES:
        response = client.get(address)
        page = b"".join(response).decode() if response.streaming else response.content.decode()
        assert response.status_code == 200, address
        assert SECRET not in page, address
        assert "indikatoren/verdeckt/" not in page, address
    for model, entry in ((Goal, goal), (Approach, approach), (Indicator, hidden), (Meeting, meeting)):
        assert entry not in model.objects.public()  # type: ignore[attr-defined]
    assert collecting.goals({"verdeckt"}) == collecting.approaches({"verdeckt"}, set()) == []


def test_goals_are_those_of_a_public_edition_in_force() -> None:
    field = make.field()
    old = make.goal(field, make.edition(slug="alt", is_current=False))
    draft = make.goal(field, make.edition(slug="neu", status="draft"))

    assert list(Goal.objects.public()) == []
    draft.edition.status = "published"
    draft.edition.save()
    assert list(Goal.objects.public()) == [draft] != [old]


def test_index_knows_when_the_field_of_an_indicator_appears_and_goes() -> None:
    start, end = timezone.now() + dt.timedelta(days=3), timezone.now() + dt.timedelta(days=9)
    field = make.field(published_from=start, published_until=end)
    make.indicator(field=field, published_from=start - dt.timedelta(days=1))

    entry = Entry.objects.get(kind="indicator")
    assert (entry.visible_from, entry.visible_until) == (start, end)
    field.status = "archived"
    field.save()
    assert not Entry.objects.filter(kind="indicator").exists()
