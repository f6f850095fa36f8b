"""By CLDR: thousands grouped; the week of a German office."""

FIRST_DAY_OF_WEEK = 1
NUMBER_GROUPING = 3
PERCENT = "{}%"
EURO = "€\u00a0{}"
GROUPED_FROM = 1_000
