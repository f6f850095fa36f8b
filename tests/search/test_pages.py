"""The search page, the suggestions, and what is kept of searches without result."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from core.sqlite import IMPATIENT
from news.models import Event
from offers.models import Topic
from search import marks, misses
from search.models import MissedSearch
from search.query import find, suggest_spelling
from search.tokens import tokens
from tests import builders

pytestmark = pytest.mark.django_db
SEARCH, SUGGEST = "/de/suche/", "/de/suche/vorschlaege/"
HTMX = {"HX-Request": "true"}


def body(client: Client, query: str, address: str = SEARCH, **options: object) -> str:
    response = client.get(address, {"q": query, **options})
    assert response.status_code == 200
    return response.content.decode()


def test_results_are_links_with_marks_grouped_by_kind(client: Client) -> None:
    offer = builders.offer(title="Trommeln & Tanz", summary="Für <alle>.", slug="trommeln")
    place = builders.place(name="Trommelhaus", slug="haus")
    offer.places.add(place)

    html = body(client, "Trommeln")
    assert '<a href="/de/angebote/trommeln/"><mark>Trommeln</mark> &amp; Tanz</a>' in html
    assert "Für &lt;alle&gt;." in html
    assert 'href="/de/orte/haus/"' in html
    assert 'name="q" value="Trommeln"' in html
    assert "kind=place" in html


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        ("/de/suche/?q=Heiligabend+offen", True),
        ("/de/suche/?q=24.12.", True),
        ("/de/suche/?q=31.+Dezember", True),
        ("/de/suche/?q=fronleichnam", True),
        ("/fr/suche/?q=lundi+de+carnaval", True),
        ("/ar/suche/?q=Rosenmontag", True),
        ("/de/suche/?q=124.12", False),
        ("/de/suche/?q=Montag", False),
        ("/de/suche/", False),
    ],
)
def test_who_asks_for_a_special_day_is_led_to_the_hours(client: Client, query: str, leads: bool) -> None:
    address, _question, _text = query.partition("suche/")
    assert (f'href="{address}kontakt/#hours"' in client.get(query).text) is leads


def test_query_is_shown_but_never_as_markup(client: Client) -> None:
    html = body(client, '"><script>alert(1)</script>')
    assert "<script>alert" not in html


def test_markup_of_editors_never_becomes_markup_of_a_result(client: Client) -> None:
    builders.offer(title="Trommeln <b>x</b>", description="<p>Viel <em>Lärm</em> &lt;i&gt;</p>")
    html = body(client, "Lärm")
    assert "Trommeln &lt;b&gt;x&lt;/b&gt;" in html
    assert "<mark>Lärm</mark> &lt;i&gt;" in html


def test_one_kind_page_by_page(client: Client) -> None:
    provider = builders.organisation()
    for number in range(25):
        builders.offer(title=f"Trommeln {number}", provider=provider)
    builders.place(name="Trommelhaus")

    everything = body(client, "Trommeln")
    assert everything.count('class="found__one"') == 6
    first, second = (body(client, "Trommeln", kind="offer", page=page) for page in (1, 2))
    assert (first.count('class="found__one"'), second.count('class="found__one"')) == (20, 5)
    assert body(client, "Trommeln", kind="nonsense", page="x").count('class="found__one"') == 6


def test_past_events_are_told(client: Client) -> None:
    Event.objects.create(
        slug="f", title="Trommelfest", teaser="T", starts_on=date(2020, 5, 1), status="published"
    )
    assert "1. Mai 2020" in body(client, "Trommelfest")


def test_nothing_found_leads_on(client: Client) -> None:
    Topic.objects.create(slug="musik", name="Musik")
    html = body(client, "Trommeln")
    assert "?topic=musik" in html
    assert "/de/kontakt/" in html


def test_phrase_without_result_can_be_searched_without_quotes(client: Client) -> None:
    builders.offer(title="Trommeln und Tanz")
    html = body(client, '"Tanz Trommeln"')
    assert 'href="/de/suche/?q=Tanz%20Trommeln"' in html


def test_results_of_a_correction_say_so(client: Client) -> None:
    builders.offer(title="Anmeldung")
    html = body(client, "Anmeldng")
    assert "Nichts zu „Anmeldng“. Treffer für „Anmeldung“" in html
    assert 'href="/de/angebote/' in html


def test_one_misspelt_word_of_several_can_be_put_right(client: Client) -> None:
    builders.offer(title="Anmeldung zur Schule")
    html = body(client, "Schule Anmeldng")
    assert 'href="/de/suche/?q=Schule%20Anmeldung"' in html
    assert "Nichts zu" not in html


def test_form_works_without_a_script_and_suggests_with_one(client: Client) -> None:
    builders.offer(title="Trommeln", slug="trommeln")
    html = body(client, "")
    assert f'action="{SEARCH}" method="get"' in html
    assert html.count(f'data-suggest="{SUGGEST}"') == 1
    response = client.get(SUGGEST, {"q": "tromm"}, headers=HTMX)
    fragment = response.content.decode()
    assert '<a href="/de/angebote/trommeln/"' in fragment
    assert "<html" not in fragment
    assert 'data-said="1 Vorschlag unter dem Feld"' in fragment
    # The same address without htmx is the whole page.
    assert "<html" in body(client, "tromm", SUGGEST)


def test_a_single_letter_suggests_nothing(client: Client) -> None:
    builders.offer(title="Trommeln")
    assert "<a " not in client.get(SUGGEST, {"q": "t"}, headers=HTMX).content.decode()


def test_german_results_are_marked_in_other_languages(client: Client) -> None:
    builders.offer(title="Trommeln")
    html = body(client, "Trommeln", "/en/suche/")
    assert '<article class="found__one" lang="de" dir="ltr">' in html


def test_page_costs_the_same_for_any_number_of_results(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    provider = builders.organisation()
    counts = []
    for number in (1, 3):
        for n in range(number):
            builders.offer(title=f"Trommeln {number} {n}", provider=provider)
        body(client, "erst die Wörter laden")
        with django_assert_num_queries(20, exact=False) as queries:
            body(client, "Trommeln")
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- What is kept of searches ------------------------------------------------------------------------


def test_only_searches_without_result_are_counted(client: Client) -> None:
    builders.offer(title="Trommeln")
    for query in ("Trommeln", "  Harfe ", "harfe", "HARFE"):
        body(client, query)
    client.get(SUGGEST, {"q": "Laute"}, headers=HTMX)

    row = MissedSearch.objects.get()
    assert (row.words, row.count, row.language, row.last_on) == ("harfe", 3, "de", timezone.localdate())
    assert {field.name for field in MissedSearch._meta.fields} == {
        "id",
        "language",
        "words",
        "count",
        "first_on",
        "last_on",
    }


@pytest.mark.parametrize("text", ["a@example.org", "0214 406 5246", "x" * 101, "", "DE12 3456 7890"])
def test_what_may_be_personal_is_not_kept(text: str) -> None:
    misses.record(text, "de")
    assert not MissedSearch.objects.exists()


def test_page_of_a_search_without_result_is_kept_by_no_cache(client: Client) -> None:
    assert "no-store" in client.get(SEARCH, {"q": "Harfe"}).headers["Cache-Control"]


def test_search_does_not_wait_until_it_can_be_counted() -> None:
    patience = set()

    def look(execute: Any, *arguments: Any) -> Any:
        if connection.vendor == "sqlite":
            patience.add(connection.connection.execute("PRAGMA busy_timeout").fetchone()[0])
        return execute(*arguments)

    with connection.execute_wrapper(look):
        misses.record("harfe", "de")

    assert patience == ({IMPATIENT} if connection.vendor == "sqlite" else set())
    assert MissedSearch.objects.count() == 1


def test_table_of_searches_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(misses, "MOST_ROWS", 2)
    for word in ("eins", "zwei", "drei", "eins"):
        misses.record(word, "de")
    assert dict(MissedSearch.objects.values_list("words", "count")) == {"eins": 2, "zwei": 1}


def test_old_searches_are_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    today = timezone.localdate()
    for days in (89, 90, 91, 400):
        MissedSearch.objects.create(
            language="de", words=f"w{days}", first_on=today - timedelta(days=days), last_on=today
        )
    call_command("purge_searches")
    assert set(MissedSearch.objects.values_list("words", flat=True)) == {"w89", "w90"}
    assert capsys.readouterr().out.startswith("2 ")


# --- Any text -----------------------------------------------------------------------------------------

ANY = st.text(st.characters(exclude_categories=()), max_size=250)
ANY_TIME = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ANY_TIME
@given(text=ANY, language=st.sampled_from(["de", "en", "ar", "tr", "fa", "uk"]))
@example(text='"', language="de")
@example(text='""" "a', language="de")
@example(text="\x00", language="de")
@example(text="\ud800", language="de")
@example(text="ß" * 250, language="de")
@example(text="İ" * 250, language="tr")
@example(text="a-b-c--d -e- '", language="de")
@example(text="²³①٣߉", language="ar")
@example(text="(((.*+?[]{}^$|\\%_", language="de")
def test_any_text_is_answered(text: str, language: str) -> None:
    builders.offer(title="Trommeln (laut)") if not find("Trommeln", "de") else None
    for unfinished in (False, True):
        ranking = find(text, language, unfinished=unfinished)
        assert len(ranking) <= 10
    assert isinstance(suggest_spelling(text, language), str)


@ANY_TIME
@given(text=ANY, kind=ANY, page=ANY)
@example(text="\ud800", kind="\x00", page="-1")
def test_any_parameter_gives_a_page(client: Client, text: str, kind: str, page: str) -> None:
    query = {"q": text, "kind": kind, "page": page}
    encoded = {name: value.encode("utf-8", "surrogatepass") for name, value in query.items()}
    assert client.get(SEARCH, encoded).status_code == 200
    assert client.get(SUGGEST, encoded, headers=HTMX).status_code == 200


@given(text=st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_marking_changes_nothing_but_adds_marks(text: str) -> None:
    words = {token.form for token in tokens(text, "de")}
    marked = marks.marked(text, marks.spans(text, "de", words))
    assert unescape(marked.replace("<mark>", "").replace("</mark>", "")) == unescape(escape(text))
