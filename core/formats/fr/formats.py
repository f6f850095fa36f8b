"""By CLDR; a French comma, and thousands by a narrow no-break space."""

THOUSAND_SEPARATOR = "\u202f"
PERCENT = "{}\u00a0%"
EURO = "{}\u00a0€"
GROUPED_FROM = 1_000
