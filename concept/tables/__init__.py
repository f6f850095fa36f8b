"""Tables that people type or upload."""
