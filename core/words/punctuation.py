"""Signs between words, where the active language has its own."""

from collections.abc import Iterable

from django.utils.translation import get_language

_ARABIC = {",": "،", ";": "؛", "?": "؟"}
_SIGNS = {
    "ar": _ARABIC,
    "fa": _ARABIC,
    # French sets a space before these that does not break.
    "fr": {":": "\u00a0:", ";": "\u202f;", "?": "\u202f?", "!": "\u202f!"},
}


def sign(mark: str) -> str:
    """The form of a Latin mark: "?" is "؟" in Arabic, and has a space before it in French."""
    return _SIGNS.get(get_language() or "", {}).get(mark, mark)


def listed(items: Iterable[object], mark: str = ",") -> str:
    """All items in one line, with `mark` and a space between them."""
    return f"{sign(mark)} ".join(map(str, items))
