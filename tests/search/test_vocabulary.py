"""Compounds and typos over a given vocabulary."""

import pytest

from search import compounds, typos
from search.folding import fold
from search.stems import stem
from search.vocabulary import Vocabulary

TEXT = """Kurs Kurse Deutschkurse Integrationskurs Integration Deutsch Kursleitung Leitung Exkursion Beratung
    Sprachkurs Sprache Kinder Garten Kindergarten Tag Platz Anmeldung Schule Schulplatz Rat Integrationsrat
    Heirat Vortrag Amt Ausländer Ausländeramt gesamt Sprachmittlung Dolmetscher Rassismus Wort Ort Standort
    Stand Arbeit Mitarbeiter Ehrenamt"""
MORE = """Haus Rathaus Frauen Flüchtling Flüchtlingsrat Chor Fest Kinderchor Kinderfest Kinderkurs
    Kinderschule Kinderrat Kinderplatz Kinderort"""


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    from django.db import connection

    vocabulary = Vocabulary.__new__(Vocabulary)
    connection.in_atomic_block, before = False, connection.in_atomic_block
    vocabulary.__init__("de")  # type: ignore[misc]
    connection.in_atomic_block = before
    vocabulary.add([(n, fold(word, "de"), stem(word, "de"), word) for n, word in enumerate(TEXT.split(), 1)])
    return vocabulary


def with_part(word: str, words: Vocabulary) -> set[str]:
    root = stem(word, "de")
    forms = {fold(word, "de"), *(words.forms[pk] for pk in words.by_stem.get(root, ()))}
    parts = compounds.parts_to_look_for(root, forms)
    return {words.shown[pk] for part in parts for pk, _main in compounds.words_with_part(part, words, 100)}


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("Kurs", {"Deutschkurse", "Integrationskurs", "Kursleitung", "Sprachkurs"}),
        ("Integration", {"Integrationskurs", "Integrationsrat"}),
        ("Rat", {"Integrationsrat"}),
        ("Amt", {"Ausländeramt"}),
        ("Ort", {"Standort"}),
        ("Platz", {"Schulplatz"}),
        ("Leitung", {"Kursleitung"}),
        ("Leitungen", {"Kursleitung"}),
    ],
)
def test_compounds_are_found_by_their_parts(words: Vocabulary, part: str, found: set[str]) -> None:
    assert with_part(part, words) == found


def test_the_last_part_is_the_main_one(words: Vocabulary) -> None:
    found = {words.shown[pk]: main for pk, main in compounds.words_with_part("kur", words, 100)}
    assert found["Deutschkurse"] is True
    assert found["Kursleitung"] is False


def test_a_compound_is_split_where_its_parts_are_known(words: Vocabulary) -> None:
    assert compounds.split("deutschberatung", words) == ["deutsch", "beratung"]
    assert compounds.split("integrationsberatung", words) == ["integrations", "beratung"]
    assert compounds.split("xylophonberatung", words) == []


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("ehrenamtsborse", "ehrenamts"),
        ("schuldnerberatung", "beratung"),
        ("hausliche", ""),
        ("xylophonhaus", ""),
        ("frauenrechtlerin", ""),
    ],
)
def test_of_an_unknown_compound_only_what_says_most_of_it_is_looked_for(
    words: Vocabulary, compound: str, part: str
) -> None:
    assert compounds.known_part(compound, words) == part


def test_a_part_that_begins_many_words_tells_nothing_about_one(words: Vocabulary) -> None:
    rows = [(n, fold(word, "de"), stem(word, "de"), word) for n, word in enumerate(MORE.split(), 100)]
    more = words.with_more(rows)

    def shown(part: str) -> set[str]:
        return {more.shown[pk] for pk in compounds.words_with_beginning(part, more)}

    assert shown("fluchtlings") == {"Flüchtlingsrat"}
    assert shown("haus") == set()
    assert shown("kinder") == set()


@pytest.mark.parametrize(
    ("typed", "meant", "is_slip"),
    [("anmeldng", "anmeldung", True), ("mann", "wann", False), ("schlagt", "schaut", False)],
)
def test_only_one_wrong_letter_in_a_longer_word_is_a_slip(typed: str, meant: str, is_slip: bool) -> None:
    assert typos.is_slip(typed, meant) is is_slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Schprachkurs", "Sprachkurs"),
        ("Anmeldng", "Anmeldung"),
        ("Anmedlung", "Anmeldung"),
        ("Rassissmus", "Rassismus"),
        ("Dolmetcher", "Dolmetscher"),
        ("Kusr", "Kurs"),
        ("Integrazion", "Integration"),
        ("Sprahmitlung", "Sprachmittlung"),
    ],
)
def test_typos_lead_to_the_nearest_word(words: Vocabulary, typed: str, meant: str) -> None:
    assert next(words.shown[pk] for pk in typos.similar(fold(typed, "de"), words)) == meant


@pytest.mark.parametrize("typed", ["", "x", "Rad", "51373", "Moschee", "qqqqqqqq"])
def test_what_resembles_nothing_is_left_alone(words: Vocabulary, typed: str) -> None:
    assert typos.similar(fold(typed, "de"), words) == []


def test_longer_words_may_have_more_mistakes() -> None:
    assert [typos.tolerance(length) for length in (3, 4, 6, 10)] == [0, 1, 2, 3]


def test_words_with_a_beginning(words: Vocabulary) -> None:
    assert [words.shown[pk] for pk in words.starting_with("integ", 10)] == [
        "Integration",
        "Integrationskurs",
        "Integrationsrat",
    ]
