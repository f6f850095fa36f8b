"""Searching: `find` answers any text with a ranking of objects."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from math import log10
from operator import or_
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from ki_site.search import postings
from ki_site.search.expansion import STEM, Group, expand, retry, take_apart
from ki_site.search.models import EntryText, Posting
from ki_site.search.parsing import Query, parse
from ki_site.search.postings import MOST_HITS, Hit, Key
from ki_site.search.registry import of_model
from ki_site.search.vocabulary import vocabulary

# With fewer objects than this that have all words, those that have most of the words follow.
FEW = 5
# What is over counts less.
PAST = 0.6
# A compound with fewer hits than this is looked for by its parts as well; what that counts.
SELDOM, COMPOUND, MOST_PARTS, PARTS = 10, 0.85, 4, 1000
# Objects in which a phrase, or the other words beside a very frequent one, are looked up: the best ones.
LOOKED_UP = 400


class Found(NamedTuple):
    """One object. `score` has no unit; only its order means something."""

    kind: str
    object_id: int
    score: float
    # Whether it answers all words of the search.
    has_all: bool
    # It is over (a past event).
    is_past: bool = False


@dataclass
class Ranking:
    """What a search found, the best first; MOST_HITS objects for each word at most."""

    text: str
    language: str
    found: list[Found] = field(default_factory=list)
    # Folded words to mark in the results, for each language.
    forms: dict[str, frozenset[str]] = field(default_factory=dict)
    # Words that occur nowhere, as they were typed.
    unknown: list[str] = field(default_factory=list)
    # "Did you mean": the text with the misspelt words replaced; empty when there is nothing to correct.
    correction: str = ""
    has_phrase: bool = False
    # Not everything that fits is in `found`, because a word is too frequent.
    is_cut: bool = False
    groups: list[Group] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def ids(self, kind: str) -> list[int]:
        """The ids of the objects of one kind, the best first."""
        return [one.object_id for one in self.found if one.kind == kind]

    def of_kinds(self) -> dict[str, list[Found]]:
        """Grouped by kind, the kind with the best object first."""
        kinds: dict[str, list[Found]] = {}
        for one in self.found:
            kinds.setdefault(one.kind, []).append(one)
        return kinds

    def filter(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only the rows that the search found; no query of its own.

        Exact however many there are: where `found` is cut, a subquery asks for objects with all words.
        """
        searchable = of_model(rows.model)
        if searchable is None:
            raise LookupError(f"{rows.model.__name__} is not in the index.")
        if not self.is_cut:
            return rows.filter(pk__in=self.ids(searchable.kind))
        for group in self.groups:
            with_it = Posting.objects.filter(word_id__in=list(group.words), kind=searchable.kind)
            rows = rows.filter(pk__in=with_it.values("object_id"))
        return rows

    def order(self, rows: QuerySet[Any]) -> list[Any]:
        """The keys of the rows that the search found, the best first; one query that fetches keys alone.

        A page of them is then `rows.in_bulk(keys[start:end])`.
        """
        searchable = of_model(rows.model)
        keys = list(self.filter(rows).values_list("pk", flat=True))
        place = {pk: n for n, pk in enumerate(self.ids(searchable.kind))} if searchable else {}
        return sorted(keys, key=lambda pk: place.get(pk, len(place)))


def find(
    text: str,
    language: str,
    kinds: Sequence[str] | None = None,
    unfinished: bool = False,
    at: datetime | None = None,
) -> Ranking:
    """Search for any text in the texts of `language` and the German ones behind them.

    `kinds` as in the registrations (None: all). `unfinished`: somebody is still typing the last word.
    Shows what visitors see `at` (default: now). Never fails, whatever the text. Costs one query; one more for
    unknown words, for words of which there are more than MOST_HITS, and for a phrase in quotes each.
    """
    at = at or timezone.now()
    languages = list(dict.fromkeys([language, settings.LANGUAGE_CODE]))
    query = parse(text, languages, unfinished)
    ranking = Ranking(query.text, language, has_phrase=bool(query.phrases))
    if not query.words:
        return ranking
    groups = expand(query, unfinished)
    hits = postings.heaviest({n: group.words for n, group in enumerate(groups)}, kinds, at)
    groups, hits, by_parts = _retried(groups, hits, kinds, at)
    by_group = _by_group(groups, hits, by_parts)
    ranking.unknown = list(
        dict.fromkeys(group.typed.shown for group, of in zip(groups, by_group, strict=True) if not of)
    )
    ranking.correction = _correction(query, groups, hits)
    answered = [(group, of) for group, of in zip(groups, by_group, strict=True) if of]
    ranking.groups = [group for group, _of in answered]
    ranking.is_cut = any(len(of) >= MOST_HITS for _group, of in answered)
    ranking.forms = _forms(ranking.groups, languages)
    ranking.found = _ranked(answered, _past(hits + by_parts, at), at)
    if query.phrases:
        ranking.found = _with_phrases(ranking.found, query)
        ranking.is_cut = False
    return ranking


def suggest_spelling(text: str, language: str) -> str:
    """The text with misspelt words replaced by words of the site; "" when there is nothing to correct."""
    return find(text, language).correction


def _retried(
    groups: list[Group], hits: list[Hit], kinds: Sequence[str] | None, at: datetime
) -> tuple[list[Group], list[Hit], list[Hit]]:
    """Words without a hit once more, with what they may have meant; compounds with few hits by their parts.

    The second list of hits is that of the parts: `group` is then the number of the word times MOST_PARTS
    plus that of the part.
    """
    answered = {hit.group for hit in hits}
    direct = Counter(hit.group for hit in hits if groups[hit.group].words[hit.word_id] >= STEM)
    fresh: list[Group] = []
    numbers: dict[int, int] = {}
    again: dict[int, dict[int, float]] = {}
    for number, group in enumerate(groups):
        if number in answered:
            numbers[number] = len(fresh)
            if direct[number] < SELDOM:
                take_apart(group)
                for part, words in enumerate(group.parts[:MOST_PARTS]):
                    again[PARTS + len(fresh) * MOST_PARTS + part] = words
            fresh.append(group)
            continue
        for other in retry(group):
            again[len(fresh)] = other.words
            fresh.append(other)
    kept = [hit._replace(group=numbers[hit.group]) for hit in hits]
    more = postings.heaviest(again, kinds, at)
    of_parts = [hit._replace(group=hit.group - PARTS) for hit in more if hit.group >= PARTS]
    return fresh, kept + [hit for hit in more if hit.group < PARTS], of_parts


def _by_group(groups: list[Group], hits: list[Hit], by_parts: list[Hit]) -> list[dict[Key, float]]:
    """For each group the objects with the best weight of any of its words, or of all parts of its word."""
    best: list[dict[Key, float]] = [{} for _group in groups]
    for hit in hits:
        _keep_best(best[hit.group], hit, groups[hit.group].words)
    parts: dict[int, list[dict[Key, float]]] = {}
    for hit in by_parts:
        number, part = divmod(hit.group, MOST_PARTS)
        found = parts.setdefault(number, [{} for _part in groups[number].parts[:MOST_PARTS]])
        _keep_best(found[part], hit, groups[number].parts[part])
    for number, found in parts.items():
        for key in set.intersection(*map(set, found)):
            value = COMPOUND * sum(part[key] for part in found) / len(found)
            best[number][key] = max(value, best[number].get(key, 0))
    return best


def _keep_best(best: dict[Key, float], hit: Hit, words: dict[int, float]) -> None:
    value = hit.weight * words[hit.word_id]
    if value > best.get(hit.key, 0):
        best[hit.key] = value


def _past(hits: list[Hit], at: datetime) -> set[Key]:
    today = timezone.localdate(at).isoformat()
    return {hit.key for hit in hits if hit.ends_on and hit.ends_on < today}


def _ranked(answered: list[tuple[Group, dict[Key, float]]], past: set[Key], at: datetime) -> list[Found]:
    if not answered:
        return []
    by_group = [of for _group, of in answered]
    rarity = [1 / (1 + log10(1 + len(of)) / 2) for of in by_group]
    _look_up_frequent(answered, at)
    scores: dict[Key, float] = {}
    shares: dict[Key, float] = {}
    numbers: dict[Key, int] = {}
    for of, rare in zip(by_group, rarity, strict=True):
        for key, value in of.items():
            scores[key] = scores.get(key, 0) + value * rare
            shares[key] = shares.get(key, 0) + rare
            numbers[key] = numbers.get(key, 0) + 1
    complete = sum(1 for number in numbers.values() if number == len(answered))
    # About half of the words, where a rare word counts more than one that stands everywhere.
    enough = sum(rarity) * 0.4 if complete < FEW else float("inf")
    found = [
        Found(
            key[0],
            key[1],
            round(score * (PAST if key in past else 1), 3),
            numbers[key] == len(answered),
            key in past,
        )
        for key, score in scores.items()
        if numbers[key] == len(answered) or shares[key] >= enough
    ]
    return sorted(found, key=lambda one: (not one.has_all, -one.score, one.kind, one.object_id))


def _look_up_frequent(answered: list[tuple[Group, dict[Key, float]]], at: datetime) -> None:
    """Objects with the rare words may have the frequent ones beyond their heaviest hits: ask for those."""
    frequent = {n: group.words for n, (group, of) in enumerate(answered) if len(of) >= MOST_HITS * 3 // 4}
    if not frequent or len(answered) == 1:
        return
    rarest = min(range(len(answered)), key=lambda n: len(answered[n][1]))
    frequent.pop(rarest, None)
    of_rarest = answered[rarest][1]
    keys = sorted(of_rarest, key=lambda key: -of_rarest[key])[:LOOKED_UP]
    for hit in postings.of_objects(frequent, keys, at):
        group, of = answered[hit.group]
        of[hit.key] = max(of.get(hit.key, 0), hit.weight * group.words[hit.word_id])


def _correction(query: Query, groups: list[Group], hits: list[Hit]) -> str:
    """The text with each corrected word in the place of the typed one."""
    seen = {(hit.group, hit.word_id) for hit in hits}
    text, is_other = query.text, False
    by_place = sorted(enumerate(groups), key=lambda item: -item[1].typed.start)
    for number, group in by_place:
        shown = next((shown for pk, shown in group.corrections if (number, pk) in seen), "")
        if shown and text[group.typed.start : group.typed.end] == group.typed.shown:
            text = text[: group.typed.start] + shown + text[group.typed.end :]
            is_other = True
    return text if is_other else ""


def _forms(groups: list[Group], languages: list[str]) -> dict[str, frozenset[str]]:
    ids = {word_id for group in groups for words in (group.words, *group.parts) for word_id in words}
    forms = {}
    for language in languages:
        words = vocabulary(language)
        forms[language] = frozenset(words.forms[word_id] for word_id in ids if word_id in words.forms)
    return forms


def _with_phrases(found: list[Found], query: Query) -> list[Found]:
    """Those of the best in whose texts all phrases stand; one query for each phrase, for three at most."""
    best = found[:LOOKED_UP]
    ids: dict[str, list[int]] = {}
    for one in best:
        ids.setdefault(one.kind, []).append(one.object_id)
    of_best = Q(pk=None)
    for kind, of_kind in ids.items():
        of_best |= Q(kind=kind, object_id__in=of_kind)
    for phrase in query.phrases[:3]:
        in_language = [Q(language=code, folded__contains=words) for code, words in phrase.items()]
        texts = EntryText.objects.filter(of_best, reduce(or_, in_language))
        with_it = set(texts.values_list("kind", "object_id"))
        best = [one for one in best if (one.kind, one.object_id) in with_it]
    return best
