"""How well the search finds what people mean, by the judged set, on the real content."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from offers.finder import offer_results
from offers.models import Offer
from search import registry
from search.need import kinds_by_need
from search.query import Ranking, find

Judged = dict[str, list[str]]
Order = dict[str, list[str]]
FIRST = 3
WANTED = 0.95


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / name).read_text("utf-8"))


JUDGED: Judged = _read("judged.yaml")
OTHERS: dict[str, Judged] = _read("judged_languages.yaml")
ORDERS: dict[str, dict[str, Order]] = _read("judged_order.yaml")


def keys_by_object() -> dict[tuple[str, int], str]:
    """ "offer integrationskurse" for ("offer", 12)."""
    return {
        (one.kind, pk): f"{one.kind} {slug}"
        for one in registry.everything()
        for pk, slug in one.model._default_manager.values_list("pk", "slug")
    }


def first_ones(ranking: Ranking, keys: dict[tuple[str, int], str]) -> list[str]:
    return [keys[one.kind, one.object_id] for one in ranking.found[:FIRST]]


def test_the_sets_are_large_enough() -> None:
    assert len(JUDGED) >= 60
    assert {"de", *OTHERS} == {code for code, _name in settings.LANGUAGES}
    assert min(map(len, OTHERS.values())) >= 8


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_database")
def test_what_people_mean_is_among_the_first_three() -> None:
    keys = keys_by_object()
    judged = {"de": JUDGED, **OTHERS}
    wanted = {name for queries in judged.values() for names in queries.values() for name in names}
    assert wanted - set(keys.values()) == set(), "the judged set names what the content does not have"

    missed = {language: _missed(language, queries, keys) for language, queries in judged.items()}

    for language, queries in judged.items():
        rate = 1 - len(missed[language]) / len(queries)
        print(f"{language}: {rate:.1%} of {len(queries)}; missed: {missed[language]}")  # noqa: T201
    assert 1 - len(missed["de"]) / len(JUDGED) >= WANTED, missed["de"]
    others = sum(len(missed[language]) for language in OTHERS)
    assert 1 - others / sum(map(len, OTHERS.values())) >= WANTED, missed


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_database")
def test_what_helps_comes_first_and_what_only_looks_alike_stays_away() -> None:
    keys = keys_by_object()
    judged = [
        (language, query, order) for language, queries in ORDERS.items() for query, order in queries.items()
    ]
    named = {name for *_, order in judged for part in ("found", "without") for name in order.get(part, [])}
    assert named - set(keys.values()) == set(), "the judged set names what the content does not have"

    wrong = {}
    for language, query, order in judged:
        ranking = find(query, language)
        kinds = list(kinds_by_need(ranking))
        found = {keys[one.kind, one.object_id] for one in ranking.found}
        wanted = order.get("kinds", [])
        if kinds[: len(wanted)] != wanted:
            wrong[f"{language} {query}: order"] = kinds
        if missing := set(order.get("found", [])) - found:
            wrong[f"{language} {query}: not found"] = missing
        if disturbing := set(order.get("without", [])) & found:
            wrong[f"{language} {query}: found"] = disturbing
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_database")
@pytest.mark.parametrize("address", ["q=Kinderbetreuung&topic=deutsch", "extra=childcare&place=wiesdorf"])
def test_finder_knows_the_course_with_child_care(address: str) -> None:
    results = offer_results(QueryDict(address), timezone.now())
    assert results[:1] == [Offer.objects.get(slug="cafe-welt").pk]
    assert len(results) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_database")
@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "mein mann schlägt mich"),
        ("en", "my husband hits me"),
        ("fr", "mon mari me frappe"),
        ("pl", "mój mąż mnie bije"),
        ("tr", "kocam beni dövüyor"),
        ("ru", "мой муж бьёт меня"),
        ("uk", "мій чоловік б'є мене"),
        ("ar", "زوجي يضربني كل يوم"),
        ("fa", "شوهرم مرا کتک می زند"),
    ],
)
def test_a_question_that_nothing_answers_is_never_turned_into_another(language: str, question: str) -> None:
    ranking = find(question, language)

    assert (ranking.correction, ranking.is_corrected) == ("", False)
    assert not any(group.corrections for group in ranking.groups)


def _missed(language: str, queries: Judged, keys: dict[tuple[str, int], str]) -> dict[str, str]:
    missed = {}
    for query, wanted in queries.items():
        first = first_ones(find(query, language), keys)
        if not set(wanted) <= set(first):
            missed[query] = f"wanted {wanted}, got {first}"
    return missed
