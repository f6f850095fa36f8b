"""What a reader should know about the language of a page: whether it is translated, by whom, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation

from core.content.translations import Text
from core.languages import ALL, CHECKED_EASY_GERMAN, EASY_GERMAN


@dataclass(frozen=True)
class Standing:
    """`is_german`: no text of the page is translated. `checked_by` and `checked_on`: of easy German."""

    is_german: bool = False
    is_machine_made: bool = False
    is_outdated: bool = False
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def is_easy_german(self) -> bool:
        """Whether the page shows easy German that people with learning difficulties have not checked."""
        return translation.get_language() == EASY_GERMAN and not self.is_german and not self.checked_on

    @property
    def label(self) -> str:
        """What easy German may be called: its proper name, the same in every catalogue."""
        return CHECKED_EASY_GERMAN if self.checked_on else ALL[EASY_GERMAN]


def standing(texts: Sequence[Text]) -> Standing:
    """The standing of the texts that make up a page, the main one first; no query."""
    main = texts[0]
    return Standing(
        is_german=all(text.is_fallback for text in texts),
        is_machine_made=any(text.is_machine_made for text in texts),
        is_outdated=any(text.is_outdated for text in texts),
        checked_by=main.checked_by,
        checked_on=main.checked_on,
    )
