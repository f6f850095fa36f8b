"""Formats of dates and numbers where Django's own do not fit, and those that it lacks (PERCENT, EURO)."""
