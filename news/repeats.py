"""The common ways in which events repeat, so that nobody has to write a recurrence rule."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeat(models.TextChoices):
    NEVER = "", _("not at all")
    WEEKLY = "weekly", _("every week on this weekday")
    FORTNIGHTLY = "fortnightly", _("every two weeks on this weekday")
    MONTHLY_NTH = "monthly_nth", _("every month, for example on every third Thursday, like the first day")
    MONTHLY_LAST = "monthly_last", _("every month on the last such weekday")
    MONTHLY_DATE = "monthly_date", _("every month on this date, for example on every 15th")
    YEARLY = "yearly", _("every year on this date")
    OWN = "own", _("otherwise (rule below)")


def rule_for(repeat: str, first: dt.date, until: dt.date | None = None) -> str:
    """The recurrence rule of a series that begins on `first`; "" for NEVER and OWN, which have none."""
    day = _DAYS[first.weekday()]
    rules: dict[str, str] = {
        Repeat.WEEKLY: "FREQ=WEEKLY",
        Repeat.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
        Repeat.MONTHLY_NTH: f"FREQ=MONTHLY;BYDAY={(first.day - 1) // 7 + 1}{day}",
        Repeat.MONTHLY_LAST: f"FREQ=MONTHLY;BYDAY=-1{day}",
        Repeat.MONTHLY_DATE: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        Repeat.YEARLY: "FREQ=YEARLY",
    }
    rule = rules.get(repeat, "")
    return f"{rule};UNTIL={until:%Y%m%d}" if rule and until else rule


def repeat_of(rule: str, first: dt.date) -> tuple[str, dt.date | None]:
    """The way and the last day that give `rule`; OWN for any other rule."""
    if not rule:
        return Repeat.NEVER, None
    plain, _sep, end = rule.partition(";UNTIL=")
    until = dt.date.fromisoformat(end) if end.isdecimal() and len(end) == 8 else None
    for repeat in Repeat.values:
        if rule_for(repeat, first, until) == rule and (until or plain == rule):
            return repeat, until
    return Repeat.OWN, None


def leaves_out(rule: str, first: dt.date) -> bool:
    """Whether months or years that do not have such a day are left out, which the way does not tell."""
    repeat, _until = repeat_of(rule, first)
    if repeat == Repeat.YEARLY:
        return (first.month, first.day) == (2, 29)
    return first.day > 28 and repeat in (Repeat.MONTHLY_NTH, Repeat.MONTHLY_DATE)
