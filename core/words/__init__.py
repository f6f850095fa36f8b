"""How a text becomes HTML."""
