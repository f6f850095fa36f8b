"""German writes words together: which words contain another one as a part, and what parts a word has."""

import re
from collections.abc import Iterable
from functools import lru_cache

from search.stems import stem
from search.vocabulary import Vocabulary

SHORTEST_PART, LONG_PART, LONG_HEAD = 3, 4, 6
# What begins more compounds than this tells nothing about one of them: "kinder", "sprach".
FEW_COMPOUNDS, MOST_WITH_BEGINNING = 6, 50
MOST_FORMS = 4
# What may stand between two parts ("Integration-s-kurs", "Kind-er-garten"), and behind the last one.
_LINK = re.compile(r"(?:ens|es|en|er|e|n|s)?")
# (an s, because the stem of "Kurs" has lost it).
_ENDING = re.compile(r"s?(?:innen|ern|en|er|es|em|e|n|s|in)?$")
# Parts that seldom stand alone.
_PARTS_TEXT = """
    alt arzt bau berufs bildung bundes erst familien fach fest frauen freizeit geld gesund grund gruppe
    haupt haus hilfe hoch jugend kinder kranken kurs land lehr lern mutter ober ort plan rat recht sach
    schul schutz selbst sozial spiel sprach sprech stadt stelle stunde tag teil treff unter verein volks
    wohn zeit zentrum
"""
_PARTS = frozenset(_PARTS_TEXT.split())


def parts_to_look_for(stem_: str, forms: Iterable[str]) -> list[str]:
    """What of a word may stand in a compound: its stem, and forms that are more than the stem and an ending.

    The stem of "Beratung" is "berat", but "Deutschberatung" ends with "beratung".
    """
    parts = [stem_] if len(stem_) >= SHORTEST_PART else []
    for form in sorted(forms, key=len):
        if not any(form.startswith(part) and _ENDING.fullmatch(form[len(part) :]) for part in parts):
            parts.append(form)
    return parts[:MOST_FORMS]


def words_with_part(part: str, vocabulary: Vocabulary, limit: int) -> list[tuple[int, bool]]:
    """Ids of the words of which `part` is a part, and whether it is the last, the main one.

    "kurs" finds "deutschkurse" (main) and "kursleitung"; not "exkurs", whose rest is no word.
    """
    if len(part) < SHORTEST_PART:
        return []
    found: dict[int, bool] = {}
    for word, at in vocabulary.containing(part):
        rest = word[at + len(part) :]
        if (at == 0 and _ENDING.fullmatch(rest)) or (at and not _is_sequence(word[:at], vocabulary)):
            continue
        is_main = bool(at and _ENDING.fullmatch(rest))
        if is_main or _is_tail(rest, vocabulary):
            pk = vocabulary.ids[word]
            found[pk] = found.get(pk, False) or is_main
            if len(found) >= limit:
                break
    return list(found.items())


def words_with_beginning(part: str, vocabulary: Vocabulary) -> list[int]:
    """Ids of the compounds that begin with `part`; none where they are too many to tell anything."""
    found = []
    for pk in vocabulary.starting_with(part, MOST_WITH_BEGINNING):
        rest = vocabulary.forms[pk][len(part) :]
        if not _ENDING.fullmatch(rest) and _is_tail(rest, vocabulary):
            found.append(pk)
    return found if len(found) <= FEW_COMPOUNDS else []


def split(word: str, vocabulary: Vocabulary) -> list[str]:
    """The parts of a compound that are words here, two or more; [] if it is none."""
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        head, rest = word[:at], word[at:]
        if not _is_known(head, vocabulary):
            continue
        for link in _links(rest):
            tail = rest[len(link) :]
            if len(tail) < SHORTEST_PART:
                continue
            if _is_known(tail, vocabulary):
                return [head, tail]
            if further := split(tail, vocabulary):
                return [head, *further]
    return []


def known_part(word: str, vocabulary: Vocabulary) -> str:
    """The word of the vocabulary that says most of a compound of which the rest is unknown; "" if none does.

    It may begin the compound if it is more than half of it: "ehrenamtsborse" is about "ehrenamt", but
    "hausliche" not about "haus". What ends it, its head, needs LONG_HEAD letters: "schuldnerberatung" is
    "beratung", but a "frauenhaus" without women is any house.
    """
    for length in range(len(word) - SHORTEST_PART, LONG_PART - 1, -1):
        head, beginning = word[-length:], word[:length]
        if length >= LONG_HEAD and _has_word(head, vocabulary):
            return head
        if length * 2 > len(word) and _has_word(beginning, vocabulary):
            return beginning
    return ""


def _links(rest: str) -> list[str]:
    return ["", *(link for link in ("s", "es", "n", "en", "er", "e") if rest.startswith(link))]


def _is_tail(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether what follows a part is a further part, with or without something between the two."""
    return any(_is_sequence(rest[len(link) :], vocabulary) for link in _links(rest))


def _is_sequence(text: str, vocabulary: Vocabulary) -> bool:
    """Whether `text` is one known part or several, each possibly with a link behind it."""
    if len(text) < SHORTEST_PART:
        return False
    if _is_known(text, vocabulary):
        return True
    for at in range(len(text) - 1, SHORTEST_PART - 1, -1):
        rest = text[at:]
        if _is_known(text[:at], vocabulary) and (_LINK.fullmatch(rest) or _is_tail(rest, vocabulary)):
            return True
    return False


def _has_word(part: str, vocabulary: Vocabulary) -> bool:
    return part in vocabulary.ids or _stem(part) in vocabulary.by_stem


def _is_known(part: str, vocabulary: Vocabulary) -> bool:
    return (
        part in vocabulary.ids
        or part in _PARTS
        or part in vocabulary.by_stem
        or _stem(part) in vocabulary.by_stem
    )


@lru_cache(maxsize=20_000)
def _stem(part: str) -> str:
    return stem(part, "de")
