"""How well the search finds what people mean, by the judged set, on the real content."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from ki_site.search import registry
from ki_site.search.query import Ranking, find

JUDGED: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "judged.yaml").read_text("utf-8"))
FIRST = 3
WANTED = 0.95


def keys_by_object() -> dict[tuple[str, int], str]:
    """ "offer integrationskurse" for ("offer", 12)."""
    return {
        (one.kind, pk): f"{one.kind} {slug}"
        for one in registry.everything()
        for pk, slug in one.model._default_manager.values_list("pk", "slug")
    }


def first_ones(ranking: Ranking, keys: dict[tuple[str, int], str]) -> list[str]:
    return [keys[one.kind, one.object_id] for one in ranking.found[:FIRST]]


def test_the_set_is_large_enough() -> None:
    assert len(JUDGED) >= 60


@pytest.mark.django_db
def test_what_people_mean_is_among_the_first_three(record_property: pytest.FixtureRequest) -> None:
    call_command("load_content", verbosity=0)
    keys = keys_by_object()
    unknown = {wanted for judged in JUDGED.values() for wanted in judged} - set(keys.values())
    assert unknown == set(), "the judged set names what the content does not have"

    missed = {}
    for query, wanted in JUDGED.items():
        first = first_ones(find(query, "de"), keys)
        if not set(wanted) <= set(first):
            missed[query] = f"wanted {wanted}, got {first}"

    rate = 1 - len(missed) / len(JUDGED)
    record_property("hit rate", f"{rate:.1%} of {len(JUDGED)}")  # type: ignore[operator]
    print(f"hit rate {rate:.1%} of {len(JUDGED)} searches; missed: {missed}")  # noqa: T201
    assert rate >= WANTED, missed
