"""Which words call for help: a table judged by people, in every language of the site."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from core.phones import dialled
from search import distress as module
from search.distress import distress
from search.parsing import LONGEST_TEXT

JUDGED = yaml.safe_load(Path(__file__).with_name("judged_distress.yaml").read_text(encoding="utf-8"))
CALM = JUDGED.pop("calm")


@pytest.mark.parametrize("language", JUDGED)
def test_words_of_distress_lead_to_the_number_that_fits(language: str) -> None:
    wrong = {
        query: found and found.kind
        for kind, queries in JUDGED[language].items()
        for query in queries
        if (found := distress(query)) is None or found.kind != kind
    }
    assert wrong == {}


@pytest.mark.parametrize("language", CALM)
def test_words_that_only_look_like_it_call_for_nothing(language: str) -> None:
    assert {query: found.kind for query in CALM[language] if (found := distress(query))} == {}


def test_every_language_of_the_site_is_judged() -> None:
    assert set(JUDGED) == {code for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize("text", ["", " ", "*", "=", "112 112", "\0", "ʼʼ'", "٪" * 300, "WHO DOES", "[[("])
def test_anything_may_be_typed(text: str) -> None:
    assert distress(text) is None


def test_what_is_cut_off_from_a_search_does_not_count() -> None:
    assert distress(f"{'x' * LONGEST_TEXT} Frauenhaus") is None


def test_numbers_of_the_box_stand_on_the_page_for_emergencies() -> None:
    pages = (Path(settings.CONTENT_DIR) / "de" / "pages.yaml").read_text(encoding="utf-8")
    page = yaml.safe_load(pages)["notfall"]
    shown = {
        number
        for section in page["sections"].values()
        for number in re.findall(r"tel:(\+?\d+)", section.get("body", ""))
    }
    numbers, _tables = module._tables()

    assert set(numbers) == set(module.LABELS)
    assert {dialled(number) for number in numbers.values()} <= shown
