"""The order of the alphabet in each language, as CLDR has it."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

# Where letters with marks are letters of their own, or the order is not that of Unicode.
_ALPHABETS = {
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "ar": "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "fa": "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Signs for the same letters, which Unicode does not take apart.
_SAME = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ß": "ss", "ة": "ت", "ى": "ي", "ٱ": "ا"})
_PERSIAN = str.maketrans("كيۀ", "کیه")


def sort_key(text: str, language: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """What `text` is sorted by: blanks, digits, the letters of `language`, other Latin letters, all others.

    Marks that make no letter of their own and signs such as quotation marks do not count: "Ä" stands as "A"
    (DIN 5007-1), "« École »" with E.
    """
    small = _small(text, language)
    letters = _places(language)
    found = []
    for sign in small:
        if sign.isspace():
            found.append((0, 0))
        elif sign in letters:
            found.append(letters[sign])
        else:
            bases = unicodedata.normalize("NFKD", sign)
            found += [letters.get(base, (3, ord(base))) for base in bases if base.isalnum()]
    while found and found[0] == (0, 0):
        del found[0]
    return tuple(found), small


def _small(text: str, language: str) -> str:
    """In small letters, each with its marks in one sign; the Turkish dots are kept."""
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    small = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.lower()).translate(_SAME)).strip()
    return small.translate(_PERSIAN) if language == "fa" else small


@lru_cache(maxsize=32)
def _places(language: str) -> dict[str, tuple[int, int]]:
    """For each letter: 1 for those of the language's own alphabet, 2 for Latin beside them, and its place."""
    own = _ALPHABETS.get(language, _LATIN)
    places = {sign: (0, 1 + int(sign)) for sign in "0123456789"}
    places |= {letter: (2, place) for place, letter in enumerate(_LATIN)}
    if language != "pl":
        places["ł"] = places["l"]
    if language != "tr":
        places["ı"] = places["i"]
    return places | {letter: (1, place) for place, letter in enumerate(own)}


def by_alphabet(labels: Mapping[str, str]) -> dict[str, str]:
    """Values of a list to choose from, in the order of their labels in the active language."""
    language = get_language() or settings.LANGUAGE_CODE
    return dict(sorted(labels.items(), key=lambda item: sort_key(item[1], language)))
