"""Phone numbers as people write them: the one that a link dials, and what may stand in a field."""

import re
import unicodedata
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A number and what may stand between its digits; a letter, a comma or another sign ends it.
_RUN = re.compile(r"\(? *\+? *\(? *\d[\d ()/.-]*")
_COUNTRY = re.compile(r"\(? *(?:\+|00) *49 *\)?[ /.-]*(?:\( *0 *\)|0)?")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
# After so many digits of a German number a slash, a bracket or " -" begins something else.
_AREA_AND_MORE, _WHOLE = 8, 10
_SHORTEST = 8
# The services that have no area code; longer numbers than the world's longest are two.
_DIALLED = re.compile(r"\+[1-9]\d{6,14}|11[025]|116\d{3}|118\d{2,3}")


def dialled(text: str) -> str:
    """The first number in a text as a phone dials it: "0214 / 406-5246, Frau Ay" → "+492144065246".

    Numbers without a country are German; those of services (112, 115, 116 117) stay as they are. "" where
    there is none, or one without its area code, which most phones cannot dial.
    """
    return next(filter(None, (number for number, _written in _numbers(text))), "")


def parts(text: str) -> list[tuple[str, str]]:
    """Digits and what stands between them, cut where numbers begin and end: (written, dialled).

    `dialled` is "" beside the numbers, and for what has less than eight digits and is no service: that is
    rather a year, a room or a law.
    """
    found: list[tuple[str, str]] = []
    position = 0
    plain = _plain(text)
    for number, written in _numbers(text):
        start = plain.index(written, position)
        is_short = number.startswith("+") and sum(map(str.isdigit, written)) < _SHORTEST
        found.append((text[position:start], ""))
        position = start + len(written)
        found.append((text[start:position], "" if is_short else number))
    found.append((text[position:], ""))
    return [part for part in found if part[0]]


def validate_phone(value: str) -> None:
    """Lets pass one number that can be dialled, with nothing beside it; else ValidationError."""
    found = list(_numbers(value))
    alone = len(found) == 1 and found[0][1] == _plain(value).strip()
    if not alone or not found[0][0] or value.count("(") != value.count(")"):
        raise ValidationError(
            _("Write one number with its area code and nothing else. Example: 0214 406-5246"), code="phone"
        )


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """What looks like a number: as it is dialled ("" if it cannot be) and as it is written."""
    plain = _plain(text)
    position = 0
    while found := _RUN.search(plain, position):
        written = _cut(found[0])
        position = found.start() + len(written)
        yield _international(written), written.strip()


def _plain(text: str) -> str:
    """Digits of all scripts as 0 to 9, all dashes and spaces as "-" and " "."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    signs = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
    return "".join(
        " " if sign in "\t\u200e\u200f" or (sign.isspace() and sign != "\n") else sign for sign in signs
    )


def _cut(run: str) -> str:
    """The run up to where a second number, an extension or a remark begins."""
    country = _COUNTRY.match(run)
    digits = 1 if country else 0  # the 0 of the area code
    for place in range(country.end() if country else 0, len(run)):
        if digits >= _AREA_AND_MORE and run[place] in "/(":
            return run[:place]
        if digits >= _WHOLE and re.match(r" -\d", run[place:]):
            return run[:place]
        digits += run[place].isdigit()
    return run


def _international(written: str) -> str:
    national = _COUNTRY.sub("+49", written, count=1) if _COUNTRY.match(written) else written
    if national.lstrip(" (").startswith(("+", "00")):
        national = re.sub(r"\( *0 *\)", "", national)
    digits = "".join(sign for sign in national if sign.isdigit() or sign == "+")
    number = re.sub(r"^00", "+", digits)
    number = re.sub(r"^0", "+49", number)
    return number if _DIALLED.fullmatch(number) else ""
