"""Every catalogue of the interface is whole: each text translated, nothing fuzzy, the same placeholders.

English has none: the texts stand in English in the code.
"""

import re

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from dev_tools.environment import ROOT

OTHERS = [code for code, _name in settings.LANGUAGES if code not in (settings.LANGUAGE_CODE, "en")]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
# The forms that gettext knows for each language, as in the headers of Django's own catalogues.
PLURALS = {"ar": 6, "de-simple": 2, "fa": 2, "fr": (2, 3), "pl": (3, 4), "ru": (3, 4), "tr": 2, "uk": (3, 4)}


def catalogue(code: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"))


def placeholders(text: str) -> list[str]:
    return sorted(found[0] for found in PLACEHOLDER.finditer(text.replace("%%", "")))


@pytest.fixture(scope="module")
def german() -> dict[tuple[str | None, str], polib.POEntry]:
    return {(one.msgctxt, one.msgid): one for one in catalogue("de") if not one.obsolete}


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated(code: str, german: dict[tuple[str | None, str], polib.POEntry]) -> None:
    entries = {(one.msgctxt, one.msgid): one for one in catalogue(code) if not one.obsolete}
    missing = [key[1] for key in german if key not in entries or not entries[key].translated()]
    assert missing == []
    assert [value.msgid for value in entries.values() if value.fuzzy] == []


@pytest.mark.parametrize("code", OTHERS)
def test_placeholders_are_those_of_the_source(code: str) -> None:
    wrong = []
    for one in catalogue(code):
        if one.obsolete or not one.translated():
            continue
        wanted = {tuple(placeholders(text)) for text in (one.msgid, one.msgid_plural) if text}
        forms = list(one.msgstr_plural.values()) or [one.msgstr]
        # A form for exactly one may leave out the number.
        most = max(wanted, key=len)
        wrong += [text for text in forms if not set(placeholders(text)) <= set(most)]
        if not one.msgid_plural:
            wrong += [one.msgstr for text in forms if tuple(placeholders(text)) not in wanted]
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_plural_forms_are_complete(code: str) -> None:
    found = catalogue(code)
    declared = re.search(r"nplurals\s*=\s*(\d+)", found.metadata.get("Plural-Forms", ""))
    assert declared, "Plural-Forms is missing in the header"
    number = int(declared[1])
    allowed = PLURALS[code]
    assert number in (allowed if isinstance(allowed, tuple) else (allowed,))
    assert [
        one.msgid
        for one in found
        if one.msgid_plural and not one.obsolete and len(one.msgstr_plural) != number
    ] == []


# Signs and words that one language writes otherwise than the others do, wherever a text is.
WRONG = {
    "fr": r"(?<=\S) (?=[:;?!»](?:\s|$|<))|« ",  # a plain space, where the line may break
    "ar": r"[\u0660-\u0669]|[\u0600-\u06ff] ?[;?](?:\s|$)",
    "fa": r"[\u0660-\u0669\u06f0-\u06f9كي]|[\u0600-\u06ff] ?[;?](?:\s|$)",
    "ru": r"\b(?:вы|вас|вам|вами|ваш\w*)\b",  # "Вы" is written with a capital on this site
    "uk": r"\b(?:ви|вас|вам|вами|ваш\w*)\b",
}


@pytest.mark.parametrize("code", WRONG)
def test_signs_and_address_are_those_of_the_language(code: str) -> None:
    texts = [
        text
        for one in catalogue(code)
        if not one.obsolete
        for text in (list(one.msgstr_plural.values()) or [one.msgstr])
    ]
    for path in (ROOT / "content" / code).glob("*.yaml"):
        texts += path.read_text(encoding="utf-8").splitlines()
    assert [text for text in texts if re.search(WRONG[code], text)] == []


def test_labels_that_stand_alone_begin_alike() -> None:
    """What German, French, Russian and Ukrainian begin with a capital is a choice or a line of its own."""
    texts = {
        code: {(one.msgctxt, one.msgid): one.msgstr for one in catalogue(code)}
        for code in ("de", "fr", "ru", "uk", "pl", "tr")
    }
    labels = [
        key
        for key, text in texts["de"].items()
        if text and all(texts[code][key][0].isupper() for code in ("de", "fr", "ru", "uk"))
    ]
    small = [texts[code][key] for key in labels for code in ("pl", "tr") if texts[code][key][0].islower()]
    assert small == []
