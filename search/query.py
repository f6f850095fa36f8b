"""Searching: `find` answers any text with a ranking of objects."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from search import postings, scoring
from search.expansion import STEM, Group, expand, retry, take_apart
from search.models import EntryText, of_objects
from search.parsing import Query, parse
from search.postings import MOST_HITS, Hit
from search.ranking import Found, Ranking
from search.scoring import Answer
from search.vocabulary import vocabulary

__all__ = ["MOST_HITS", "Found", "Ranking", "find", "suggest_spelling"]

# A compound with fewer hits than this is looked for by its parts as well.
SELDOM = 10
# The numbers of parts in the second look at the index begin here: word times MOST_PARTS plus part.
PARTS, MOST_PARTS = 1000, 4
# A text of so many words is a question: no guess at its words is worth more than the words.
QUESTION = 3
# Phrases of a search, and the best objects in which they are looked for.
MOST_PHRASES, PHRASES_IN = 3, 150


def find(
    text: str,
    language: str,
    kinds: Sequence[str] | None = None,
    unfinished: bool = False,
    at: datetime | None = None,
) -> Ranking:
    """Search for any text in the texts of `language` and the German ones behind them.

    `kinds` as in the registrations (None: all). `unfinished`: somebody is still typing the last word.
    Shows what visitors see `at` (default: now). Never fails, whatever the text. Costs one query; one more
    where a word is unknown or a rare compound, one where a word has more than MOST_HITS hits beside others,
    and one for each phrase in quotes (for three at most).
    """
    at = at or timezone.now()
    languages = list(dict.fromkeys([language, settings.LANGUAGE_CODE]))
    query = parse(text, languages, unfinished)
    ranking = Ranking(query.text, language, has_phrase=bool(query.phrases))
    if not query.words:
        return ranking
    is_question = len(query.sequence) >= QUESTION
    looked = _look(expand(query, unfinished), kinds, at, is_question)
    ranking.unknown = list(
        dict.fromkeys(answer.group.typed.shown for answer in looked.answers if not answer.objects)
    )
    answers = [answer for answer in looked.answers if answer.objects]
    ranking.groups = [answer.group for answer in answers]
    ranking.forms = _forms(ranking.groups, languages)
    ranking.is_cut = not scoring.complete(answers, at)
    ranking.found = scoring.ranked(answers, scoring.past(looked.hits, at), bool(ranking.unknown))
    has_all = not ranking.unknown and any(one.has_all for one in ranking.found)
    if has_all or not is_question:
        ranking.correction = _correction(query, looked)
        ranking.is_corrected = bool(ranking.correction) and all(group.corrections for group in ranking.groups)
    if query.phrases:
        ranking.found = _with_phrases(ranking.found, query)
        ranking.is_cut = False
    return ranking


def suggest_spelling(text: str, language: str) -> str:
    """The text with misspelt words replaced by words of the site; "" when there is nothing to correct."""
    return find(text, language).correction


class _Looked(NamedTuple):
    answers: list[Answer]
    hits: list[Hit]


def _look(groups: list[Group], kinds: Sequence[str] | None, at: datetime, only_sure: bool) -> _Looked:
    """Ask the index: for all words, then once more for words without a hit with what they may have meant,
    and for compounds with few hits by their parts. `only_sure` as in `expansion.retry`.
    """
    first = postings.heaviest({n: group.words for n, group in enumerate(groups)}, kinds, at)
    answered = {hit.group for hit in first.hits}
    direct = Counter(hit.group for hit in first.hits if groups[hit.group].words[hit.word_id] >= STEM)
    answers: list[Answer] = []
    again: dict[int, dict[int, float]] = {}
    for number, group in enumerate(groups):
        if number in answered:
            answer = Answer(group, is_cut=number in first.cut)
            if direct[number] < SELDOM:
                take_apart(group, MOST_PARTS)
        else:
            answer = Answer(retry(group, only_sure, MOST_PARTS))
            again[number] = answer.group.words
        for part, words in enumerate(answer.group.parts):
            again[PARTS + number * MOST_PARTS + part] = words
        answers.append(answer)
    scoring.add(answers, first.hits)
    second = postings.heaviest(again, kinds, at)
    _add_second(answers, second)
    return _Looked(answers, first.hits + second.hits)


def _add_second(answers: list[Answer], second: postings.Hits) -> None:
    parts: dict[int, list[Hit]] = {}
    scoring.add(answers, (hit for hit in second.hits if hit.group < PARTS))
    for hit in second.hits:
        if hit.group >= PARTS:
            number, part = divmod(hit.group - PARTS, MOST_PARTS)
            parts.setdefault(number, []).append(hit._replace(group=part))
    for number, hits in parts.items():
        answers[number].add_compounds(hits)
    for number in second.cut:
        if number < PARTS:
            answers[number].is_cut = True


def _correction(query: Query, looked: _Looked) -> str:
    """The text with each corrected word in the place of the typed one."""
    seen = {hit.word_id for hit in looked.hits}
    text, is_other = query.text, False
    for answer in sorted(looked.answers, key=lambda answer: -answer.group.typed.start):
        typed = answer.group.typed
        near = answer.group.corrections if answer.objects else []
        shown = next((shown for pk, shown in near if pk in seen), near[0][1] if near else "")
        if shown and text[typed.start : typed.end] == typed.shown:
            text = text[: typed.start] + shown + text[typed.end :]
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
    best = found[:PHRASES_IN]
    if not best:
        return []
    of_best = of_objects((one.kind, one.object_id) for one in best)
    for phrase in query.phrases[:MOST_PHRASES]:
        in_language = [Q(language=code, folded__contains=words) for code, words in phrase.items()]
        texts = EntryText.objects.filter(of_best, reduce(or_, in_language))
        with_it = set(texts.values_list("kind", "object_id"))
        best = [one for one in best if (one.kind, one.object_id) in with_it]
    return best
