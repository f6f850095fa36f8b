"""By CLDR: the month of a day in the genitive."""

DATE_FORMAT = "j E Y\u202fг."
DATETIME_FORMAT = "j E Y\u202fг. G:i"
MONTH_DAY_FORMAT = "j E"
YEAR_MONTH_FORMAT = "F Y\u202fг."
PERCENT = "{}\u00a0%"
EURO = "{}\u00a0€"
GROUPED_FROM = 1_000
