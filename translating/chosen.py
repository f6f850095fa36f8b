"""The machine that the settings choose."""

from django.conf import settings

from translating.libretranslate import LibreTranslate
from translating.machine import Translator


def translator(longest: float | None = None) -> Translator | None:
    """None where no machine is configured; `longest` seconds are all that it may take."""
    if not settings.TRANSLATION_URL:
        return None
    return LibreTranslate(settings.TRANSLATION_URL, settings.TRANSLATION_KEY, longest=longest)
