"""Words in a text: where they stand, how they are folded, and which ones say nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from search.folding import fold
from search.models import LONGEST_WORD
from search.stems import stem

# A word may hold marks (Arabic diacritics), hyphens, apostrophes and the non-joiner of Persian.
WORD = re.compile(r"\w[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200c\u200d'’ʼ\-‐‑]*")
# "Berater:innen", "Schüler*in", "Lehrer/-innen": the person, whoever it is.
_GENDER = re.compile(r"(?<=\w{3})(?:[:*·]|/-?|_)in(?:nen)?\b", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_PLAIN_WORD = re.compile(r"\w+")
_INNER = re.compile(r"[-'_]+")

# Only words that never tell one object from another, folded.
STOPWORDS = {
    "de": """
        aber als am an auf aus bei beim bin bis bist bitte da damit dann das dass dem den der des dich die
        dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer
        eines er es etwa fur gibt habe haben hat hatte hier ich ihr ihre ihrem ihren ihrer im in ins
        ist ja jede jeder jedes kann konnen man mein meine meinem meinen meiner mich mir mit mochte
        muss nach nicht noch nur ob oder ohne sein seine sich sie sind so uber um und uns unser
        unsere unter vom von vor war was wenn wer werde werden wie wir wird wo wurde zu zum zur
    """,
    "en": """
        a about an and any are as at be by can do for from has have how i if in is it me my of on or
        our so that the their there they this to was we what when where which who will with you your
    """,
    "fr": """
        a au aux avec c ce ces d dans de des du elle en est et il ils j je l la le les leur m ma mes
        mon n ne nous on ou par pas pour qu que qui s sa se ses son sont sur un une vous y
    """,
    "pl": """
        a albo ale dla do i jak jest lub ma na nie o od po przez sa sie to w we z za ze
    """,
    "tr": """
        bir bu da de icin ile mi mu ne o ve veya
    """,
    "ru": """
        а в для до и из или к как ли мне на не о об от по с со у что это я
    """,
    "uk": """
        а або в від для до з за і й із к на не о об по та у це що я як
    """,
    "ar": """
        الى الي ان او عن على علي في ما من مع هذا هذه هل هو هي و يا
    """,
    "fa": """
        از اين ان با براي به تا در را كه ما من و يا
    """,
}
_STOP = {code: frozenset(fold(words, code).split()) for code, words in STOPWORDS.items()}
_STOP["de-simple"] = _STOP["de"]
_NONE: frozenset[str] = frozenset()


_fold_word = lru_cache(maxsize=50_000)(fold)


@dataclass(frozen=True)
class Token:
    form: str
    shown: str
    start: int
    end: int


def plain(html: str) -> str:
    """The text of editors' HTML in one line, without markup and entities."""
    return one_line(unescape(_TAG.sub(" ", html)))


def one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def tokens(text: str, language: str) -> Iterator[Token]:
    """The words of a text in order; a hyphenated word as its parts and, with the same place, as a whole."""
    text = _GENDER.sub(lambda found: " " * len(found.group()), text)
    for match in WORD.finditer(text):
        word = match.group().rstrip("'’ʼ-‐‑_")
        whole = _fold_word(word, language)
        parts = [part for part in _INNER.split(whole) if part]
        end = match.start() + len(word)
        if len(parts) > 1:
            shown_parts = re.split(r"[-'’ʼ_‐‑\u200c]+", word)
            spelled = shown_parts if len(shown_parts) == len(parts) else parts
            for part, shown in zip(parts, spelled, strict=True):
                if is_word(part):
                    yield Token(part[:LONGEST_WORD], shown[:LONGEST_WORD], match.start(), end)
            parts = ["".join(parts)]
        if parts and is_word(parts[0]):
            yield Token(parts[0][:LONGEST_WORD], word[:LONGEST_WORD], match.start(), end)


def in_order(text: str, language: str) -> str:
    """All words of a text, folded, with one space around each: " rat der stadt "."""
    return f" {' '.join(_PLAIN_WORD.findall(fold(text, language)))} "


def stem_of(form: str, shown: str, language: str) -> str:
    """The stem of a token: from its spelling, whose accents the stemmers want, unless it was put together."""
    return stem(shown if _fold_word(shown, language) == form else form, language)[:LONGEST_WORD]


def is_word(form: str) -> bool:
    """Single letters say nothing; single digits and signs of other scripts may."""
    return len(form) > 1 or not form.isascii() or form.isdigit()


def is_stopword(form: str, language: str) -> bool:
    return form in _STOP.get(language, _NONE)
