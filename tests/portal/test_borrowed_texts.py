"""What the site says in place of Django's own German."""

from pathlib import Path

import django.contrib.admin
import django.contrib.auth
import polib
import simple_history.admin
from django.utils import translation

from ki_site.portal.borrowed_texts import BORROWED


def test_borrowed_texts_are_still_those_of_django() -> None:
    homes = [Path(module.__file__).parent for module in (django.contrib.admin, django.contrib.auth)]
    catalogues = [home / "locale" / "en" / "LC_MESSAGES" / "django.po" for home in homes]
    theirs = {entry.msgid for catalogue in catalogues for entry in polib.pofile(str(catalogue))}
    history = Path(simple_history.admin.__file__).read_text()

    assert [text for text in BORROWED if text not in theirs and f'"{text}"' not in history] == []


def test_borrowed_texts_are_german() -> None:
    with translation.override("de"):
        german = {text: translation.gettext(text) for text in BORROWED}

    assert [text for text, ours in german.items() if ours == text] == []
    assert (german["user"], german["groups"]) == ("Konto", "Rollen")
    assert german["Change selected %(model)s"] % {"model": "Ort"} == "Auswahl ändern: Ort"
