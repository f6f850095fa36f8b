"""The page of a measure: who does what for whom, what came of it, and what it belongs to."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from concept.models import ActionField, Edition, Goal, Measure
from offers.models import Audience, FundingProgramme
from search.models import Entry
from tests.builders import offer, organisation
from tests.concept import builders as make
from tests.measuring import warm

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft"}


def main(client: Client, measure: Measure) -> str:
    response = client.get(measure.get_absolute_url())
    assert response.status_code == 200
    return response.text.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.fixture
def edition() -> Edition:
    return make.edition()


@pytest.fixture
def field() -> ActionField:
    return make.field(slug="sprache", short_name="Sprache")


@pytest.fixture
def goal(field: ActionField, edition: Edition) -> Goal:
    return make.goal(field, edition, slug="ziel", number=1, title="Deutsch lernen", is_example=True)


def test_says_who_does_it_with_whom_for_whom_and_what_pays(client: Client, field: ActionField) -> None:
    found = make.measure(
        field,
        title="Sprachkurse",
        summary="Kurse für alle.",
        description="<p>Mehr dazu.</p>",
        progress="running",
        lead=organisation(name="Volkshochschule"),
        offer=offer(slug="kurs", title="Kurs für Sie"),
        starts_on=dt.date(2020, 5, 1),
        starts_precision="month",
    )
    found.organisations.add(organisation(name="Caritasverband"))
    found.audiences.add(Audience.objects.create(slug="eltern", name="Eltern"))
    found.funding.add(FundingProgramme.objects.create(slug="kim", name="Integrationsmanagement"))
    text = main(client, found)
    for expected in (
        "Sprachkurse",
        "Kurse für alle.",
        "<p>Mehr dazu.</p>",
        "Läuft",
        "Volkshochschule",
        "Caritasverband",
        "Eltern",
        "Integrationsmanagement",
        "seit Mai 2020",
        'href="/de/angebote/kurs/"',
        "Kurs für Sie",
    ):
        assert expected in text


def test_years_follow_each_other_with_figures_steps_and_source(client: Client, field: ActionField) -> None:
    found = make.measure(field)
    make.year(found, 2023, done="Altes.", source="Bericht <2023>")
    make.year(found, 2024, done="Neues.", figures="14 Kurse", next_steps="Mehr Kurse.")
    text = main(client, found)
    assert text.index("Neues.") < text.index("14 Kurse") < text.index("Mehr Kurse.") < text.index("Altes.")
    assert "Bericht &lt;2023&gt;" in text
    assert 'id="year-2024"' in text


def test_goals_lead_to_the_field_with_approaches_and_indicators(
    client: Client, field: ActionField, goal: Goal
) -> None:
    found = make.measure(field)
    found.goals.add(goal)
    found.approaches.add(make.approach(field, goal=goal, title="Mehr Plätze"))
    make.approach(field, goal=goal, title="Anderer Ansatz")
    rising = make.indicator(field=field, name="Teilnehmende")
    rising.goals.add(goal)
    make.value(rising, "2024-12-31", "470")
    make.indicator(field=field, name="Andere Zahl")
    text = main(client, found).split('id="goals"')[1]
    assert f'href="{field.get_absolute_url()}#goal-ziel"' in text
    assert "Beispiel" in text.split("Deutsch lernen")[1].split("</li>")[0]
    for expected in ("Mehr Plätze", "Teilnehmende", "470", rising.get_absolute_url()):
        assert expected in text
    assert "Anderer Ansatz" not in text
    assert "Andere Zahl" not in text


def test_neighbours_are_of_the_same_field_and_those_of_the_same_goal_come_first(
    client: Client, field: ActionField, goal: Goal
) -> None:
    found = make.measure(field)
    near = make.measure(field, title="Zum selben Ziel")
    for one in (found, near):
        one.goals.add(goal)
    make.measure(field, title="Im selben Feld")
    make.measure(make.field(slug="arbeit", code="C"), title="Weit weg")
    make.measure(field, title="Geheime Nachbarin", **DRAFT)
    aside = main(client, found).split("<aside")[1]
    assert aside.index("Zum selben Ziel") < aside.index("Im selben Feld")
    assert "Weit weg" not in aside
    assert "Geheim" not in aside


def test_example_and_doubt_are_marked(client: Client, field: ActionField) -> None:
    certain, doubtful = make.measure(field), make.measure(field, is_uncertain=True, is_example=True)
    for marked, expected in ((certain, 0), (doubtful, 1)):
        text = main(client, marked).split("<aside")[0]
        assert text.count("tag--example") == expected
        assert text.count("Wir wissen nicht sicher, ob das noch so ist") == expected


def test_drafts_leak_nowhere(client: Client, field: ActionField, edition: Edition) -> None:
    found = make.measure(
        field, lead=organisation(name="Geheimamt", **DRAFT), offer=offer(title="Geheimangebot", **DRAFT)
    )
    found.organisations.add(organisation(name="Geheimverein", **DRAFT))
    hidden = make.field(code="B", name="Geheimfeld", short_name="Geheimfeld", **DRAFT)
    found.fields.add(hidden)
    secret = make.goal(field, edition, title="Geheimziel", **DRAFT)
    found.goals.add(secret, make.goal(hidden, edition, title="Geheimes Ziel"))
    shown = make.goal(field, edition, title="Offenes Ziel")
    found.goals.add(shown)
    found.approaches.add(make.approach(field, goal=shown, title="Geheimansatz", **DRAFT))
    make.indicator(field=field, name="Geheimzahl", **DRAFT).goals.add(shown)
    text = client.get(found.get_absolute_url()).text
    assert "Geheim" not in text
    assert "Offenes Ziel" in text


def test_bare_measure_has_a_whole_page(client: Client) -> None:
    bare = Measure.objects.create(slug="allein", title="Ganz allein", status="published")
    assert "Ganz allein" in main(client, bare)


def test_draft_is_seen_by_staff_alone(client: Client, field: ActionField) -> None:
    draft = make.measure(field, title="Entwurf", **DRAFT)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(User.objects.create_superuser("leitung"))
    assert "Entwurf" in main(client, draft)


def test_search_and_sitemap_lead_to_the_page(client: Client, field: ActionField) -> None:
    found = make.measure(field, slug="kurse", title="Sprachkurse")
    assert [entry.link[0] for entry in Entry.objects.filter(kind="measure")] == ["concept:measure"]
    assert found.get_absolute_url() in client.get("/sitemap.xml").text


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_for_any_number(
    client: Client,
    field: ActionField,
    edition: Edition,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = make.measure(field, lead=organisation(), offer=offer())
    for index in range(number):
        goal = make.goal(field, edition)
        figure = make.indicator(field=field)
        figure.goals.add(goal)
        make.value(figure, "2024-12-31", "5")
        found.goals.add(goal)
        found.approaches.add(make.approach(field, goal=goal))
        found.organisations.add(organisation())
        make.year(found, 2000 + index)
        make.measure(field).goals.add(goal)
    warm(client, found.get_absolute_url(), monkeypatch)
    # the measure with lead and offer, what it points to, years, approaches, indicators, neighbours
    with django_assert_num_queries(6):
        client.get(found.get_absolute_url())
