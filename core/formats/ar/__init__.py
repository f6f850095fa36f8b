"""Arabic, as in Germany."""
