"""What a file for translators holds, whatever its format, and the mistakes that make it unreadable."""

from dataclasses import dataclass

# Far more than all texts of the site in one language.
MOST_BYTES, MOST_UNITS = 10_000_000, 50_000


class BrokenFileError(Exception):
    """The file cannot be read at all; the message says why."""


@dataclass(frozen=True)
class Read:
    """A unit of a file. `place` is its row or number, `fits` that the translator has confirmed the text."""

    place: int
    key: str
    text: str
    fits: bool = False
