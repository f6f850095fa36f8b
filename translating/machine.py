"""The port for machine translation: what a translator must do, and the one that the settings name.

Off as long as TRANSLATION_URL is empty: then nothing is ever sent anywhere.
"""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings


class TranslatorError(Exception):
    """The machine could not translate; the message tells an editor why."""


class Translator(Protocol):
    def translate(self, texts: Sequence[str], language: str, is_html: bool) -> list[str]:
        """German `texts` in `language` (a code of the site), in the same order and number.

        Raises TranslatorError; then nothing is returned. With `is_html` the tags are kept.
        """


def can_translate(language: str) -> bool:
    """Whether a machine is configured and the language is one of those that machines know."""
    return bool(settings.TRANSLATION_URL) and "-" not in language
