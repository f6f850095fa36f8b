"""What a file for translators holds, whatever its format."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

# Far more than all texts of the site in one language.
MOST_BYTES, MOST_UNITS = 10_000_000, 20_000


@dataclass(frozen=True)
class Read:
    """A unit of a file. `place` is its row or number, `fits` that the translator has confirmed the text,
    `german` what it was translated from, and `problem` why it cannot be taken.
    """

    place: int
    key: str
    text: str
    fits: bool = False
    german: str = ""
    problem: str = ""


def fits(tag: str, language: str) -> bool:
    """Whether a language tag means the language: "uk-UA" is "uk"."""
    return f"{tag.lower().replace('_', '-')}-".startswith(f"{language}-")


def other_language(tag: str, language: str) -> str:
    return _("The file is in the language “%(other)s”, not in “%(language)s”.") % {
        "other": tag or "–",
        "language": language,
    }
