"""Opening hours in words, in the language that is active."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.content.calendar_names import WEEKDAYS, WEEKDAYS_SHORT
from core.content.dates import format_day_and_month
from core.words.punctuation import listed

from .asked import Asked
from .clock import BERLIN
from .days import Day
from .lines import Line, Times
from .rules import Mode
from .spans import Interval
from .status import State, Status

NTH = {
    1: gettext_lazy("every first %(day)s of the month"),
    2: gettext_lazy("every second %(day)s of the month"),
    3: gettext_lazy("every third %(day)s of the month"),
    4: gettext_lazy("every fourth %(day)s of the month"),
    5: gettext_lazy("every fifth %(day)s of the month"),
    -1: gettext_lazy("every last %(day)s of the month"),
}

HOLIDAYS = {
    "Neujahr": gettext_lazy("New Year’s Day"),
    "Karfreitag": gettext_lazy("Good Friday"),
    "Ostermontag": gettext_lazy("Easter Monday"),
    "Erster Mai": gettext_lazy("Labour Day (1 May)"),
    "Christi Himmelfahrt": gettext_lazy("Ascension Day"),
    "Pfingstmontag": gettext_lazy("Whit Monday"),
    "Fronleichnam": gettext_lazy("Corpus Christi"),
    "Tag der Deutschen Einheit": gettext_lazy("Day of German Unity"),
    "Allerheiligen": gettext_lazy("All Saints’ Day"),
    "Erster Weihnachtstag": gettext_lazy("Christmas Day"),
    "Zweiter Weihnachtstag": gettext_lazy("Boxing Day"),
}

ASKED = {
    Asked.CHRISTMAS_EVE: gettext_lazy("Christmas Eve"),
    Asked.NEW_YEARS_EVE: gettext_lazy("New Year’s Eve"),
    Asked.CARNIVAL_MONDAY: gettext_lazy("Carnival Monday"),
    Asked.BRIDGE_DAY: gettext_lazy("Bridge day"),
}


# What editors give as a reason, too.
_KNOWN = {
    **HOLIDAYS,
    "Heiligabend": ASKED[Asked.CHRISTMAS_EVE],
    "Silvester": ASKED[Asked.NEW_YEARS_EVE],
    "Rosenmontag": ASKED[Asked.CARNIVAL_MONDAY],
    "Brückentag": ASKED[Asked.BRIDGE_DAY],
    "Neujahrstag": HOLIDAYS["Neujahr"],
}


_EVES = re.compile(r"\b(?:24|31)\. ?(?:12\b|dez)")
_GERMAN = ("Heiligabend", "Heilig Abend", "Silvester", "Rosenmontag", "Brückentag", *HOLIDAYS)


def asks_for_a_day(text: str) -> bool:
    """Whether words name a day that people ask for or a public holiday, in German or the active language."""
    folded = text.casefold()
    names = [
        *_GERMAN,
        *(str(name).partition("(")[0].strip() for name in [*ASKED.values(), *HOLIDAYS.values()]),
    ]
    return bool(_EVES.search(folded)) or any(name.casefold() in folded for name in names)


def reason_text(reason: str) -> str:
    """Why a day is different: days with a name in the active language, other reasons as they are."""
    return "; ".join(str(_KNOWN.get(one, one)) for one in reason.split("; "))


def format_line(line: Line) -> tuple[str, str]:
    """Days and times: ("Mo–Do", "9:00–12:00 und 13:00–16:00 Uhr, mit Termin")."""
    days = str(WEEKDAYS_SHORT[line.first])
    if line.nth is not None:
        days = str(NTH[line.nth]) % {"day": days}
    elif line.last != line.first:
        days = f"{days}–{WEEKDAYS_SHORT[line.last]}"
    return days, _with_note(_times(line.spans), line.note)


def format_day(day: Day) -> str:
    """Times of one date as in `format_line`, "closed all day" where there are none, "" if unknown.

    Of a day that nobody has confirmed yet: "not confirmed yet (usually 9:00–16:00)".
    """
    if day.asked:
        usual = _times((span.start.time(), span.end.time(), span.mode) for span in day.usual)
        return _("not confirmed yet (usually %(times)s)") % {"times": usual}
    if not day.known:
        return ""
    if not day.intervals:
        return _("closed all day")
    times = _times((span.start.time(), span.end.time(), span.mode) for span in day.intervals)
    return _with_note(
        times,
        listed(dict.fromkeys(span.note for span in day.intervals if span.note), ";"),
    )


def describe(state: State, now: dt.datetime) -> str:
    """A few words for a badge: "Open until 16:00, by appointment", "Closed today: Allerheiligen".

    "" where the hours are unknown, but for a day that nobody has confirmed yet: it is named. `now` (aware) is
    the moment that `state` was asked for.
    """
    if state.status is Status.UNKNOWN:
        return (
            _("%(day)s: not confirmed yet, please call") % {"day": ASKED[state.asked]} if state.asked else ""
        )
    if state.status is Status.CLOSED:
        if state.reason and not state.later_today:
            return _("Closed today: %(reason)s") % {"reason": reason_text(state.reason)}
        return describe_next(state, now) or _("Closed now")
    # A bare time is clear only within the next 24 hours.
    if state.until is None or state.until.astimezone(dt.UTC) - now >= dt.timedelta(hours=24):
        return {
            Status.OPEN: _("Open now"),
            Status.APPOINTMENT: _("Open now, by appointment"),
            Status.PHONE: _("Reachable by phone"),
        }[state.status]
    return {
        Status.OPEN: _("Open until %(time)s"),
        Status.APPOINTMENT: _("Open until %(time)s, by appointment"),
        Status.PHONE: _("Reachable by phone until %(time)s"),
    }[state.status] % {"time": _closing_clock(state.until.time())}


def describe_next(state: State, now: dt.datetime) -> str:
    """When the next interval begins: "Opens tomorrow at 9:00"; "" where none is known.

    Beyond six days ahead the date stands beside the weekday. `now` as in `describe`.
    """
    if state.next is None:
        return ""
    start = state.next.start
    days = (start.date() - now.astimezone(BERLIN).date()).days
    text = _next_sentence(state.next, days) % {
        "time": _clock(start.time()),
        "weekday": WEEKDAYS[start.weekday()],
        "date": format_day_and_month(start.date()),
    }
    return _("%(times)s, by appointment") % {"times": text} if state.next.mode is Mode.APPOINTMENT else text


def _next_sentence(interval: Interval, days: int) -> str:
    by_phone = interval.mode is Mode.PHONE
    if days == 0:
        return _("Phone hours begin today at %(time)s") if by_phone else _("Opens today at %(time)s")
    if days == 1:
        return _("Phone hours begin tomorrow at %(time)s") if by_phone else _("Opens tomorrow at %(time)s")
    if days < 7:
        if by_phone:
            return _("Phone hours begin on %(weekday)s at %(time)s")
        return _("Opens on %(weekday)s at %(time)s")
    if by_phone:
        return _("Phone hours begin on %(weekday)s, %(date)s, at %(time)s")
    return _("Opens on %(weekday)s, %(date)s, at %(time)s")


def _times(spans: Iterable[Times]) -> str:
    """One part for each run of the same mode: "9:00–12:00 Uhr; 13:00–16:00 Uhr, mit Termin"."""
    parts = []
    for mode, run in groupby(spans, key=lambda span: span[2]):
        spans_text = _joined([_from_to(*span[:2]) for span in run])
        text = pgettext("spans of time", "%(times)s") % {"times": spans_text}
        if mode is Mode.APPOINTMENT:
            text = _("%(times)s, by appointment") % {"times": text}
        elif mode is Mode.PHONE:
            text = _("%(times)s, by phone") % {"times": text}
        parts.append(text)
    return listed(parts, ";")


def _joined(texts: list[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return _("%(first)s and %(last)s") % {
        "first": listed(texts[:-1]),
        "last": texts[-1],
    }


def _with_note(times: str, note: str) -> str:
    return f"{times} ({note})" if note else times


def _from_to(opens: dt.time, closes: dt.time) -> str:
    return span_text(_clock(opens), _closing_clock(closes))


def span_text(opens: str, closes: str) -> str:
    """ "9:00–16:00"; in words where a range would be read from the wrong end."""
    return pgettext("span of time", "%(opens)s–%(closes)s") % {"opens": opens, "closes": closes}


def _clock(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02d}"


def _closing_clock(time: dt.time) -> str:
    """Midnight ends a day here; it does not begin one."""
    return "24:00" if time == dt.time.min else _clock(time)
