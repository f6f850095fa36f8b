"""By CLDR: no leading zeros, the month of a day in the genitive."""

DATE_FORMAT = "j E Y\u202fр."
DATETIME_FORMAT = "j E Y\u202fр. H:i"
MONTH_DAY_FORMAT = "j E"
YEAR_MONTH_FORMAT = "F Y\u202fр."
PERCENT = "{}%"
EURO = "{}\u00a0€"
GROUPED_FROM = 1_000
