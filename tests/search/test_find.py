"""What is found, in which order, and how it can be used beside other filters."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from news.models import Event, Post
from offers.models import Offer, SpokenLanguage, Topic
from search import results
from search.models import Synonym
from search.need import kinds_by_need
from search.query import find, suggest_spelling
from tests import builders

pytestmark = pytest.mark.django_db


def offer(title: str, summary: str = "Ein Satz.", **fields: object) -> Offer:
    return builders.offer(title=title, summary=summary, **fields)


def titles(text: str, language: str = "de", **options: object) -> list[str]:
    ranking = find(text, language, kinds=["offer"], **options)
    by_pk = Offer.objects.in_bulk(ranking.ids("offer"))
    return [by_pk[pk].title for pk in ranking.ids("offer")]


def test_title_before_summary_before_text() -> None:
    offer("Drittes", description="<p>Hier geht es um Musik.</p>")
    offer("Zweites", "Alles über Musik.")
    offer("Gruppe für Musik")

    assert titles("Musik") == ["Gruppe für Musik", "Zweites", "Drittes"]


def test_exact_before_inflected_before_part_of_a_compound() -> None:
    offer("Stadt und Deutsch")
    offer("Neuer Deutschkurs im Haus")
    offer("Viele Kurse im Haus")
    offer("Neuer Kurs im Haus")

    assert titles("Kurs") == ["Neuer Kurs im Haus", "Viele Kurse im Haus", "Neuer Deutschkurs im Haus"]


def test_all_words_before_some() -> None:
    offer("Kochen")
    offer("Tanzen und anderes", description="<p>Wir kochen auch zusammen.</p>")

    found = find("kochen tanzen", "de", kinds=["offer"]).found
    assert [one.has_all for one in found] == [True, False]


def test_compound_that_nobody_wrote_is_answered_by_its_parts() -> None:
    both = offer("Tanzen für Frauen")
    offer("Nur für Frauen")
    offer("Nur Tanzen")

    assert titles("Frauentanz")[:1] == [both.title]


def test_compound_needs_all_its_parts_as_words_or_in_their_place() -> None:
    both = offer("Beratung für Frauen")
    offer("Frauen im Rathaus")
    offer("Beratungshaus")
    offer("Nur Beratung")

    assert titles("Frauenberatung") == [both.title]
    assert titles("Frauenhaus") == []


def test_synonym_means_the_word_and_not_what_it_is_part_of() -> None:
    offer("Arbeit finden")
    offer("Sozialarbeit")
    Synonym.objects.create(slug="j", typed="Job", meant="Arbeit")

    assert titles("Job") == ["Arbeit finden"]
    assert set(titles("Arbeit")) == {"Arbeit finden", "Sozialarbeit"}


def test_kinds_come_in_the_order_of_need_unless_a_title_says_otherwise() -> None:
    Post.objects.create(
        slug="p", title="Fahrrad Werkstatt", teaser="T", date="2025-01-01", status="published"
    )
    offer("Reparieren", "Fahrrad und mehr.")

    assert list(kinds_by_need(find("Fahrrad", "de"))) == ["post", "offer"]
    assert list(kinds_by_need(find("Fahrrad reparieren", "de"))) == ["offer", "post"]
    Synonym.objects.create(slug="f", typed="Fahrrad", meant="Reparieren")
    assert list(kinds_by_need(find("Fahrrad", "de"))) == ["post", "offer"]


def test_words_written_apart_find_the_compound_first() -> None:
    offer("Eltern treffen sich", description="<p>Im Café der Nachbarn.</p>")
    offer("Elterncafé am Montag")

    assert titles("Eltern Cafe")[0] == "Elterncafé am Montag"


def test_typo_is_answered_and_corrected() -> None:
    offer("Anmeldung zur Schule")

    ranking = find("Anmeldng", "de")
    assert len(ranking) == 1
    assert ranking.correction == "Anmeldung"
    assert suggest_spelling("die Anmeldng bitte", "de") == "die Anmeldung bitte"
    assert suggest_spelling("Anmeldung", "de") == ""


def test_correction_never_tells_a_word_of_what_is_hidden() -> None:
    offer("Quittenernte", published_from=timezone.now() + timedelta(days=1))

    ranking = find("Quittenernde", "de")
    assert not ranking
    assert ranking.correction == ""


def test_unfinished_word_is_found_by_its_beginning() -> None:
    offer("Nachbarschaftszentrum")

    assert titles("nach", unfinished=True) == ["Nachbarschaftszentrum"]
    assert titles("nachb") == ["Nachbarschaftszentrum"]


def test_synonyms_of_editors_lead_to_the_word_of_the_site() -> None:
    offer("Sprachmittlung")
    assert titles("Dolmetscherin") == []
    entry = Synonym.objects.create(slug="d", typed="Dolmetscher\nhilfe beim reden", meant="Sprachmittlung")

    assert titles("Dolmetscherin") == ["Sprachmittlung"]
    assert titles("Hilfe beim Reden") == ["Sprachmittlung"]
    entry.both_ways = True
    entry.save()
    offer("Dolmetscher")
    assert set(titles("Sprachmittlung")) == {"Sprachmittlung", "Dolmetscher"}
    entry.delete()
    assert titles("Dolmetscherin") == ["Dolmetscher"]


def test_phrase_in_quotes_is_found_as_it_stands() -> None:
    offer("Rat der Stadt")
    offer("Stadt und Rat")

    assert titles('"Rat der Stadt"') == ["Rat der Stadt"]
    assert titles("„Rat der Stadt“") == ["Rat der Stadt"]
    assert titles('"Stadt der Rat"') == []
    assert set(titles("Rat der Stadt")) == {"Rat der Stadt", "Stadt und Rat"}


def test_words_of_relations_find_the_offer() -> None:
    one = offer("Treffen am Montag")
    one.topics.add(Topic.objects.create(slug="wohnen", name="Wohnen"))
    one.languages.add(SpokenLanguage.objects.create(code="uk", name="Ukrainisch", endonym="Українська"))

    assert titles("wohnen") == titles("ukrainisch") == titles("українська") == [one.title]


def test_current_events_before_those_that_are_over() -> None:
    today = timezone.localdate()
    values = {"teaser": "Ein Fest.", "status": "published"}
    over = Event.objects.create(slug="a", title="Stadtfest", starts_on=today - timedelta(days=9), **values)
    ahead = Event.objects.create(slug="b", title="Stadtfest", starts_on=today + timedelta(days=9), **values)
    series = Event.objects.create(
        slug="c",
        title="Stadtfest",
        starts_on=today - timedelta(days=700),
        rule=f"FREQ=YEARLY;UNTIL={today - timedelta(days=1):%Y%m%d}",
        **values,
    )

    found = find("Stadtfest", "de", kinds=["event"]).found
    assert {one.object_id for one in found[1:]} == {over.pk, series.pk}
    assert [(found[0].object_id, found[0].is_past)] == [(ahead.pk, False)]
    assert all(one.is_past for one in found[1:])


def test_kinds_are_told_apart() -> None:
    offer("Fahrrad")
    Post.objects.create(slug="p", title="Fahrrad", teaser="T", date="2025-01-01", status="published")

    assert set(kinds_by_need(find("Fahrrad", "de"))) == {"offer", "post"}
    assert set(kinds_by_need(find("Fahrrad", "de", kinds=["post"]))) == {"post"}
    assert not find("Fahrrad", "de", kinds=[])


def test_ids_come_in_order_and_of_each_word_complete(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from search import postings

    text = offer("Anderes", description="<p>Mit Musik.</p>")
    title = offer("Musik im Garten")
    offer("Nichts davon")

    ranking = find("Musik", "de", kinds=["offer"])
    assert ranking.ids("offer") == [title.pk, text.pk]
    with django_assert_num_queries(1):
        of_each = [set(postings.objects_with(group.words, "offer")) for group in ranking.groups]
    assert of_each == [{title.pk, text.pk}]
    assert postings.objects_with(ranking.groups[0].words, "post") == []
    assert postings.objects_with([], "offer") == []


def test_very_frequent_words_are_filtered_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    from search import postings

    monkeypatch.setattr(postings, "MOST_HITS", 3)
    light = [offer(f"Etwas {number}", description="<p>Kurs</p>") for number in range(5)]
    both = offer("Ganz anderes", description="<p>Kurs mit Trommeln</p>")
    for number in range(4):
        offer(f"Kurs {number}")

    ranking = find("Kurs", "de", kinds=["offer"])
    assert ranking.is_cut
    assert len(ranking) == 3
    (group,) = ranking.groups
    keys = set(postings.objects_with(group.words, "offer"))
    assert len(keys) == 10
    assert {one.pk for one in light} <= keys
    assert titles("Trommeln Kurs")[0] == both.title


def test_other_language_is_searched_with_german_behind_it() -> None:
    one = offer("Deutschkurs")
    other = offer("Spielplatz")
    one.translations.create(language="en", title="German course", summary="S", status="reviewed", parent=one)

    assert titles("courses", "en") == ["Deutschkurs"]
    assert titles("Deutschkurse", "en") == ["Deutschkurs"]
    assert titles("Spielplatz", "en") == [other.title]
    assert titles("course", "de") == []


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("ar", "دورات اللغة الألمانية في المدرسة", "مدرسه"),
        ("fa", "کلاس‌های زبان آلمانی", "كلاس"),
        ("tr", "Ücretsiz Almanca kursları", "ALMANCA"),
        ("uk", "Курси німецької мови", "курс"),
        ("ru", "Консультации для семей", "консультация"),
        ("fr", "Cours de français pour les élèves", "ELEVE"),
        ("pl", "Bezpłatne porady dla rodzin", "porada"),
    ],
)
def test_each_language_in_its_own_way(language: str, text: str, query: str) -> None:
    one = offer("Angebot")
    one.translations.create(language=language, title=text, summary="-", status="reviewed", parent=one)

    assert titles(query, language) == ["Angebot"]


def test_result_whose_title_is_not_translated_is_shown_in_german() -> None:
    """Its provider is translated, so there are words of the language, but no text to show."""
    provider = builders.organisation(name="Verein")
    provider.translations.create(language="ar", name="جمعية", status="reviewed", parent=provider)
    offer("Fahrradkurs", provider=provider)

    ranking = find("جمعية", "ar", kinds=["offer"])
    (result,) = results.results(ranking, ranking.found)
    assert (result.language, result.title) == ("de", "Fahrradkurs")


def test_one_query_for_known_words_however_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    provider = builders.organisation()
    for number in range(3):
        offer(f"Kurs für Musik {number}", provider=provider)
    find("Kurs", "de")
    with django_assert_num_queries(1):
        find("Kurs Musik", "de")
    for number in range(20):
        offer(f"Kurs mit Musik {number}", provider=provider)
    find("Kurs", "de")
    with django_assert_num_queries(1):
        find("Kurs Musik", "de")
    with django_assert_num_queries(2):
        find("Kurs Musiek", "de")
    with django_assert_num_queries(2):
        find('"Kurs mit Musik"', "de")
