"""By CLDR: numeric dates with dots, thousands by a no-break space, from five digits on."""

SHORT_DATE_FORMAT = "j.m.Y"
SHORT_DATETIME_FORMAT = "j.m.Y H:i"
THOUSAND_SEPARATOR = "\u00a0"
PERCENT = "{}%"
EURO = "{}\u00a0€"
GROUPED_FROM = 10_000
