"""By CLDR: no leading zeros, the percent sign before its number."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j.m.Y"
DATETIME_FORMAT = "j F Y H:i"
SHORT_DATETIME_FORMAT = "j.m.Y H:i"
MONTH_DAY_FORMAT = "j F"
PERCENT = "%{}"
EURO = "€{}"
GROUPED_FROM = 1_000
