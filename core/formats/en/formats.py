"""Day before month, 24 hours: what stands in German letters, too."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "d/m/Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = 1
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
PERCENT = "{}%"
EURO = "€{}"
GROUPED_FROM = 1_000
