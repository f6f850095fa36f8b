"""The overview of the concept, its fields and its bodies."""
