"""Beside Django's: how shares and amounts of money are written, and from where digits are grouped."""

PERCENT = "{}\u00a0%"
EURO = "{}\u00a0€"
GROUPED_FROM = 1_000
