"""When an event takes place, in words, in the active language."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.content.dates import Precision, format_date, format_day_and_month
from core.words.punctuation import sign
from news.recurrence import Occurrence
from offers.opening.display import span_text


def when_text(one: Occurrence) -> str:
    """ "Donnerstag, 15. Mai 2025, 18:00–20:00 Uhr", "17. März bis 30. März 2025" or "Herbst 2023"."""
    event = one.event
    if event.date_precision != Precision.DAY:
        return format_date(event.starts_on, event.date_precision)
    if one.last_day > one.day:
        return _("%(first)s to %(last)s") % {
            "first": _with_time(_first_day(one), one.starts_at),
            "last": _with_time(format_date(one.last_day), one.ends_at),
        }
    day = _("%(weekday)s, %(date)s") % {
        "weekday": date_format(one.day, "l"),
        "date": format_date(one.day),
    }
    if one.starts_at is None:
        return day
    if one.ends_at is None:
        return f"{day}{sign(',')} " + pgettext("time of the day", "from %(time)s") % {
            "time": _clock(one.starts_at)
        }
    times = span_text(_clock(one.starts_at), _clock(one.ends_at))
    return f"{day}{sign(',')} " + pgettext("spans of time", "%(times)s") % {"times": times}


def _first_day(one: Occurrence) -> str:
    """Without the year where the last day has the same."""
    return format_day_and_month(one.day) if one.day.year == one.last_day.year else format_date(one.day)


def _with_time(day: str, time: dt.time | None) -> str:
    return (
        f"{day}{sign(',')} " + pgettext("time of the day", "%(times)s") % {"times": _clock(time)}
        if time
        else day
    )


def _clock(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02d}"
