"""The compiled catalogues stand in git, so that a fresh machine needs no gettext tools; they must be true."""

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
