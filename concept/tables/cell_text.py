"""One cell of the value grid: a number as Germans write it, how exact it is, or why there is none.

    470      rund 28.000      über 43,5      unter 5      nicht erhoben

German in and out, because German is the language of the editors. Reading what was written gives the same
entry again. And what happens to a stored value when another entry takes its place.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from concept.models import IndicatorValue
from concept.tables.cells import without_spaces

Qualifier = IndicatorValue.Qualifier
Missing = IndicatorValue.Missing
Status = IndicatorValue.Status

_QUALIFIERS = {
    Qualifier.ABOUT: ("rund", "ca.", "ca", "circa", "etwa", "ungefähr", "~"),
    Qualifier.OVER: ("über", "mehr als", ">"),
    Qualifier.UNDER: ("unter", "weniger als", "<"),
}
# The first one is written, the others are understood, too.
MISSING_WORDS = {
    Missing.NOT_COLLECTED: ("nicht erhoben",),
    Missing.NOT_YET: ("noch nicht veröffentlicht", "noch nicht", "noch nicht da"),
    Missing.SUPPRESSED: ("Gruppe zu klein", "zu klein", "gruppe ist zu klein"),
    Missing.MEANINGLESS: ("nicht sinnvoll", "nicht aussagekräftig"),
}
_PREFIX = re.compile(
    "^(?:"
    + "|".join(re.escape(word) for words in _QUALIFIERS.values() for word in words)
    + r")(?=[\s\d~<>-])"
)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,3})?")
_LARGEST = Decimal(10) ** 11


class EntryError(ValueError):
    """What cannot be read; the text says how to write it."""


@dataclass(frozen=True)
class CellText:
    value: Decimal | None = None
    qualifier: str = Qualifier.EXACT
    missing: str = ""


def entry_of(value: IndicatorValue) -> CellText:
    return CellText(
        value.value, value.qualifier if value.value is not None else Qualifier.EXACT, value.missing
    )


def read(text: str) -> CellText | None:
    """What the text says; None where nothing is written. Raises EntryError."""
    plain = re.sub(r"\s+", " ", text.replace("\u2212", "-")).strip()
    if not plain:
        return None
    for missing, words in MISSING_WORDS.items():
        if plain.casefold() in (word.casefold() for word in words):
            return CellText(missing=missing)
    low = plain.casefold()
    prefix = _PREFIX.match(low)
    qualifier = _qualifier(prefix[0]) if prefix else Qualifier.EXACT
    number = without_spaces(re.sub(r"\s*[%€]$", "", low[prefix.end() :] if prefix else low))
    return CellText(_number(number, plain), qualifier)


def write(entry: CellText | None) -> str:
    if entry is None:
        return ""
    if entry.value is None:
        return MISSING_WORDS[Missing(entry.missing)][0]
    prefix = _QUALIFIERS[Qualifier(entry.qualifier)][0] + " " if entry.qualifier != Qualifier.EXACT else ""
    return prefix + number_text(entry.value)


def number_text(number: Decimal) -> str:
    """ "28.000" or "-43,5": as many decimal places as there are, never with an exponent."""
    whole, _point, places = f"{number:,f}".partition(".")
    places = places.rstrip("0")
    return whole.replace(",", ".") + (f",{places}" if places else "")


def needs_reason(old: CellText, new: CellText) -> bool:
    """Whether `new` corrects a number that was told before; filling in what was missing does not."""
    return old.value is not None and old != new


def put(
    value: IndicatorValue, entry: CellText, *, provisional: bool, reason: str, user: Any, day: date
) -> None:
    """Let `entry` take the place of what `value` says, and keep what it said; does not save.

    A stored number is only ever corrected with a reason; whoever calls has made sure of it.
    """
    old = entry_of(value)
    if value.pk and needs_reason(old, entry):
        value.previous_value, value.previous_qualifier = old.value, old.qualifier
        value.previous_missing = old.missing
        value.correction_reason, value.corrected_on, value.corrected_by = reason, day, user
        value.__dict__["_change_reason"] = reason
    value.value, value.qualifier, value.missing = entry.value, entry.qualifier, entry.missing
    value.status = status_for(value, provisional)


def status_for(value: IndicatorValue, provisional: bool) -> str:
    if provisional:
        return Status.PROVISIONAL
    return Status.CORRECTED if value.correction_reason else Status.FINAL


def _qualifier(word: str) -> str:
    return next(qualifier for qualifier, words in _QUALIFIERS.items() if word in words)


def _number(text: str, written: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        if re.fullmatch(r"-?\d+\.\d+", text):
            raise EntryError(
                _("“%(text)s” is not clear. Write 43,5 with a comma, and thousands as 1.234.")
                % {"text": written}
            )
        raise EntryError(
            _("“%(text)s” cannot be read. Examples: 470, 28.000, 43,5, rund 470, unter 5, nicht erhoben.")
            % {"text": written}
        )
    number = Decimal(text.replace(".", "").replace(",", "."))
    if abs(number) >= _LARGEST:
        raise EntryError(_("This number is too large."))
    return number
