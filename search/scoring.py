"""From the hits of words to an order of objects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import log10

from django.utils import timezone

from search import postings
from search.expansion import Group
from search.postings import Hit, Key
from search.ranking import Found, Titled
from search.registry import TITLE, everything

# With fewer objects than this that have all words, those that have most of the words follow.
FEW, MOST_OF_THE_WORDS = 5, 0.4
# What is over counts less.
PAST = 0.6
# An object that has all parts of a compound, but not the compound.
COMPOUND = 0.85
# Objects with a rare word in which the frequent ones are looked up: the best ones. Not needed where the
# heaviest hits of all words have so many objects in common.
LOOKED_UP, ENOUGH = 80, 30
_NOTHING = (0.0, 0.0, 0)


@dataclass
class Answer:
    """A typed word with the objects that answer it, by the best weight of any of its words."""

    group: Group
    objects: dict[Key, float] = field(default_factory=dict)
    # Those of them in whose title it stands.
    in_title: dict[Key, Titled] = field(default_factory=dict)
    # There are more objects than these.
    is_cut: bool = False

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


def add(answers: Sequence[Answer], hits: Iterable[Hit]) -> None:
    """Give each hit to the answer of its group."""
    of_title = {one.kind: int(TITLE * one.boost) for one in everything()}
    for number, word_id, key, weight, _ends_on in hits:
        answer = answers[number]
        value = weight * answer.group.words[word_id]
        if value > answer.objects.get(key, 0):
            answer.objects[key] = value
        if weight >= of_title.get(key[0], TITLE):
            titled = Titled.TYPED if word_id in answer.group.own else Titled.MEANT
            answer.in_title[key] = max(titled, answer.in_title.get(key, titled))


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
    if others:
        add(answers, postings.of_objects(others, keys, at))
    return not rarest.is_cut and len(rarest.objects) <= LOOKED_UP


def ranked(answers: list[Answer], over: set[Key], has_unknown: bool) -> list[Found]:
    """All words over some, then the sum of the weights, where a rare word counts more.

    `has_unknown`: beside the words of `answers` there are some that nothing has.
    """
    # For each object: the score, the sum of the rarities, the number of words.
    sums: dict[Key, tuple[float, float, int]] = {}
    total = 0.0
    for answer in answers:
        rarity = answer.rarity
        total += rarity
        for key, value in answer.objects.items():
            score, share, number = sums.get(key, _NOTHING)
            sums[key] = (score + value * rarity, share + rarity, number + 1)
    most = len(answers)
    full = sum(1 for _score, _share, number in sums.values() if number == most)
    enough = total * MOST_OF_THE_WORDS if full < FEW else float("inf")

    def titled(key: Key) -> Titled:
        if has_unknown:
            return Titled.NOT
        return min(answer.in_title.get(key, Titled.NOT) for answer in answers)

    found = [
        Found(
            key[0], key[1], score * PAST if key in over else score, number == most, key in over, titled(key)
        )
        for key, (score, share, number) in sums.items()
        if number == most or share >= enough
    ]
    return sorted(found, key=lambda one: (not one.has_all, -one.score, one.kind, one.object_id))
