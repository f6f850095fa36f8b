"""Beside Django's: how shares and amounts of money are written."""

PERCENT = "{}\u00a0%"
EURO = "{}\u00a0€"
