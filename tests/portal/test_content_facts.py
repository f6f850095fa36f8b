"""A fact of the content stands once: texts of no language repeat what a contact point says."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.conf import settings

from core import languages, references
from core.phones import parts
from ki_site.portal.content.reader import read

CONTENT = settings.CONTENT_DIR
FILES = sorted(path.stem for path in (CONTENT / "de").glob("*.yaml"))


def flat(value: Any, *place: str) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, *place, str(key))
    elif isinstance(value, str):
        yield place, value


@cache
def texts(language: str) -> dict[tuple[str, ...], str]:
    return {
        place: text for name in FILES for place, text in flat(read(CONTENT / language / f"{name}.yaml"), name)
    }


@cache
def contacts() -> dict[str, dict[str, Any]]:
    return read(CONTENT / "contacts.yaml")


def dialled_in(text: str) -> set[str]:
    """Numbers that belong to an office; those of services (112, 116 117) never change."""
    plain = re.sub(r"<[^>]*>", " ", text)
    return {number for _written, number in parts(plain) if number.startswith("+")}


@pytest.mark.parametrize("language", languages.ALL)
def test_no_text_repeats_a_number_or_an_address_of_a_contact_point(language: str) -> None:
    numbers = {n for one in contacts().values() if one.get("phone") for n in dialled_in(one["phone"])}
    mails = {one["email"] for one in contacts().values() if one.get("email")}
    repeated = {
        place: text
        for place, text in texts(language).items()
        if dialled_in(text) & numbers or any(mail in text for mail in mails) or 'href="/' in text
    }

    assert numbers
    assert mails
    assert repeated == {}


@pytest.mark.parametrize("language", languages.ALL)
def test_references_are_those_of_the_german_text_and_name_what_is_there(language: str) -> None:
    def named(text: str) -> Counter[str]:
        return Counter(references.FACT.findall(text) + re.findall(r'href="(eintrag:[^"]*)"', text))

    german = texts("de")
    differing = {
        place: text for place, text in texts(language).items() if named(text) != named(german[place])
    }
    slugs = {
        reference.strip("{}").split(":")[1]
        for text in german.values()
        for reference in references.FACT.findall(text)
    }

    assert differing == {}
    assert slugs <= set(contacts())
