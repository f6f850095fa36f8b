"""French, as in Germany."""
