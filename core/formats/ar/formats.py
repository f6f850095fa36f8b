"""By CLDR: no comma in dates, the decimal point, thousands grouped, the week of a German office.

Numeric dates stand without direction marks: the pages isolate them from left to right.
"""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j/n/Y"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "j F Y، G:i"
SHORT_DATETIME_FORMAT = "j/n/Y G:i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
PERCENT = "{}%"
EURO = "{}\u00a0€"
GROUPED_FROM = 1_000
