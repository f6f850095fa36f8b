"""Folding, tokens and stems: what makes two spellings the same word."""

import pytest

from search.folding import fold
from search.stems import stem
from search.tokens import is_stopword, plain, tokens


def forms(text: str, language: str = "de") -> list[str]:
    return [token.form for token in tokens(text, language)]


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("de", ["Ärztin", "Aerztin", "ärztin", "ARZTIN", "A\u0308rztin"]),
        ("de", ["Straße", "Strasse", "STRASSE"]),
        ("de", ["Öffnung", "Oeffnung"]),
        ("fr", ["Élève", "eleve", "ÉLÈVE"]),
        ("fr", ["cœur", "coeur"]),
        ("pl", ["Łódź", "lodz"]),
        ("tr", ["İş", "iş", "IŞ", "ış", "is"]),
        ("ru", ["ещё", "еще", "ЕЩЕ"]),
        ("uk", ["зв’язок", "зв'язок", "ЗВʼЯЗОК"]),
        ("ar", ["أحمد", "احمد", "أَحْمَد", "إحمد", "آحمد", "أحـــمد"]),
        ("ar", ["مدرسة", "مدرسه"]),
        ("ar", ["مستشفى", "مستشفي"]),
        ("fa", ["کتاب", "كتاب"]),
        ("fa", ["فارسی", "فارسي", "فارسى"]),
        ("fa", ["٢٠٢٤", "۲۰۲۴", "2024"]),
    ],
)
def test_spellings_fold_to_one(language: str, spellings: list[str]) -> None:
    assert len({fold(spelling, language) for spelling in spellings}) == 1


@pytest.mark.parametrize("word", ["frauen", "neue", "bequem", "steuer", "abenteuer"])
def test_ue_after_another_vowel_is_no_umlaut(word: str) -> None:
    assert fold(word, "de") == word


def test_umlaut_letters_are_german_alone() -> None:
    assert fold("blue", "en") == "blue"
    assert fold("Aerztin", "de-simple") == fold("Ärztin", "de")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["Kurs", "Kurse", "Kursen", "Kurses"]),
        ("de", ["Deutschkurs", "Deutschkurse"]),
        ("de", ["Kita", "Kitas"]),
        ("de", ["Preis", "Preise"]),
        ("de", ["Glas", "Gläser"]),
        ("de", ["Beratung", "Beratungen"]),
        ("de", ["Haus", "Häuser", "Haeuser", "Hauses"]),
        ("de", ["Arzt", "Ärzte", "Ärztin", "Aerztinnen"]),
        ("de", ["Dolmetscher", "Dolmetscherin", "Dolmetscherinnen"]),
        ("de", ["anmelden", "Anmeldung"]),
        ("en", ["course", "courses"]),
        ("fr", ["cours", "Cours"]),
        ("fr", ["conseil", "conseils"]),
        ("ru", ["курс", "курсы", "курсов"]),
        ("uk", ["курс", "курси", "курсів", "курсах"]),
        ("tr", ["kurs", "kurslar"]),
        ("pl", ["kurs", "kursy"]),
        ("ar", ["مدرسة", "المدرسة"]),
        # With and without hamza, with and without the article.
        ("ar", ["ألمانية", "المانية", "الألمانية", "الالمانية", "بالألمانية", "ألماني", "الماني"]),
        ("ar", ["ألعاب", "العاب", "الألعاب", "الالعاب"]),
        ("ar", ["إلكتروني", "الكتروني", "الإلكتروني"]),
        ("ar", ["إدارة", "ادارة", "الإدارة", "الادارة"]),
        ("fa", ["کلاس", "كلاس"]),
    ],
)
def test_inflections_have_one_stem(language: str, words: list[str]) -> None:
    assert len({stem(word, language) for word in words}) == 1, [stem(word, language) for word in words]


@pytest.mark.parametrize("pair", [("Termin", "Term"), ("Berlin", "Berl"), ("Haus", "Hau"), ("Preis", "Prei")])
def test_endings_that_belong_to_the_word_stay(pair: tuple[str, str]) -> None:
    assert stem(pair[0], "de") != stem(pair[1], "de")


def test_hyphenated_words_are_found_in_parts_and_whole() -> None:
    assert forms("Service-Point") == ["service", "point", "servicepoint"]
    assert forms("Kita-Plätze") == ["kita", "platze", "kitaplatze"]
    assert forms("E-Mail") == ["mail", "email"]


@pytest.mark.parametrize(
    "word", ["Schüler:innen", "Schüler*innen", "Schüler_in", "Schüler/-innen", "Schüler/in"]
)
def test_gender_forms_are_the_word(word: str) -> None:
    assert forms(word) == ["schuler"]


def test_persian_non_joiner_separates() -> None:
    assert forms("کلاس\u200cها", "fa") == [fold("کلاس", "fa"), fold("ها", "fa"), fold("کلاسها", "fa")]


def test_arabic_diacritics_do_not_split_a_word() -> None:
    assert forms("مُدَرِّسَة", "ar") == [fold("مدرسة", "ar")]


def test_places_of_tokens_are_those_in_the_text() -> None:
    text = "Für Schüler:innen: Straße 5"
    assert [text[token.start : token.end] for token in tokens(text, "de")] == [
        "Für",
        "Schüler",
        "Straße",
        "5",
    ]


def test_text_without_markup() -> None:
    assert plain("<p>Rat &amp; <strong>Hilfe</strong></p><p>hier</p>") == "Rat & Hilfe hier"


def test_small_words_say_nothing() -> None:
    assert is_stopword(fold("für", "de"), "de")
    assert not is_stopword("kurs", "de")
    assert not is_stopword("fur", "en")
