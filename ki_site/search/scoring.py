"""From the hits of words to an order of objects."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import log10

from django.utils import timezone

from ki_site.search import postings
from ki_site.search.expansion import Group
from ki_site.search.postings import Hit, Key
from ki_site.search.ranking import Found

# With fewer objects than this that have all words, those that have most of the words follow.
FEW, MOST_OF_THE_WORDS = 5, 0.4
# What is over counts less.
PAST = 0.6
# An object that has all parts of a compound, but not the compound.
COMPOUND = 0.85
# Objects with a rare word in which the frequent ones are looked up: the best ones. Not needed where the
# heaviest hits of all words have so many objects in common.
LOOKED_UP, ENOUGH = 150, 40


@dataclass
class Answer:
    """A typed word with the objects that answer it, by the best weight of any of its words."""

    group: Group
    objects: dict[Key, float] = field(default_factory=dict)
    # There are more objects than these.
    is_cut: bool = False

    def add(self, hit: Hit) -> None:
        _keep_best(self.objects, hit, self.group.words)

    def add_compounds(self, hits: Iterable[Hit]) -> None:
        """`hits` of the parts of the word, `group` being the number of the part."""
        found: list[dict[Key, float]] = [{} for _part in self.group.parts]
        for hit in hits:
            _keep_best(found[hit.group], hit, self.group.parts[hit.group])
        for key in set.intersection(*map(set, found)) if found else ():
            value = COMPOUND * sum(part[key] for part in found) / len(found)
            self.objects[key] = max(value, self.objects.get(key, 0))

    @property
    def rarity(self) -> float:
        """1 for a word that hardly anything has, about 0.4 for one that very much has."""
        return 1 / (1 + log10(1 + len(self.objects)) / 2)


def _keep_best(best: dict[Key, float], hit: Hit, words: dict[int, float]) -> None:
    value = hit.weight * words[hit.word_id]
    if value > best.get(hit.key, 0):
        best[hit.key] = value


def past(hits: Iterable[Hit], at: datetime) -> set[Key]:
    """The objects that are over on the day of `at`."""
    today = timezone.localdate(at).isoformat()
    return {hit.key for hit in hits if hit.ends_on and hit.ends_on < today}


def complete(answers: list[Answer], at: datetime) -> bool:
    """Look up the very frequent words in the best objects of the rarest one: one query, or none.

    Returns whether all objects that have all words are known then.
    """
    frequent = [answer for answer in answers if answer.is_cut]
    if not frequent:
        return True
    if len(answers) > 1 and len(set.intersection(*(set(one.objects) for one in answers))) >= ENOUGH:
        return False
    rarest = min(answers, key=lambda answer: (answer.is_cut, len(answer.objects)))
    others = {
        n: answer.group.words for n, answer in enumerate(answers) if answer.is_cut and answer is not rarest
    }
    keys = sorted(rarest.objects, key=lambda key: -rarest.objects[key])[:LOOKED_UP]
    for hit in postings.of_objects(others, keys, at) if others else ():
        answers[hit.group].add(hit)
    return not rarest.is_cut and len(rarest.objects) <= LOOKED_UP


def ranked(answers: list[Answer], over: set[Key]) -> list[Found]:
    """All words over some, then the sum of the weights, where a rare word counts more."""
    scores: dict[Key, float] = {}
    shares: dict[Key, float] = {}
    numbers: dict[Key, int] = {}
    total = 0.0
    for answer in answers:
        rarity = answer.rarity
        total += rarity
        for key, value in answer.objects.items():
            scores[key] = scores.get(key, 0) + value * rarity
            shares[key] = shares.get(key, 0) + rarity
            numbers[key] = numbers.get(key, 0) + 1
    full = sum(1 for number in numbers.values() if number == len(answers))
    enough = total * MOST_OF_THE_WORDS if full < FEW else float("inf")
    found = [
        Found(
            key[0],
            key[1],
            score * PAST if key in over else score,
            numbers[key] == len(answers),
            key in over,
        )
        for key, score in scores.items()
        if numbers[key] == len(answers) or shares[key] >= enough
    ]
    return sorted(found, key=lambda one: (not one.has_all, -one.score, one.kind, one.object_id))
