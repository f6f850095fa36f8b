"""Opening hours in content files: "mon-thu 9:00-16:00 appointment", "first thu 16:30-18:00 walk_in"."""

import re
from datetime import time
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_LINE = re.compile(
    r"^(?:(?P<week>first|second|third|fourth|fifth|last) )?"
    r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? "
    r"(?P<opens>\d{1,2}:\d{2})-(?P<closes>\d{1,2}:\d{2}) (?P<mode>walk_in|appointment|phone)$"
)


def _time(text: str) -> time:
    hours, minutes = text.split(":")
    return time(int(hours) % 24, int(minutes))


def parse(line: str) -> list[dict[str, Any]]:
    """The field values of one HoursRule for each weekday that the line names. Raises ValueError."""
    match = _LINE.match(line.strip())
    if not match:
        raise ValueError(f"{line!r} is no line of hours such as “mon-thu 9:00-16:00 appointment”.")
    try:
        first = DAYS.index(match["first"])
        last = DAYS.index(match["last"] or match["first"])
        opens, closes = _time(match["opens"]), _time(match["closes"])
    except ValueError as error:
        raise ValueError(f"{line!r} has an unknown weekday or time.") from error
    days = range(first, last + 1) if last >= first else [*range(first, 7), *range(last + 1)]
    week = WEEKS[match["week"]] if match["week"] else None
    return [
        {"weekday": day, "opens": opens, "closes": closes, "mode": match["mode"], "week": week}
        for day in days
    ]
