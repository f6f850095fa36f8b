"""When an event takes place, in words, in the active language."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.content.dates import Precision, format_date
from news.recurrence import Occurrence


def when_text(one: Occurrence) -> str:
    """ "Donnerstag, 15. Mai 2025, 18:00–20:00 Uhr", "17. März bis 30. März 2025" or "Herbst 2023"."""
    event = one.event
    if event.date_precision != Precision.DAY:
        return format_date(event.starts_on, event.date_precision)
    if one.last_day > one.day:
        return _("%(first)s to %(last)s") % {
            "first": _with_time(date_format(one.day, _format_of_first(one)), one.starts_at),
            "last": _with_time(date_format(one.last_day, "DATE_FORMAT"), one.ends_at),
        }
    day = _("%(weekday)s, %(date)s") % {
        "weekday": date_format(one.day, "l"),
        "date": date_format(one.day, "DATE_FORMAT"),
    }
    if one.starts_at is None:
        return day
    if one.ends_at is None:
        return f"{day}, " + _("from %(time)s o’clock") % {"time": _clock(one.starts_at)}
    return f"{day}, " + _("%(times)s o’clock") % {"times": f"{_clock(one.starts_at)}–{_clock(one.ends_at)}"}


def _format_of_first(one: Occurrence) -> str:
    """Without the year where the last day has the same."""
    return "MONTH_DAY_FORMAT" if one.day.year == one.last_day.year else "DATE_FORMAT"


def _with_time(day: str, time: dt.time | None) -> str:
    return f"{day}, " + _("%(times)s o’clock") % {"times": _clock(time)} if time else day


def _clock(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02d}"
