"""Polish, as in Germany."""
