"""The order of the alphabet: the expected lists are those of CLDR's collation (ICU)."""

import random

import pytest
from django.utils import translation

from core.words.alphabet import by_alphabet, sort_key

# A blank stands before a letter, the reader's own letters before Latin ones.
ORDERED = {
    "de": ["3 Wege", "Arzt", "Ärzte", "Fach- und Familie", "Fachbibliothek", "Öffnung", "Ort", "Zoo"],
    "de-simple": ["Ämter", "Amtsgericht", "Übung", "Umzug"],
    "en": ["advice", "école", "housing", "Zebra", "Школа"],
    "fr": ["Bureau", "École", "« Einstieg »", "œuvre", "ouvrir", "Santé", "«\u00a0Vom Teddybär\u00a0»"],
    "ar": ["استشارة", "الأسرة", "تعليم", "سكن", "شؤون", "عمل", "مدرسة", "هيئة", "ورشة", "Café Welt"],
    "tr": [
        "çay", "ıhlamur", "Irkçılık", "ırmak", "İlçe", "iş", "Service-Point", "Şehir", "ütü",
    ],
    "uk": [
        "Гра", "Ґрунт", "Дім", "Етап", "Єдність", "Життя", "Зошит", "Ирій", "Інтеграційні курси", "Їжа",
        "Йога", "Яблуко", "Café Welt",
    ],
    "ru": ["Вода", "Ёлка", "Если", "Жизнь", "Изба", "Йога", "Школа", "Язык", "Café Welt"],
    "fa": [
        "آموزش", "اقامت", "پزشک", "چای", "ژرفا", "سلامت", "کار", "کتابخانه", "کلاس", "گشودگی", "مدرسه",
        "ورزش", "همکاری", "یادگیری", "Café Welt",
    ],
    "pl": [
        "cena", "ćma", "dom", "ławka", "Miejsce", "Międzykulturowe", "Śląsk", "zupa", "źródło", "żłobek",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", ORDERED)
def test_words_stand_in_the_order_of_the_language(language: str) -> None:
    words = ORDERED[language]
    mixed = random.Random(7).sample(words, len(words))
    assert sorted(mixed, key=lambda word: sort_key(word, language)) == words


def test_polish_city_of_a_boat_stands_between_l_and_m() -> None:
    words = ["Łódź", "Mały", "Lwów", "Zakład"]
    assert sorted(words, key=lambda word: sort_key(word, "pl")) == ["Lwów", "Łódź", "Mały", "Zakład"]


def test_choices_stand_by_the_names_that_are_shown() -> None:
    with translation.override("de"):
        labels = by_alphabet({"afa": "Agentur für Arbeit", "awo": "AWO", "abh": "Ausländerbehörde"})
    assert list(labels) == ["afa", "abh", "awo"]
