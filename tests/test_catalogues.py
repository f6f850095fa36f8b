"""The compiled catalogues stand in git, so that a fresh machine needs no gettext tools; they must be true."""

import re

import polib

from dev_tools.catalogues import compiled, sources
from dev_tools.environment import ROOT


def test_compiled_catalogues_are_in_step_with_their_sources() -> None:
    stale = [
        str(source.relative_to(ROOT))
        for source in sources()
        if not source.with_suffix(".mo").exists()
        or source.with_suffix(".mo").read_bytes() != compiled(source)
    ]

    assert stale == [], "run: python3 dev.py messages"


def test_german_catalogue_is_complete() -> None:
    catalogue = polib.pofile(str(ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po"))

    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []
    assert len(catalogue.translated_entries()) > 100


def test_texts_are_called_by_names_that_the_collection_knows() -> None:
    """xgettext looks for gettext() and _(); texts in a call by any other name never reach the catalogue."""
    packages = ("core", "search", "translating", "offers", "concept", "news", "ki_site")
    modules = [module for package in packages for module in (ROOT / package).rglob("*.py")]
    renamed = [
        f"{module.relative_to(ROOT)}: {line.strip()}"
        for module in modules
        for line in module.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bp?n?gettext(_lazy)? as (?!_\b)", line)
    ]

    assert len(modules) > 100
    assert renamed == []
