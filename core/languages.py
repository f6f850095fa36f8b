"""The languages of the site: adding one needs a line here and a catalogue, no migration."""

from django.conf import locale

SOURCE = "de"
EASY_GERMAN = "de-simple"
# What easy German is called once people with learning difficulties have checked it.
CHECKED_EASY_GERMAN = "Leichte Sprache"

# Code, endonym. The order is the order of the language menu.
ALL = {
    "de": "Deutsch",
    "de-simple": "Einfache Sprache",
    "en": "English",
    "fr": "Français",
    "ar": "العربية",
    "tr": "Türkçe",
    "uk": "Українська",
    "ru": "Русский",
    "fa": "فارسی",
    "pl": "Polski",
}

# Languages that Django does not know (BCP 47: "simple" is a registered variant).
UNKNOWN_TO_DJANGO = {
    "de-simple": {
        "bidi": False,
        "code": "de-simple",
        "name": "Easy German",
        "name_local": "Einfache Sprache",
    },
}


def speaks_german(code: str) -> bool:
    """Whether a text in this language is German, so that German words in it need no mark."""
    return code.partition("-")[0] == SOURCE


def register() -> None:
    """Tell Django about the languages that it does not know; called once, from the settings."""
    locale.LANG_INFO.update(UNKNOWN_TO_DJANGO)
