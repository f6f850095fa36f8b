"""Persian, as in Germany."""
