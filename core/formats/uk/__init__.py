"""Ukrainian, as in Germany."""
