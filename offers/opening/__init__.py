"""Opening hours: what holds on a date, at a moment, and in words.

Pure values and functions. Everything that shows or uses hours (page, list, calendar, structured data, API)
turns its rows into one `Schedule` and asks here.
"""

from .asked import Asked, asked_day
from .clock import BERLIN
from .days import Day, day, exceptions, intervals, week
from .display import ASKED, asks_for_a_day, describe, describe_next, format_day, format_line, reason_text
from .holidays import holiday_name
from .lines import Line, summary
from .rules import Closing, Hours, Mode, Replacement, Rule, Schedule
from .spans import Interval
from .status import State, Status, state

__all__ = [
    "ASKED",
    "BERLIN",
    "Asked",
    "Closing",
    "Day",
    "Hours",
    "Interval",
    "Line",
    "Mode",
    "Replacement",
    "Rule",
    "Schedule",
    "State",
    "Status",
    "asked_day",
    "asks_for_a_day",
    "day",
    "describe",
    "describe_next",
    "exceptions",
    "format_day",
    "format_line",
    "holiday_name",
    "intervals",
    "reason_text",
    "state",
    "summary",
    "week",
]
