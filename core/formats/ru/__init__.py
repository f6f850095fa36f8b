"""Russian, as in Germany."""
