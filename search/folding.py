"""One spelling for what people write in several ways. The same for the index and for queries.

Case, accents, Arabic diacritics, the forms of alef and hamza, ta marbuta, tatweel, Persian ye and ke, the
dotted and the dotless i and the digits of other scripts are folded in every language; the German "ae",
"oe", "ue" and "ss" stand for ä, ö, ü and ß in German only.
"""

import re
import unicodedata

_SAME = str.maketrans(
    {
        # The German ones here, so that most texts need no further look.
        "ä": "a",
        "ö": "o",
        "ü": "u",
        "ß": "ss",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ى": "ي",  # alef maksura
        "ی": "ي",  # Persian ye
        "ې": "ي",
        "ک": "ك",  # Persian ke
        "ة": "ه",  # ta marbuta
        "ۀ": "ه",
        "ہ": "ه",
        "ٱ": "ا",  # alef with wasla
        "ء": None,  # a hamza that stands alone
        "ـ": None,  # tatweel
        "ґ": "г",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "\u200c": "-",  # the Persian zero-width non-joiner separates parts of a word
        "\u200d": None,
        "\u00ad": None,  # soft hyphen
        "\u200e": None,
        "\u200f": None,
        "‐": "-",
        "‑": "-",
    }
)
# "Aerztin" is Ärztin; but "neue", "Frauen", "bequem" have no umlaut.
_DIGRAPHS = re.compile(r"(a|o|(?<![aeq])u)e")
GERMAN = {"de", "de-simple"}


def proper(text: str) -> str:
    """Lower case in composed form, with its accents: what the stemmers expect."""
    return unicodedata.normalize("NFKC", text).replace("İ", "i").casefold()


def fold(text: str, language: str) -> str:
    """The one spelling; never longer than three times the text."""
    plain = proper(text).translate(_SAME)
    if not plain.isascii():
        plain = _without_accents(plain)
    return _DIGRAPHS.sub(r"\1", plain) if language in GERMAN else plain


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    plain = unicodedata.normalize("NFC", plain).translate(_SAME)
    return plain if plain.isascii() else "".join(_digit(sign) for sign in plain)


def _digit(sign: str) -> str:
    return str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign
