"""Words of the vocabulary that somebody may have meant."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from search.vocabulary import Vocabulary

# How German sounds the same to somebody who writes by ear; applied to both sides.
_SOUNDS = (
    (re.compile(r"sch|sh(?=[lmnptrw])|s(?=[pt])"), "$"),
    (re.compile(r"ch|gh"), "x"),
    (re.compile(r"ph|v"), "f"),
    (re.compile(r"th|dt"), "t"),
    (re.compile(r"ck|qu|c(?=[aourlk])"), "k"),
    (re.compile(r"tz|ts"), "z"),
    (re.compile(r"ai|ay|ei|ey"), "1"),
    (re.compile(r"au|eu"), "2"),
    (re.compile(r"ie|y"), "i"),
    (re.compile(r"(?<=[aeiou])h(?=[^aeiou]|$)"), ""),
    (re.compile(r"d$"), "t"),
    (re.compile(r"(.)\1+"), r"\1"),
)
MOST = 8
# Letters of a word in which a single wrong one leaves no doubt.
SURE = 6


def sound(word: str) -> str:
    """A spelling by ear: "schprachkurs" and "sprachkurs" have the same."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def is_slip(word: str, other: str) -> bool:
    """Whether `word` is surely meant as `other`: a longer word with a single letter wrong."""
    return len(word) >= SURE and OSA.distance(word, other, score_cutoff=1) == 1


def tolerance(length: int) -> int:
    """How many letters may be wrong, missing, too many or swapped in a word of this length."""
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3


def similar(word: str, vocabulary: Vocabulary) -> list[int]:
    """The ids of the nearest words, the best first; compares with those of nearly the same length.

    Short words cost little; for a word of ten letters and 100,000 words it takes about 10 milliseconds.

    Example: "schprachkurs" may have three wrong letters. Near are "sprachkurs" (2) and "sprachkurse" (3).
    The first sounds the same, so it counts as 0 and the other as 3: only the first is as good as the best.
    """
    most = tolerance(len(word))
    if not most or any(sign.isdigit() for sign in word):
        return []
    near: dict[str, int] = {}
    for length in range(len(word) - most, len(word) + most + 1):
        forms = vocabulary.by_length.get(length)
        if forms:
            hits = process.extract(word, forms, scorer=OSA.distance, score_cutoff=most, limit=MOST)
            near.update((form, int(distance)) for form, distance, _index in hits)
    heard = sound(word)
    # Whoever mistypes the first letter mistypes little else.
    near = {
        form: distance
        for form, distance in near.items()
        if distance < 2 or form[0] == word[0] or sound(form) == heard
    }

    def order(form: str) -> tuple[float, float]:
        # Sounding the same is worth more than any one letter; a wrong first letter is rare.
        distance = near[form] - (2 if sound(form) == heard else 0) + (0 if form[0] == word[0] else 0.5)
        return distance, -JaroWinkler.similarity(word, form)

    ranked = sorted(near, key=order)
    best = order(ranked[0])[0] if ranked else 0
    return [vocabulary.ids[form] for form in ranked if order(form)[0] <= best + 0.5][:MOST]
