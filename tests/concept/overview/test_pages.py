"""The public pages of the concept: what they show, what they hide, what they cost."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from concept.models import ActionField, Body, Group, IndicatorValue, Meeting
from concept.overview import bodies as steering
from concept.overview import pages
from core.content.joined import with_children
from news.models import Post
from tests.builders import PUBLISHED, offer, organisation
from tests.concept import builders as make
from tests.measuring import warm

OVERVIEW = reverse("concept:overview")
BODIES = reverse("concept:bodies")
REGISTER = reverse("concept:measures")
DRAFT = {"status": "draft"}


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here needs it."""


def html(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def main(client: Client, url: str) -> str:
    return html(client, url).split("<main", 1)[1].split("</main>", 1)[0]


def post(field: ActionField, **values: Any) -> Post:
    given = {
        "slug": f"p-{Post.objects.count()}",
        "title": "Beitrag",
        "teaser": "T",
        "date": dt.date(2024, 1, 1),
    }
    found = Post.objects.create(**{**given, "status": PUBLISHED, **values})
    found.fields.add(field)
    return found


class TestOverview:
    def test_says_what_the_concept_is_and_names_its_fields(self, client: Client) -> None:
        make.edition(summary="Fünf Sätze.")
        for letter, name in (("B", "Bildung"), ("A", "Sprache")):
            make.field(code=letter, name=name)
        make.field(code="Q", name="Öffnung", is_cross_cutting=True)
        text = main(client, OVERVIEW)
        assert "<p>Fünf Sätze.</p>" in text
        assert text.index("Sprache") < text.index("Bildung") < text.index("Öffnung")
        assert "Querschnittsaufgabe" in text

    def test_story_opens_the_latest_years_folds_the_others_and_joins_those_long_ago(
        self, client: Client
    ) -> None:
        for number in range(2000, 2021):
            make.milestone(number, title=f"Schritt {number}")
        text = main(client, OVERVIEW).split('id="story"')[1].split("</section>")[0]
        assert re.findall(r"Schritt (\d+)", text) == [str(number) for number in range(2020, 1999, -1)]
        assert re.findall(r'<h3 class="year">(\d+)', text) == ["2020", "2019", "2018", "2017", "2016"]
        folded = re.findall(r'<summary><span class="year">([\d–]+)', text)
        assert folded == [*(str(number) for number in range(2015, 2005, -1)), "2000–2005"]

    def test_story_tells_decisions_once_with_their_body_and_what_measures_reached(
        self, client: Client
    ) -> None:
        council = make.body(slug="rat", name="Rat der Stadt")
        make.milestone(2024, title="Der Rat beschließt", date=dt.date(2024, 6, 1))
        make.meeting(council, title="Sitzung dazu", date=dt.date(2024, 6, 1))
        make.meeting(council, title="Andere Sitzung", date=dt.date(2024, 7, 1))
        field = make.field()
        kept = make.measure(field, title="Sprachkurse", lead=organisation(name="VHS"))
        make.year(kept, 2024, figures="14 Kurse", done="Viel gelernt.")
        make.year(make.measure(field, title="Geheim", **DRAFT), 2024)
        text = main(client, OVERVIEW).split('id="story"')[1].split("</section>")[0]
        step = text.split("Der Rat beschließt")[1].split("</li>")[0]
        assert f'<a href="{BODIES}#rat">Rat der Stadt</a>' in step
        assert "Sitzung dazu" not in text
        assert "Andere Sitzung" in text
        done = text.split("Sprachkurse")[1].split("</li>")[0]
        assert "VHS" in done
        assert "<strong>14 Kurse</strong>" in done
        assert "Geheim" not in text

    def test_field_tells_its_goals_measures_by_state_and_figures_with_direction(self, client: Client) -> None:
        found, current = make.field(slug="sprache"), make.edition()
        make.goal(found, current)
        for progress in ("running", "running", "planned"):
            make.measure(found, progress=progress)
        rising = make.indicator(field=found, name="Steigt")
        make.value(rising, "2023-12-31", "10")
        make.value(rising, "2024-12-31", "12")
        make.indicator(field=found, name="Ohne Wert")
        state = pages.overview().fields[0]
        assert (state.goals, state.measures.all, state.indicators, state.with_data) == (1, 3, 2, 1)
        assert [(statu.value, statu.number) for statu in state.measures.by_status] == [
            ("planned", 1),
            ("running", 2),
        ]
        assert [figure.change for figure in state.figures] == ["up"]
        text = main(client, OVERVIEW)
        assert f'href="{REGISTER}?field=sprache"' in text
        assert f'href="{REGISTER}?status=running"' in text
        assert "Steigt" in text
        assert "Ohne Wert" not in text

    def test_body_has_its_rhythm_and_latest_meeting_and_leads_to_more(self, client: Client) -> None:
        found = make.body(slug="controlling", name="Controlling-Gruppe", rhythm="zweimal im Jahr")
        make.meeting(found, title="Frühe Sitzung", date=dt.date(2023, 1, 1))
        make.meeting(found, title="Späte Sitzung", date=dt.date(2024, 1, 1))
        text = main(client, OVERVIEW).split('id="bodies"')[1]
        for expected in (f'href="{BODIES}#controlling"', "zweimal im Jahr", "Späte Sitzung"):
            assert expected in text
        assert "Frühe Sitzung" not in text

    def test_reports_and_each_document_once(self, client: Client) -> None:
        paper = make.document(title="Konzeptpapier", url="https://example.org/konzept.pdf")
        current = make.edition(document=paper)
        make.edition(slug="2009", is_current=False, document=paper)
        make.report(current, title="Statusbericht", measure_count=80, measure_count_is_rough=True)
        text = main(client, OVERVIEW)
        assert "Statusbericht" in text
        assert "rund 80 Maßnahmen" in text
        assert text.count("https://example.org/konzept.pdf") == 1

    def test_figures_of_the_city_have_date_exactness_and_source(self, client: Client) -> None:
        found = make.indicator(name="Ohne deutschen Pass", source_name="IT.NRW")
        make.value(found, "2015-12-31", "24358")
        make.value(found, "2023-12-31", "33520", qualifier="about", source_name="Melderegister")
        make.indicator(name="Ohne Wert")
        make.value(make.indicator(name="Zahl eines Feldes", field=make.field()), "2024-12-31", "1")
        text = main(client, OVERVIEW)
        for expected in ("Ohne deutschen Pass", "rund 33.520", "Stand: 31.12.2023", "Melderegister"):
            assert expected in text
        assert "24.358" not in text
        assert "Ohne Wert" not in text
        assert "Zahl eines Feldes" not in text.split('id="figures"')[1]

    def test_drafts_leak_nowhere(self, client: Client) -> None:
        secret = make.document(title="Geheimpapier", **DRAFT)
        current = make.edition(document=secret)
        make.edition(slug="x", title="Geheimfassung", summary="Geheim", is_current=False, **DRAFT)
        make.field(name="Geheimfeld", **DRAFT)
        make.milestone(2020, title="Geheimstein", **DRAFT)
        make.milestone(2021, title="Stein", document=secret)
        make.report(current, title="Geheimbericht", **DRAFT)
        make.report(current, title="Bericht", document=secret)
        make.body(name="Geheimgremium", **DRAFT)
        shown = make.body(lead=organisation(name="Geheimamt", **DRAFT))
        shown.members.add(organisation(name="Geheimverein", **DRAFT))
        make.meeting(shown, title="Geheimsitzung", **DRAFT)
        make.value(make.indicator(name="Geheimzahl", **DRAFT), "2024-12-31", "1")
        text = html(client, OVERVIEW)
        assert "Geheim" not in text

    def test_is_empty_but_whole_without_any_content(self, client: Client) -> None:
        assert "<h1>Integrationskonzept</h1>" in main(client, OVERVIEW)


class TestBodies:
    def test_has_task_lead_members_and_meetings_by_year(self, client: Client) -> None:
        found = make.body(slug="gruppe", task="Steuert.", lead=organisation(name="Das KI"))
        found.members.add(organisation(name="Caritas"))
        older = make.meeting(found, title="Frühe Sitzung", date=dt.date(2023, 1, 1))
        make.meeting(found, title="Späte Sitzung", date=dt.date(2024, 1, 1), dealt_with="<p>Der Bericht.</p>")
        older.documents.add(make.document(title="Protokoll"))
        text = main(client, BODIES)
        for expected in ('id="gruppe"', "Steuert.", "Das KI", "Caritas", "Protokoll", "<p>Der Bericht.</p>"):
            assert expected in text
        assert [year for year, _meetings in steering.bodies(with_people=True)[0].years] == [2024, 2023]
        assert text.index("Späte Sitzung") < text.index("Frühe Sitzung")

    def test_drafts_leak_nowhere(self, client: Client) -> None:
        make.body(name="Geheimgremium", **DRAFT)
        shown = make.body(lead=organisation(name="Geheimamt", **DRAFT))
        shown.members.add(organisation(name="Geheimverein", **DRAFT))
        make.meeting(shown, title="Geheimsitzung", **DRAFT)
        make.meeting(shown, title="Offen").documents.add(make.document(title="Geheimpapier", **DRAFT))
        text = html(client, BODIES)
        assert "Geheim" not in text
        assert "Offen" in text

    def test_is_empty_but_whole_without_any_content(self, client: Client) -> None:
        assert "<h1>Wer steuert</h1>" in main(client, BODIES)


class TestField:
    def test_shows_goals_with_their_approaches(self, client: Client) -> None:
        found, current = make.field(), make.edition()
        first = make.goal(found, current, number=1, title="Deutsch lernen", slug="erstes")
        make.approach(found, goal=first, title="Mehr Kurse")
        make.approach(found, title="Ohne Ziel")
        old = make.goal(found, make.edition(slug="2009", is_current=False), title="Altes Ziel")
        make.approach(found, goal=old, title="Alter Ansatz")
        text = main(client, found.get_absolute_url())
        goal, rest = text.split('id="goal-erstes"')[1].split("</ol>")
        assert "Mehr Kurse" in goal
        assert "Ohne Ziel" not in goal
        assert "Ohne Ziel" in rest
        assert "Altes Ziel" not in text
        assert "Alter Ansatz" not in text

    @pytest.mark.parametrize(("others", "banners", "marks"), [(True, 1, 0), (False, 0, 2)])
    def test_examples_are_said_once_where_all_are_and_marked_where_only_some_are(
        self, client: Client, others: bool, banners: int, marks: int
    ) -> None:
        found, current = make.field(), make.edition()
        make.goal(found, current, is_example=True)
        make.goal(found, current, is_example=others)
        make.value(make.indicator(field=found, is_example=others), "2024-12-31", "470")
        text = main(client, found.get_absolute_url())
        assert text.count('class="callout examples"') == banners
        assert text.count("tag--example") == marks  # at the goal, and one that says what a mark means

    def test_story_has_what_measures_of_the_field_reported_and_the_dates_of_the_concept(
        self, client: Client
    ) -> None:
        found, paper = make.field(), make.document()
        make.edition(document=paper)
        make.milestone(2017, title="Neues Konzept", document=paper)
        make.milestone(2018, title="Anderes Papier", document=make.document())
        make.edition(slug="geheim", is_current=False, document=(secret := make.document()), **DRAFT)
        make.milestone(2019, title="Geheime Fassung", document=secret)
        kept = make.measure(found, title="Wohnungen", lead=organisation(name="Das Amt"))
        make.year(kept, 2020, done="Gebaut.", figures="450 Plätze")
        make.year(make.measure(make.field(code="B"), title="Anderswo"), 2020)
        text = main(client, found.get_absolute_url())
        story = text.split('id="story"')[1].split("</section>")[0]
        assert re.findall(r'class="year">(\d+)', story) == ["2020", "2017"]
        for expected in ("Wohnungen", "Das Amt", "Gebaut.", "<strong>450 Plätze</strong>", "Neues Konzept"):
            assert expected in story
        for hidden in ("Anderes Papier", "Geheime Fassung", "Anderswo"):
            assert hidden not in text

    def test_indicator_has_sentence_chart_and_the_way_to_its_page(self, client: Client) -> None:
        found = make.field()
        shown = make.indicator(field=found, name="Leistungen", slug="leistungen")
        for year, number in ((2022, "900"), (2023, "645"), (2024, "470")):
            make.value(shown, f"{year}-12-31", number, period="year")
        make.target(shown, 2030, "300", is_example=True)
        text = main(client, found.get_absolute_url())
        assert "2024: 470, 27\u00a0% weniger als 2023." in text
        svg = re.search(r'<svg class="line-chart".*?</svg>', text, re.DOTALL).group()
        for expected in ('role="img"', "<title", "<desc", "<polyline", 'class="target"'):
            assert expected in svg
        assert not re.search(r"style=|<script|on\w+=", svg)
        assert "Zielwert für 2030: 300" in text
        assert '/integrationskonzept/indikatoren/leistungen/"' in text
        table = text.split("Diese Werte als Tabelle")[1].split("</table>")[0]
        assert re.findall(r'<td class="num">(\d+)', table) == ["470", "645", "900"]

    def test_one_value_is_a_row_and_what_is_missing_one_line(self, client: Client) -> None:
        found = make.field()
        single = make.indicator(field=found, name="Eine")
        make.value(single, "2024-12-31", "470", source_name="Bericht", status="provisional")
        make.value(make.indicator(field=found, name="Fehlt"), "2024-12-31", missing="not_collected")
        make.indicator(field=found, name="Keine")
        text = main(client, found.get_absolute_url())
        assert '<svg class="line-chart"' not in text
        assert "einen früheren Wert" not in text
        row = text.split("<tbody>")[1].split("</tbody>")[0]
        for expected in (single.get_absolute_url(), "Eine", "470", "31.12.2024", "Bericht", "vorläufig"):
            assert expected in row
        assert "Keine" not in row
        missing = text.split("Indikatoren ohne Daten: 2")[1].split("</details>")[0]
        for expected in ("Fehlt", "31.12.2024: nicht erhoben.", "Keine"):
            assert expected in missing

    def test_values_of_groups_are_no_part_of_the_chart(self, client: Client) -> None:
        found = make.field()
        shown = make.indicator(field=found)
        women = Group.objects.create(slug="frauen", dimension="gender", name="Frauen")
        for day, number in (("2022-12-31", "10"), ("2023-12-31", "10"), ("2024-12-31", "12")):
            make.value(shown, day, number)
            make.value(shown, day, "5", group=women)
        text = main(client, found.get_absolute_url())
        assert "Frauen" not in text
        assert len(re.findall(r'<circle cx="[\d.]+" cy="[\d.]+" r="4.5"', text)) == 3

    def test_goal_has_its_measures_and_figures(self, client: Client) -> None:
        found = make.field(slug="sprache")
        goal = make.goal(found, make.edition(), slug="ziel")
        shown = make.measure(found, title="Sprachkurse", progress="running", lead=organisation(name="VHS"))
        shown.goals.add(goal)
        make.indicator(field=found, name="Teilnehmende").goals.add(goal)
        make.measure(found, title="Ohne Ziel", is_example=True)
        text = main(client, found.get_absolute_url())
        first, _, rest = text.split('id="goal-ziel"')[1].partition('id="measures"')
        for expected in (shown.get_absolute_url(), "Läuft", "VHS", "Teilnehmende", f"{REGISTER}?goal=ziel"):
            assert expected in first
        assert "Sprachkurse" not in rest
        assert "Beispiel" in rest.split("Ohne Ziel")[1].split("</li>")[0]
        assert f'href="{REGISTER}?field=sprache&amp;status=running"' in rest

    def test_offers_and_the_three_latest_posts_follow(self, client: Client) -> None:
        found = make.field()
        found.offers.add(offer(title="Beratung im Feld"))
        for month in (1, 2, 3, 4):
            post(found, title=f"Monat {month}", date=dt.date(2024, month, 1))
        text = main(client, found.get_absolute_url())
        assert "Beratung im Feld" in text
        assert re.findall(r">(Monat \d)<", text) == ["Monat 4", "Monat 3", "Monat 2"]

    def test_drafts_leak_nowhere(self, client: Client) -> None:
        found, current = make.field(), make.edition()
        shown = make.goal(found, current)
        hidden = make.goal(found, current, title="Geheimziel", **DRAFT)
        make.approach(found, goal=shown, title="Geheimansatz", **DRAFT)
        make.approach(found, goal=hidden, title="Offener Ansatz")
        make.value(make.indicator(field=found, name="Geheimzahl", **DRAFT), "2024-12-31", "1")
        make.measure(found, title="Geheimmaßnahme", **DRAFT)
        lead, secret = organisation(name="Geheimamt", **DRAFT), offer(title="Geheimangebot", **DRAFT)
        make.year(make.measure(found, lead=lead, offer=secret), 2024)
        found.offers.add(secret, offer(title="Offen", provider=lead))
        post(found, title="Geheimbeitrag", **DRAFT)
        text = html(client, found.get_absolute_url())
        assert "Geheim" not in text
        assert "Offener Ansatz" in text

    def test_title_description_and_trail(self, client: Client) -> None:
        found = make.field(name="Sprache & mehr", short_name="Sprache", summary="Ein Satz.")
        text = html(client, found.get_absolute_url())
        assert "<title>Sprache &amp; mehr" in text
        assert '<meta name="description" content="Ein Satz. ' in text
        assert '"BreadcrumbList"' in text
        assert f'<a href="{OVERVIEW}">Integrationskonzept</a>' in text

    def test_draft_is_seen_by_staff_with_the_right_alone(self, client: Client) -> None:
        draft = make.field(**DRAFT)
        assert client.get(draft.get_absolute_url()).status_code == 404
        user = User.objects.create_user("redaktion", is_staff=True)
        client.force_login(user)
        assert client.get(draft.get_absolute_url()).status_code == 404
        user.user_permissions.add(Permission.objects.get(codename="change_actionfield"))
        response = client.get(draft.get_absolute_url())
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "Sprache" in response.content.decode()


def test_pages_are_read_only(client: Client) -> None:
    assert client.post(OVERVIEW).status_code == 405
    assert client.post(make.field().get_absolute_url()).status_code == 405


def test_children_come_with_their_parents_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    bodies = [make.body(name=name, position=index) for index, name in enumerate("ABC")]
    days = [dt.date(2024, 1, 1), dt.date(2023, 1, 1)]
    meetings = [make.meeting(bodies[index], date=day) for day in days for index in (0, 2)]
    with django_assert_num_queries(1):
        found = with_children(Body.objects.all(), "meetings", "sorted_meetings", lambda one: one.date)
        assert found == bodies
        assert [one.sorted_meetings for one in found] == [meetings[2::-2], [], meetings[3::-2]]
        assert found[0].sorted_meetings[0].body is found[0]
    assert Meeting.objects.get(pk=meetings[0].pk).title == found[0].sorted_meetings[1].title


class TestQueries:
    """The same number for one object of each kind and for three."""

    COUNTS = pytest.mark.parametrize("number", [1, 3])

    @COUNTS
    def test_overview(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        current = make.edition(document=make.document())
        for index in range(number):
            make.year(make.measure(make.field(code=chr(65 + index))), 2024)
            make.milestone(2010 + index, document=make.document())
            body = make.body(lead=organisation())
            body.members.add(organisation(), organisation())
            make.meeting(body).documents.add(make.document())
            make.report(current, document=make.document())
            figure = make.indicator()
            make.value(figure, "2023-12-31", "1")
            make.value(figure, "2024-12-31", "2")
        warm(client, OVERVIEW, monkeypatch)
        # editions with their documents, milestones, reports, bodies with meetings, what measures reported,
        # indicators with values
        with django_assert_num_queries(6):
            client.get(OVERVIEW)

    @COUNTS
    def test_bodies(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for _ in range(number):
            body = make.body(lead=organisation())
            body.members.add(organisation(), organisation())
            make.meeting(body).documents.add(make.document())
        warm(client, BODIES, monkeypatch)
        with django_assert_num_queries(3):  # bodies with lead and meetings, members, documents
            client.get(BODIES)

    @COUNTS
    def test_field(
        self,
        client: Client,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        found, current = make.field(), make.edition()
        for _ in range(number):
            goal = make.goal(found, current)
            make.approach(found, goal=goal)
            figure = make.indicator(field=found)
            figure.goals.add(goal)
            IndicatorValue.objects.bulk_create(
                IndicatorValue(indicator=figure, date=dt.date(year, 12, 31), value=5)
                for year in range(2005, 2025)
            )
            make.target(figure, 2030, "9")
            measure = make.measure(found, lead=organisation(), offer=offer())
            measure.goals.add(goal)
            make.year(measure, 2024)
            found.offers.add(offer())
            post(found)
        warm(client, found.get_absolute_url(), monkeypatch)
        # field, approaches, targets, indicators with values, measures with years, dates of the concept,
        # offers with provider, posts
        with django_assert_num_queries(8):
            size = len(client.get(found.get_absolute_url()).content)
        assert size < 40_000 + 14_000 * number
