"""Turkish, as in Germany."""
