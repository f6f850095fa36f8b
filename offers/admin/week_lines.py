"""Opening hours as editors write them: one line for the days that share their times.

    Mo–Do 9:00–16:00 mit Termin
    Fr 9:00–12:30 und 13:30–15:00
    1. Do im Monat 16:30–18:00

German in and out, because German is the language of the editors. Reading what was written gives the
same rules again.
"""

import datetime as dt
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.opening import Line, Mode, Rule, summary

DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_LONG = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_NUMBERS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "letzt": -1}
_MODE_WORDS = {
    Mode.WALK_IN: ("ohne termin", "ohne anmeldung", "ohne voranmeldung", "offen", "offene sprechstunde"),
    Mode.APPOINTMENT: (
        "mit termin",
        "nur mit termin",
        "nach vereinbarung",
        "nach termin",
        "termin",
        "nach telefonischer vereinbarung",
        "nur nach vereinbarung",
        "mit terminvereinbarung",
        "nach terminvereinbarung",
        "nach absprache",
    ),
    Mode.PHONE: ("telefonisch", "nur telefonisch", "am telefon", "telefon", "per telefon", "tel"),
}
_WORDS = {Mode.WALK_IN: "", Mode.APPOINTMENT: "mit Termin", Mode.PHONE: "telefonisch"}
NEXT_DAY = "am nächsten Tag"

# "Mi", "Mitt." and "mittwochs", but not "Mittagspause", and no Sunday in "Sonnabend".
_NAMES = [*_LONG, "sonnabend"]
_DAY = (
    "(?:"
    + "|".join(sorted({name[:length] for name in _NAMES for length in range(2, len(name) + 1)}, reverse=True))
    + r")s?(?:(?:vor|nach)mittags?|morgens?|abends?)?(?![a-zäöüß])\.?"
)
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
_NO_END = r"(?<![\d:.-])(?<!- )(?<!bis )"  # so that "12-24 h" keeps its end
_LINE = re.compile(
    rf"^(?:(?:(?P<each>jeden?)|am)\s+)?(?:(?P<nth>[1-5]\.|(?:erst|zweit|dritt|viert|fünft|letzt)e[rns]?)\s*)?"
    rf"(?P<days>täglich|{_DAY}(?:\s*(?:-|bis|,|und|\+|/)\s*{_DAY})*)"
    rf"(?P<monthly>\s+(?:im|des)\s+monats?)?\s*[:,]?\s*(?:von\s+)?"
    rf"(?P<times>{_CLOCK}\s*(?:uhr\s*)?(?:-|bis)\s*{_CLOCK}"
    rf"(?:\s*(?:uhr\s*)?(?:,|;|und|\+|/)\s*{_CLOCK}\s*(?:uhr\s*)?(?:-|bis)\s*{_CLOCK})*)"
    rf"\s*(?:uhr)?\s*(?P<next>\(?(?:am )?nächste[rn]? tag\)?)?\s*,?\s*\(?(?P<mode>[a-zäöü ]*)\)?$"
)


# What means more than one thing, or nothing that hours can say.
_ASKED_BACK = (
    (r"\bwerk(?:tags|täglich)\b", gettext_lazy(
        "Line %(number)d: does “%(word)s” mean Mo–Fr or Mo–Sa? Write the days."
    )),
    (r"\b(?:geschlossen|zu|ruhetag)$", gettext_lazy(
        "Line %(number)d: write only the days on which it is open; a day without a line is closed."
    )),
    (r"\b(?:mit|nach|nur mit) (?:vor)?anmeldung\b|\bonline\b", gettext_lazy(
        "Line %(number)d: “%(word)s” is no part of the hours. Leave it out here and tick it at the offer, or "
        "write it into the note."
    )),
    (r"\b(?:und|sowie|oder) nach (?:vereinbarung|absprache|termin\w*)$", gettext_lazy(
        "Line %(number)d: other times by appointment (“%(word)s”) belong into the note, not into the hours."
    )),
)  # fmt: skip


class LineError(ValueError):
    """A line that cannot be read; the text says which one, why, and how to write it."""


def read(text: str) -> list[Rule]:
    """The rules of all lines, each once, in the order of the week. Empty lines do not count.

    Raises LineError at the first line that is not clear.
    """
    rules: list[Rule] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            rules.extend(_read_line(number, line.strip()))
    return sorted(
        set(rules), key=lambda rule: (rule.nth or 0, rule.weekday, rule.opens, rule.closes, rule.mode)
    )


def write(rules: Iterable[Rule]) -> str:
    """The lines for these rules; neighbouring days with the same times share one."""
    return "\n".join(text for line in summary(rules) for text in _write_line(line))


def _read_line(number: int, line: str) -> list[Rule]:
    plain = re.sub(r"\s+", " ", re.sub(r"[‐‑–—−]", "-", line.lower())).strip(" .;•*-")
    for words, answer in _ASKED_BACK:
        if asked := re.search(words, plain):
            raise LineError(answer % {"number": number, "word": asked.group()})
    found = _LINE.match(_plain_words(plain))
    if not found:
        raise LineError(
            _("Line %(number)d is not clear: “%(line)s”. Write the days, the times and how one gets in. "
              "Examples: “Mo–Do 9:00–16:00 mit Termin”, “1. Do im Monat 16:30–18:00”.")
            % {"number": number, "line": line}
        )  # fmt: skip
    mode = _mode(found["mode"].strip())
    if mode is None:
        raise LineError(
            _("Line %(number)d: “%(word)s” is not known. Write “mit Termin”, “telefonisch”, or nothing where "
              "people may just come by.") % {"number": number, "word": found["mode"].strip()}
        )  # fmt: skip
    clocks = re.findall(_CLOCK, found["times"].replace("uhr", ""))
    times = [_time(number, clock) for clock in clocks]
    nth = _nth(found["nth"])
    if found["each"] and nth not in (None, 1, -1) and not found["monthly"]:
        raise LineError(
            _("Line %(number)d: does “%(line)s” mean every so many weeks? For a day of the month write "
              "“2. Mo im Monat”; other weeks belong into the note.") % {"number": number, "line": line}
        )  # fmt: skip
    rules = []
    if late := next(filter(_is_midnight, clocks[::2]), None):  # of that day, or of the next?
        raise LineError(
            _("Line %(number)d: “%(clock)s” is no time of the day.") % {"number": number, "clock": late}
        )
    for opens, closes, end in zip(times[::2], times[1::2], clocks[1::2], strict=True):
        _check_order(number, opens, closes, bool(found["next"]), _is_midnight(end) and opens == dt.time.min)
        rules += [Rule(day, opens, closes, mode, nth) for day in _days(found["days"])]
    return rules


def _plain_words(line: str) -> str:
    """The line without the other words for "und" and for day and night."""
    line = re.sub(r"\s*(?:&|\bu\.)\s*", " und ", line)
    line = re.sub(r"^(?:rund um die uhr|24/7)", "täglich 0-24", line)
    line = re.sub(rf"rund um die uhr|{_NO_END}24 ?(?:stunden\b|std\b\.?|h\b)", "0-24", line)
    return re.sub(r"(?<=\d) ?h\b", " uhr", line)


def _check_order(number: int, opens: dt.time, closes: dt.time, next_day: bool, whole_day: bool) -> None:
    values = {"number": number, "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
    if opens == closes and not whole_day:
        raise LineError(_("Line %(number)d: %(opens)s–%(closes)s has no length.") % values)
    if closes < opens and closes != dt.time.min and not next_day:
        raise LineError(
            _("Line %(number)d: %(opens)s–%(closes)s ends before it begins. If it goes on past midnight, add "
              "“am nächsten Tag”.") % values
        )  # fmt: skip


def _time(number: int, clock: str) -> dt.time:
    hour, _colon, minute = clock.replace(".", ":").partition(":")
    if _is_midnight(clock):
        return dt.time.min
    try:
        return dt.time(int(hour), int(minute or 0))
    except ValueError:
        raise _no_time(number, clock) from None


def _no_time(number: int, clock: str) -> LineError:
    values = {"number": number, "clock": clock}
    return LineError(_("Line %(number)d: “%(clock)s” is no time of the day.") % values)


def _is_midnight(clock: str) -> bool:
    """Whether it is 24:00, the end of a day."""
    return re.fullmatch(r"24(?:[:.]00)?", clock) is not None


def _mode(words: str) -> Mode | None:
    if not words:
        return Mode.WALK_IN
    return next((mode for mode, known in _MODE_WORDS.items() if words in known), None)


def _nth(word: str | None) -> int | None:
    if not word:
        return None
    if word[0].isdigit():
        return int(word[0])
    return next(number for start, number in _NUMBERS.items() if word.startswith(start))


def _days(words: str) -> list[int]:
    if words == "täglich":
        return list(range(7))
    days: list[int] = []
    for part in re.split(r"\s*(?:,|und|\+|/)\s*", words):
        ends = [_day(word) for word in re.split(r"\s*(?:-|bis)\s*", part)]
        first, last = ends[0], ends[-1]
        # "Sa–Mo" runs over the end of the week.
        days += [day % 7 for day in range(first, last + (1 if first <= last else 8))]
    return days


def _day(word: str) -> int:
    start = "sa" if word.startswith("sonna") else word[:2]
    return next(number for number, name in enumerate(_LONG) if name.startswith(start))


def _write_line(line: Line) -> list[str]:
    days = DAYS[line.first] if line.first == line.last else f"{DAYS[line.first]}–{DAYS[line.last]}"
    if line.nth is not None:
        days = f"{f'{line.nth}.' if line.nth > 0 else 'Letzter'} {DAYS[line.first]} im Monat"
    parts: list[str] = []
    groups: dict[tuple[Mode, bool], list[str]] = {}
    for opens, closes, mode in line.spans:
        past_midnight = closes < opens and closes != dt.time.min
        groups.setdefault((mode, past_midnight), []).append(f"{_clock(opens)}–{_clock(closes, end=True)}")
    for (mode, past_midnight), times in groups.items():
        words = [days, ", ".join(times), NEXT_DAY if past_midnight else "", _WORDS[mode]]
        parts.append(" ".join(word for word in words if word))
    return parts


def _clock(time: dt.time, end: bool = False) -> str:
    return "24:00" if end and time == dt.time.min else f"{time.hour}:{time.minute:02d}"
